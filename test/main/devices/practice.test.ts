import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSamples } from '../../../main/devices/practice.ts'
import { freshFolder, value } from '../vault/support.ts'

test('sample registrants: one for each folder, with the files that a case takes, in order', async () => {
  const folder = await freshFolder()
  await mkdir(join(folder, 'Ann Sample'))
  for (const name of ['photo.jpg', 'notes.txt', 'e-mail.eml', 'passport.pdf', 'scan.png', 'no-ending'])
    await writeFile(join(folder, 'Ann Sample', name), name)
  await mkdir(join(folder, 'Empty'))
  await writeFile(join(folder, 'readme.pdf'), '')
  const { samples } = value(await readSamples(folder))
  expect(samples.map(({ title }) => title).toSorted()).toEqual(['Ann Sample', 'Empty'])
  expect(samples.find(({ title }) => title === 'Ann Sample')?.files).toEqual(
    [
      ['e-mail.eml', 'message/rfc822'],
      ['passport.pdf', 'application/pdf'],
      ['photo.jpg', 'image/jpeg'],
      ['scan.png', 'image/png'],
    ].map(([name, mime]) => ({ name, mime, base64: Buffer.from(name!).toString('base64') })),
  )
})

test('sample registrants: none where the folder is not there', async () => {
  expect(value(await readSamples(join(await freshFolder(), 'away')))).toEqual({ samples: [] })
})
