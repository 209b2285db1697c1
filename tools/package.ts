/**
 * `npm run package [-- --windows] [--linux]`: the packages that are installed, in `release/`. For a build machine that reaches the network:
 * electron-builder brings Electron, compiles modules for it, and fetches the tools that make packages. Works in a copy; the project stays as
 * it is. `-- --msi-of FOLDER` makes the MSI of a folder that was packed on Windows (`win-unpacked`), by `wixl` and without a network.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../test/support/checks.ts'
import { CHECKSUMS, writeChecksums } from './packaging/checksums.ts'
import { makeCopy } from './packaging/make-copy.ts'
import { makeMsi } from './packaging/make-msi.ts'
import { here, pack } from './packaging/pack.ts'
import { readPacked } from './packaging/packed-files.ts'
import { gatherRelease } from './packaging/release.ts'
import { timeOfSources } from './packaging/source-date.ts'
import { findWixl } from './packaging/wixl-command.ts'

const values = readWords()
const asked = (['windows', 'linux'] as const).filter((system) => values[system])
const systems = asked.length > 0 || here === undefined ? asked : [here]
const say = (line: string) => console.log(line)

const folder = mkdtempSync(join(tmpdir(), 'ra-desk-package-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
const unsigned = join(folder, 'unsigned.txt')
process.env['RA_DESK_UNSIGNED'] = unsigned

const to = join(root, 'release')
try {
  process.exitCode = values['msi-of'] === undefined ? await packageAll() : await makeMsiOf(resolve(values['msi-of']))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.error(
    values['msi-of'] !== undefined
      ? 'No MSI was made.'
      : 'No release was made. Packaging fetches Electron and the tools of electron-builder: run it on a machine that reaches github.com. What can be shown without them: npm run test:packaging',
  )
  process.exitCode = 1
}

function readWords() {
  try {
    return parseArgs({ options: { windows: { type: 'boolean' }, linux: { type: 'boolean' }, 'msi-of': { type: 'string' } } }).values
  } catch (error) {
    console.error(`${(error as Error).message}\nUse: npm run package [-- --windows] [--linux] [--msi-of FOLDER]`)
    process.exit(2)
  }
}

async function packageAll(): Promise<number> {
  const elsewhere = systems.find((system) => system !== here)
  if (elsewhere !== undefined || systems.length === 0) {
    console.error(
      `Packages for ${elsewhere ?? 'Windows and Linux'} are made there: the module of the card reader is compiled for its system.`,
    )
    return 1
  }
  if ((process.env['RA_DESK_UPDATE_KEYS'] ?? '') === '')
    say('No key for updates: this package will refuse every update file. Set RA_DESK_UPDATE_KEYS for this command (docs/updates.md).')
  rmSync(to, { recursive: true, force: true })
  const builtAt = timeOfSources(root)
  const copy = join(folder, 'copy')
  await makeCopy({ root, folder: copy, builtAt, say })
  const packed = systems.map((system) => {
    say(`packing for ${system}`)
    return pack({ root, copy, system, installers: true, sourceDate: builtAt })
  })
  const names = await gatherRelease({ root, copy, packed, to, builtAt })
  say(`In release/: ${names.join(', ')}, with their SBOM, notices and SHA256SUMS.txt.`)
  if (systems.includes('linux')) say('Linux packages are not signed: give SHA256SUMS.txt to people by a way that they trust.')
  if (existsSync(unsigned)) say(`${readFileSync(unsigned, 'utf8')}SmartScreen warns of these, and AppLocker needs a rule by path or hash.`)
  return 0
}

async function makeMsiOf(packed: string): Promise<number> {
  if (process.env['RA_DESK_MUST_SIGN'] === '1') {
    console.error(
      'No MSI was made. RA_DESK_MUST_SIGN is set, and this way signs nothing: sign the MSI afterwards, without that variable here.',
    )
    return 1
  }
  if (!existsSync(join(packed, 'resources/app.asar'))) {
    console.error(
      `No MSI was made. ${packed} is not a packed RA Desk: resources/app.asar is missing. Give the folder release/win-unpacked.`,
    )
    return 1
  }
  const wixl = findWixl()
  if (!wixl.ok) {
    console.error(`No MSI was made. ${wixl.why}`)
    return 1
  }
  const { version } = JSON.parse(readPacked(packed, 'resources/app.asar/package.json').toString('utf8')) as { version: string }
  const name = `RA Desk ${version}.msi`
  // In a folder of its own: the tool leaves its source there, too.
  const { file } = makeMsi({
    packed,
    icon: join(root, 'packaging/icon.ico'),
    version,
    file: join(folder, 'msi', name),
    sourceDate: timeOfSources(root),
    command: wixl.command,
  })
  mkdirSync(to, { recursive: true })
  copyFileSync(file, join(to, name))
  await writeChecksums(to)
  say(`In release/: ${name} and ${CHECKSUMS}. It is not signed: sign it by signtool or osslsigncode, then list its SHA-256 again.`)
  return 0
}
