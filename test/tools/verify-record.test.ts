import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { openMainApp } from '../support/main-app.ts'
import { newCase, walkUntil } from '../support/main-journey.ts'
import { mutations, pickFrom } from '../support/record-mutations.ts'
import { makeSampleRecord, verifierFile, type SampleRecord } from '../support/sample-record.ts'
import { freshFolder } from '../main/vault/support.ts'

interface Said {
  readonly code: number
  readonly text: string
}

/** As an auditor runs it: a process of its own, in a folder that is not ours. */
async function verify(text: string, ...codes: string[]): Promise<Said> {
  const folder = await freshFolder()
  const file = join(folder, 'record.jsonl')
  await writeFile(file, text)
  return new Promise((resolve) => {
    execFile(process.execPath, [fileURLToPath(verifierFile), file, ...codes], { cwd: folder, env: {} }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr })
    })
  })
}

let record: SampleRecord
beforeAll(async () => {
  record = await makeSampleRecord({ size: 60, checkpointEvery: 11, signedEvery: 7 })
})

describe('a record that is as it was', () => {
  test('is good, with and without codes from paper, however they are typed', async () => {
    const alone = await verify(record.text)
    expect(alone).toMatchObject({ code: 0 })
    expect(alone.text).toMatch(/^GOOD\. 60 entries, .* 6 checkpoints and 9 signatures/)
    expect(alone.text).toContain('No code from paper was given')
    const typed = record.codeAt(23).toLowerCase().replace('-', ' ').replace(/0/g, 'o')
    expect(await verify(record.text, record.codeAt(1), typed, record.codeAt(60))).toMatchObject({
      code: 0,
      text: expect.stringContaining('All 3 codes from paper: of this record.'),
    })
  })

  test('exported by the app itself after a journey is good, and so are the codes of its manifest and release sheet', async () => {
    const main = await openMainApp()
    try {
      await main.setUp()
      const caseId = await newCase(main)
      await walkUntil(main, caseId, 'text-passcode')
      const { manifests } = await main.must('manifest.list', {})
      const exported = await main.must('record.export', {})
      const text = Buffer.from(main.saved.get(exported.savedAs)!).toString('utf8')
      const said = await verify(text, manifests[0]!.checkpoint, `${exported.size}-${exported.code}`)
      expect(said).toMatchObject({ code: 0 })
      expect(said.text).toContain('All 2 codes')
      for (const personal of ['Sample Valley', '07700', '+4477', 'JG103759A', '@example', 'SA1 9ZZ']) expect(text).not.toContain(personal)
      const first = text.split('\n').findIndex((line) => line.includes('"passcode-texted"'))
      const damaged = text.split('\n').with(first, text.split('\n')[first]!.replace('passcode-texted', 'passcode-kept')).join('\n')
      expect(await verify(damaged)).toMatchObject({
        code: 1,
        text: expect.stringContaining(`The first wrong entry is number ${first - 1}:`),
      })
    } finally {
      main.remove()
    }
  })
})

describe('a record that was altered', () => {
  test.each(Object.keys(mutations))('%s: exit code 1, and where', async (name) => {
    const { text, first, exact, codes } = mutations[name]!(record, pickFrom(7))
    const said = await verify(text, ...(codes ?? []))
    expect(said.code).toBe(1)
    expect(said.text).toMatch(/^WRONG\./)
    if (exact) expect(said.text).toContain(`The first wrong entry is number ${first}:`)
  })

  test('made again from the first entry with other keys is consistent in itself; only paper shows it', async () => {
    const other = await makeSampleRecord({ size: 59, checkpointEvery: 10, signedEvery: 5 })
    expect((await verify(other.text)).code).toBe(0)
    expect(await verify(other.text, record.codeAt(30))).toMatchObject({
      code: 1,
      text: expect.stringContaining('The code from paper is not of this record.'),
    })
  })

  test.each([
    ['the workstation’s key', (header: Record<string, unknown>) => ({ ...header, workstation: Buffer.alloc(32, 5).toString('base64') })],
    ['the agents’ keys', (header: Record<string, unknown>) => ({ ...header, agents: [] })],
    ['the code', (header: Record<string, unknown>) => ({ ...header, code: '0000000000' })],
  ])('%s in the first line', async (_what, change) => {
    const [header, ...rest] = record.text.split('\n')
    expect((await verify([JSON.stringify(change(JSON.parse(header!) as Record<string, unknown>)), ...rest].join('\n'))).code).toBe(1)
  })

  test('cut in the middle of a line', async () => expect((await verify(record.text.slice(0, -20))).code).toBe(1))

  test.each([
    ['not a record', 'hello\n'],
    ['nothing', ''],
    ['a later version', '{"format":"ra-desk-record","version":2}\n'],
  ])('%s cannot be read: exit code 2', async (_what, text) => {
    expect((await verify(text)).code).toBe(2)
  })

  test('a code that is none is not compared: exit code 2', async () => expect((await verify(record.text, '7K3M')).code).toBe(2))
})

test('the script shares no code with RA Desk and needs no package', async () => {
  const source = await readFile(verifierFile, 'utf8')
  const asked = [
    ...source.matchAll(/\bfrom\s+['"]([^'"]+)['"]|\bimport\s*\(\s*([^)]*)\)|\brequire\s*\(([^)]*)\)|^\s*import\s+['"]([^'"]+)['"]/gm),
  ].map((found) => found.slice(1).find(Boolean))
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((name) => !name?.startsWith('node:'))).toEqual([])
  expect(new Set(asked)).toEqual(new Set(['node:crypto', 'node:fs', 'node:url']))
})
