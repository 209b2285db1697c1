/** The MSI under Wine: installed without a question, started, put in the place of an older one, and removed; data is kept. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { argon2id } from 'hash-wasm'
import { NtExecutable } from 'resedit'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeMsi, type CommandOf, type MadeMsi } from '../../tools/packaging/make-msi.ts'
import { APP_ID, PROGRAM, UPGRADE_CODE } from '../../tools/packaging/msi-source.ts'
import { describeDifference } from '../../tools/packaging/different-bytes.ts'
import { listFiles } from '../../tools/packaging/packed-files.ts'
import { enterWine } from '../../tools/windows/enter-wine.ts'
import { findWine, runInWine, windowsPath } from '../../tools/windows/wine.ts'
import { root } from '../support/checks.ts'
import { packagingRun } from './packed.ts'

const { packed, again, folder, builtAt } = packagingRun()
const windows = packed.find(({ system }) => system === 'windows')!
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const wine = findWine()
const inWine: CommandOf = (command, folders) => enterWine({ folder: wine.ok ? wine.folder : '', command, folders })
const place = join(folder, 'msi')
const drive = join(place, 'drive')
const installed = join(drive, 'drive_c/Program Files/RA Desk')
// Windows puts the shortcut of a package for the whole computer into the first; Wine, into the second.
const startMenus = ['ProgramData', 'users/root/AppData/Roaming'].map((path) =>
  join(drive, 'drive_c', path, 'Microsoft/Windows/Start Menu/Programs'),
)
const hasShortcut = () => startMenus.some((menu) => existsSync(join(menu, 'RA Desk.lnk')))
const data = join(drive, 'drive_c/users/root/AppData/Local/ra-desk/vault/kept.txt')
const OLD_ONLY = 'resources/of-an-older-version.txt'
const canStart = readFileSync(windows.program).length > 10_000_000

const run = (program: string, ...args: readonly string[]) =>
  runInWine({
    folder: wine.ok ? wine.folder : '',
    program,
    args,
    drive,
    folders: [place, join(root, 'test/packaging')],
    timeLimit: 300_000,
  })
const installer = async (...args: readonly string[]) => (await run('msiexec', ...args, '/qn')).code
const make = (name: string, from: string, number: string) =>
  makeMsi({
    packed: from,
    icon: join(root, 'packaging/icon.ico'),
    version: number,
    file: join(place, `${name}.msi`),
    sourceDate: new Date(builtAt),
    command: inWine,
  })

/** A package of the version before: another program, and a file that is no longer there today. */
function makeOlder(): MadeMsi {
  const from = join(place, 'older')
  mkdirSync(join(from, 'resources'), { recursive: true })
  writeFileSync(join(from, PROGRAM), Buffer.from(NtExecutable.createEmpty(false, false).generate()))
  writeFileSync(join(from, OLD_ONLY), 'of an older version')
  return make('older', from, '0.0.9')
}

// In order: each step stands on the one before.
describe.skipIf(!wine.ok)('MSI', () => {
  let older: MadeMsi
  let newer: MadeMsi
  beforeAll(() => {
    older = makeOlder()
    newer = make('newer', windows.folder, version)
  })

  test('says by its tables: for the whole computer, the fixed upgrade code, and the application’s id at the shortcut', () => {
    const table = (name: string) => {
      const [program, words] = inWine(['msiinfo', 'export', newer.file, name], [place])
      return spawnSync(program, words, { encoding: 'utf8' }).stdout
    }
    expect(table('Property')).toMatch(new RegExp(`^UpgradeCode\\t\\{${UPGRADE_CODE}\\}\\r?$`, 'm'))
    expect(table('Property')).toMatch(/^ALLUSERS\t1\r?$/m)
    expect(table('Property')).toMatch(new RegExp(`^ProductVersion\\t${version}\\r?$`, 'm'))
    expect(table('MsiShortcutProperty')).toContain(`System.AppUserModel.ID\t${APP_ID}`)
    // Within the transaction: an upgrade that fails leaves the older program.
    const placeOf = (action: string) => Number(new RegExp(`^${action}\\t.*\\t(\\d+)\\r?$`, 'm').exec(table('InstallExecuteSequence'))![1])
    expect(placeOf('RemoveExistingProducts')).toBeGreaterThan(placeOf('InstallInitialize'))
    expect(placeOf('RemoveExistingProducts')).toBeLessThan(placeOf('ProcessComponents'))
    // It copies files and writes a shortcut: no program runs while it is installed. The first three lines name the columns.
    expect(table('CustomAction').trim().split('\n').slice(3)).toEqual([])
  })

  test.skipIf(again.length === 0)('of the second build is the same, byte for byte', () => {
    const second = make('second/newer', again.find(({ system }) => system === 'windows')!.folder, version)
    expect(describeDifference(readFileSync(newer.file), readFileSync(second.file))).toBeUndefined()
  })

  test('an older version installs without a question', async () => {
    expect(await installer('/i', windowsPath(older.file))).toBe(0)
    expect(existsSync(join(installed, OLD_ONLY))).toBe(true)
    expect(hasShortcut()).toBe(true)
    // What the program would have made by now.
    mkdirSync(dirname(data), { recursive: true })
    writeFileSync(data, 'cases of this agent')
  })

  test('today’s takes its place: every file of it, and none of the older one', async () => {
    expect(await installer('/i', windowsPath(newer.file))).toBe(0)
    expect(listFiles(installed).toSorted()).toEqual(listFiles(windows.folder).toSorted())
    expect(hasShortcut()).toBe(true)
    const uninstall = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
    const shown = await run('reg', 'query', `${uninstall}\\${newer.productCode}`, '/v', 'DisplayVersion')
    expect(shown.stdout).toMatch(new RegExp(`DisplayVersion\\s+REG_SZ\\s+${version}`))
    expect((await run('reg', 'query', `${uninstall}\\${older.productCode}`)).code).not.toBe(0)
  })

  test.skipIf(!canStart)(
    'the installed program starts: it stretches a passphrase in the installed thread, and loads the installed serial port',
    async () => {
      const answer = join(place, 'answer.json')
      const { code, stderr } = await run(
        join(installed, PROGRAM),
        windowsPath(join(root, 'test/packaging/installed.mjs')),
        windowsPath(answer),
      )
      expect(code, stderr).toBe(0)
      const told = JSON.parse(readFileSync(answer, 'utf8')) as Record<string, unknown>
      expect(told).toMatchObject({ program: 'C:\\Program Files\\RA Desk\\RA Desk.exe', platform: 'win32' })
      expect(told['archive']).toEqual(expect.arrayContaining(['dist', 'node_modules', 'package.json']))
      expect(told['serialPort']).toContain('open')
      const salt = new Uint8Array(16).fill(7)
      const stretched = await argon2id({
        password: 'copper teapots',
        salt,
        memorySize: 1024,
        iterations: 2,
        parallelism: 1,
        hashLength: 32,
        outputType: 'hex',
      })
      expect(told['stretched']).toBe(stretched)
    },
  )

  test('an older version does not take the place of a newer one', async () => {
    expect(await installer('/i', windowsPath(older.file))).not.toBe(0)
    expect(existsSync(join(installed, OLD_ONLY))).toBe(false)
    expect(existsSync(join(installed, 'resources/app.asar'))).toBe(true)
  })

  test('is removed without a question; the data folder stays', async () => {
    expect(await installer('/x', newer.productCode)).toBe(0)
    expect(existsSync(join(installed, PROGRAM))).toBe(false)
    expect(existsSync(installed) ? listFiles(installed) : []).toEqual([])
    expect(hasShortcut()).toBe(false)
    expect(readFileSync(data, 'utf8')).toBe('cases of this agent')
  })
})
