import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DATA_FORMAT } from '../../../domain/station/data-format.ts'
import { noteDataFormat, refuseNewerFolder } from '../../../main/station/data-format-file.ts'
import { withFault } from '../../support/faulty-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-format-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})
const write = (text: string) => {
  writeFileSync(join(folder, 'data-format.json'), text)
}
const text = () => readFileSync(join(folder, 'data-format.json'), 'utf8')

test.each([
  ['none', undefined],
  ['damaged', '{"format":'],
  ['of another shape', '{"format":"two"}'],
  ['a number below 1', '{"format":0}'],
  ['today’s', JSON.stringify({ format: DATA_FORMAT })],
])('data format: %s is not refused, and today’s is noted', async (_what, there) => {
  if (there !== undefined) write(there)
  expect(await refuseNewerFolder(folder)).toBeUndefined()
  await noteDataFormat(folder)
  expect(JSON.parse(text())).toEqual({ format: DATA_FORMAT })
  expect(readdirSync(folder)).toEqual(['data-format.json'])
})

test('data format: a higher one is refused with any other content of the file, and stays', async () => {
  write(`{"format":${String(DATA_FORMAT + 1)},"by":"a later version"}`)
  expect(await refuseNewerFolder(folder)).toMatchObject({ ok: false, error: { code: 'key-slots-newer' } })
  await noteDataFormat(folder)
  expect(text()).toContain('a later version')
})

test('data format: a disk that takes nothing stops no sign-in', async () => {
  const { value } = await withFault({ at: 1, does: { fail: 'ENOSPC' }, counts: ({ changes }) => changes }, async () => {
    await noteDataFormat(folder)
    return 'signed in'
  })
  expect(value).toBe('signed in')
})
