import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REGISTRY_PLACE } from '../../../main/station/registry-place.ts'
import { readRegistryPolicy, windowsRegistry } from '../../../main/station/registry-policy.ts'
import { freshFolder } from '../vault/support.ts'

const exported = (lines: string) =>
  Buffer.from(`\uFEFFWindows Registry Editor Version 5.00\r\n\r\n[${REGISTRY_PLACE}]\r\n${lines}\r\n`, 'utf16le')

const above = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies'
/** What `reg.exe query` prints of a key with keys below it. */
const listed = (...keys: readonly string[]) => ({ code: 0, output: `\r\n${keys.join('\r\n')}\r\n` })
const refused = { code: 1, output: '' }
type Answer = { readonly code: number; readonly output: string } | undefined

interface Given {
  /** By the key that is asked for; all others are refused. */
  readonly keys?: Readonly<Record<string, Answer>>
  readonly exporting?: number
  readonly file?: Buffer
}
const withPolicy: Readonly<Record<string, Answer>> = { [above]: listed(`${above}\\Microsoft`, REGISTRY_PLACE) }

async function ask({ keys = withPolicy, exporting = 0, file }: Given) {
  const temporaryFile = join(await freshFolder(), 'policy.reg')
  const asked: string[] = []
  const read = await readRegistryPolicy({
    temporaryFile,
    reg: async (args) => {
      asked.push(args.join(' '))
      if (args[0] === 'query') return args[1]! in keys ? keys[args[1]!] : refused
      if (file) writeFileSync(temporaryFile, file)
      return { code: exporting, output: '' }
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
  expect(asked.every((words) => words.includes(above) && words.endsWith('/reg:64'))).toBe(true)
  expect(isLeft).toBe(false)
})

const software = 'HKEY_LOCAL_MACHINE\\SOFTWARE'
test.each<readonly [name: string, given: Given, wanted: unknown]>([
  ['no key', { keys: { [above]: listed(`${above}\\Microsoft`, `${REGISTRY_PLACE} Two`) } }, undefined],
  ['no policies at all', { keys: { [software]: listed(`${software}\\Microsoft`) } }, undefined],
  ['policies of which the list may not be read', { keys: { [software]: listed(`${software}\\Microsoft`, above) } }, { unreadable: true }],
  ['registry tools that group policy forbids', { keys: {} }, { unreadable: true }],
  ['reg.exe that cannot be run', { keys: { [above]: undefined } }, { unreadable: true }],
  ['reg.exe that does not end', { keys: { [above]: { code: 2, output: '' } } }, { unreadable: true }],
  ['a key that may not be read', { exporting: 1 }, { unreadable: true }],
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

test.runIf(process.platform === 'win32')('registry policy: Windows’ own reg.exe says whether there is one', async () => {
  expect(await readRegistryPolicy(windowsRegistry(process.env))).not.toEqual({ unreadable: true })
})
