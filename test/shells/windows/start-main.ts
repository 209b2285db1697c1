/**
 * Starts main on Windows Node under Wine, in place of Node: `node start-main.ts dist/chromium/main.mjs ARGUMENTS`. Its page is in this
 * machine's Chromium. To the test it looks like main: prints what main prints, and ends with main's exit code. `app-fixture.ts` uses it
 * when RA_DESK_TEST_STARTER names this file.
 */
import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { linuxPath, windowsPath } from '../../../tools/windows/windows-path.ts'
import { fetchWindowsNode } from '../../../tools/windows/windows-node.ts'
import { findWine, wineCommand } from '../../../tools/windows/wine.ts'
import { projectFolder } from '../shells.ts'
import { serveBrowser } from './serve-browser.ts'
import { relayControls } from './relay-controls.ts'

/** Where Windows sees the build: beside it are the packages for Windows, not those of this machine. */
const PLACE = '/ra-desk'

const wine = findWine()
if (!wine.ok) throw new Error(`${wine.why}. ${wine.next}`)
const { node, modules } = fetchWindowsNode(projectFolder, () => undefined)
const [entry = '', ...args] = process.argv.slice(2)
const build = dirname(dirname(entry))
const folders = new Set<string>()

/** Of an argument or a variable: its folder is then seen inside, too. */
const toWindows = (path: string): string => {
  folders.add(dirname(path))
  return windowsPath(path)
}
const USER_DATA = '--user-data-dir='
const words = args.map((word) => (word.startsWith(USER_DATA) ? `${USER_DATA}${toWindows(word.slice(USER_DATA.length))}` : word))
const env: Record<string, string> = { npm_package_version: process.env['npm_package_version'] ?? '0.1.0' }
for (const [name, value] of Object.entries(process.env))
  if (name.startsWith('RA_DESK_') && value !== undefined) env[name] = name.endsWith('_FOLDER') ? toWindows(value) : value

const browser = await serveBrowser(
  (line) => process.stdout.write(`${line}\n`),
  (word) => (word.startsWith(USER_DATA) ? `${USER_DATA}${linuxPath(word.slice(USER_DATA.length))}` : word),
)
env['RA_DESK_BROWSER_AT'] = browser.address
const { RA_DESK_HANDS: hands } = process.env
if (hands !== undefined) {
  env['RA_DESK_HANDS'] = `\\\\.\\pipe\\${basename(hands)}`
  env['RA_DESK_RELAY_PORT'] = String(await relayControls(hands))
}

const own = mkdtempSync(join(tmpdir(), 'ra-desk-wine-'))
const printed = [join(own, 'stdout'), join(own, 'stderr')] as const
const files = [openSync('/dev/null', 'r'), ...printed.map((file) => openSync(file, 'w'))]
const inWindows = {
  folder: wine.folder,
  program: node,
  args: ['--import', `file:///Z:${PLACE}/shells/relay.mjs`, windowsPath(`${PLACE}/dist/${entry.slice(build.length + 1)}`), ...words],
  env,
  cwd: PLACE,
  folders: [
    { from: build, at: `${PLACE}/dist` },
    { from: modules, at: `${PLACE}/node_modules` },
    { from: import.meta.dirname, at: `${PLACE}/shells` },
    dirname(node),
    ...folders,
  ],
}
const child = spawn(...wineCommand(inWindows), { stdio: files as [number, number, number] })
for (const file of files) closeSync(file)
const follow = [followFile(printed[0], process.stdout), followFile(printed[1], process.stderr)]
child.once('exit', (code) => {
  for (const last of follow) last()
  browser.end()
  rmSync(own, { recursive: true, force: true })
  process.exitCode = code ?? 1
  process.stdout.write('', () => process.exit())
})

/** Passes on what is written to a file. The function that it answers does so for the last time. */
function followFile(path: string, to: NodeJS.WriteStream): () => void {
  const file = openSync(path, 'r')
  const chunk = Buffer.alloc(65_536)
  const pass = () => {
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) to.write(Buffer.from(chunk.subarray(0, length)))
  }
  const timer = setInterval(pass, 25)
  return () => {
    clearInterval(timer)
    pass()
    closeSync(file)
  }
}
