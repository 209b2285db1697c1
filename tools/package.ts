/**
 * `npm run package [-- --windows] [--linux] [--wixl]`: the packages that are installed, in `release/`. For a build machine that reaches the
 * network: electron-builder brings Electron, compiles modules for it, and fetches the tools that make packages. Works in a copy; the project
 * stays as it is. `--wixl` makes the MSI by `wixl` (Linux), without WiX.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../test/support/checks.ts'
import { makeCopy } from './packaging/make-copy.ts'
import { makeMsi } from './packaging/make-msi.ts'
import { here, pack } from './packaging/pack.ts'
import { gatherRelease } from './packaging/release.ts'
import { timeOfSources } from './packaging/source-date.ts'

const { values } = parseArgs({ options: { windows: { type: 'boolean' }, linux: { type: 'boolean' }, wixl: { type: 'boolean' } } })
const asked = (['windows', 'linux'] as const).filter((system) => values[system])
const systems = asked.length > 0 || here === undefined ? asked : [here]
const say = (line: string) => console.log(line)

const folder = mkdtempSync(join(tmpdir(), 'ra-desk-package-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
const unsigned = join(folder, 'unsigned.txt')
process.env['RA_DESK_UNSIGNED'] = unsigned

try {
  process.exitCode = await packageAll()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.error(
    'No release was made. Packaging fetches Electron and the tools of electron-builder: run it on a machine that reaches github.com. What can be shown without them: npm run test:packaging',
  )
  process.exitCode = 1
}

async function packageAll(): Promise<number> {
  const elsewhere = systems.find((system) => system !== here)
  if (elsewhere !== undefined || systems.length === 0) {
    console.error(
      `Packages for ${elsewhere ?? 'Windows and Linux'} are made there: the module of the card reader is compiled for its system.`,
    )
    return 1
  }
  const to = join(root, 'release')
  rmSync(to, { recursive: true, force: true })
  const builtAt = timeOfSources(root)
  const copy = join(folder, 'copy')
  await makeCopy({ root, folder: copy, builtAt, say })
  const packed = systems.map((system) => {
    say(`packing for ${system}`)
    return pack({ root, copy, system, installers: !(system === 'windows' && values.wixl === true), sourceDate: builtAt })
  })
  const windows = packed.find(({ system }) => system === 'windows')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const msi =
    windows !== undefined && values.wixl === true
      ? makeMsi({
          packed: windows.folder,
          icon: join(root, 'packaging/icon.ico'),
          version,
          file: join(folder, `RA Desk ${version}.msi`),
          sourceDate: builtAt,
          command: ([program = '', ...words]) => [program, words],
        })
      : undefined
  const names = await gatherRelease({ root, copy, packed, more: msi === undefined ? [] : [msi.file], to, builtAt })
  say(`In release/: ${names.join(', ')}, with their SBOM, notices and SHA256SUMS.txt.`)
  if (systems.includes('linux')) say('Linux packages are not signed: give SHA256SUMS.txt to people by a way that they trust.')
  if (existsSync(unsigned)) say(`${readFileSync(unsigned, 'utf8')}SmartScreen warns of these, and AppLocker needs a rule by path or hash.`)
  if (msi !== undefined) say('The MSI that wixl made is not signed: sign it by signtool or osslsigncode, then write its SHA-256 again.')
  return 0
}
