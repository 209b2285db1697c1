import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REGISTRY_PLACE } from '../../../main/station/registry-place.ts'
import { readRegistryPolicy, windowsRegistry } from '../../../main/station/registry-policy.ts'
import { freshFolder } from '../vault/support.ts'

const exported = (lines: string) =>
  Buffer.from(`\uFEFFWindows Registry Editor Version 5.00\r\n\r\n[${REGISTRY_PLACE}]\r\n${lines}\r\n`, 'utf16le')

async function ask({ query = 0, exporting = 0, file }: { query?: number | 'not run'; exporting?: number; file?: Buffer }) {
  const temporaryFile = join(await freshFolder(), 'policy.reg')
  const asked: string[] = []
  const read = await readRegistryPolicy({
    temporaryFile,
    reg: async (args) => {
      asked.push(args.join(' '))
      if (args[0] === 'query') return query === 'not run' ? undefined : query
      if (file) writeFileSync(temporaryFile, file)
      return exporting
    },
  })
  return { read, asked, isLeft: existsSync(temporaryFile) }
}

test('registry policy: numbers, switches, texts and lists as a policy file has them', async () => {
  const lines =
    '"IdleMinutes"=dword:00000005\r\n"twoAgentRelease"=dword:00000001\r\n"exportsAllowed"=dword:00000000\r\n"backupFolder"="D:\\\\RA"\r\n\r\n' +
    `[${REGISTRY_PLACE}\\printerHosts]\r\n"1"="a.example"\r\n"2"="b.example"`
  const { read, asked, isLeft } = await ask({ file: exported(lines) })
  expect(JSON.parse((read as { text: string }).text)).toEqual({
    idleMinutes: 5,
    twoAgentRelease: true,
    exportsAllowed: false,
    backupFolder: 'D:\\RA',
    printerHosts: 'a.example b.example',
  })
  expect(asked.every((words) => words.includes(REGISTRY_PLACE) && words.endsWith('/reg:64'))).toBe(true)
  expect(isLeft).toBe(false)
})

test.each([
  ['no key', { query: 1 }, undefined],
  ['reg.exe that cannot be run', { query: 'not run' as const }, { unreadable: true }],
  ['reg.exe that does not end', { query: 2 }, { unreadable: true }],
  ['an export that fails', { exporting: 1 }, { unreadable: true }],
  ['an export that is not written', {}, { unreadable: true }],
  ['an export of something else', { file: Buffer.from('REGEDIT4', 'utf16le') }, { unreadable: true }],
  ['an export larger than any policy', { file: exported(`"x"="${'y'.repeat(600_000)}"`) }, { unreadable: true }],
])('registry policy: %s', async (_name, given, wanted) => {
  const { read, isLeft } = await ask(given)
  expect(read).toEqual(wanted)
  expect(isLeft).toBe(false)
})

test('registry policy: a switch with another number is refused by the rules, not guessed', async () => {
  const { read } = await ask({ file: exported('"twoAgentRelease"=dword:00000002') })
  expect(JSON.parse((read as { text: string }).text)).toEqual({ twoAgentRelease: 2 })
})

test('registry policy: a reg.exe that is not there is “cannot be run”', async () => {
  const { reg } = windowsRegistry({ SystemRoot: await freshFolder() })
  expect(await reg(['query'])).toBeUndefined()
})
