// One set-up for every command: system packages, npm packages, Node 24 and the two PC/SC bindings. Says what it is about to install;
// quick and silent when nothing is missing. Tried on Debian 12; on Windows and macOS PC/SC is in the system and only the npm part runs (not tried there).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadsHere } from './loads-here.mjs'
import { modules, nodeForTools, nodeHeaders, root } from './places.mjs'

const RUN_PACKAGES = ['chromium', 'pcscd', 'libpcsclite-dev', 'vsmartcard-vpcd', 'g++', 'make', 'python3']
const TEST_PACKAGES = [
  ...RUN_PACKAGES,
  'yubico-piv-tool',
  'opensc',
  'opensc-pkcs11',
  'openssl',
  'poppler-utils',
  'zbar-tools',
  'qpdf',
  'strace',
  'procps',
  'socat',
  'cups-ipp-utils',
  'age',
]

/** @param {{ packages: string }} wanted */
export async function setUp({ packages }) {
  if (packages !== 'none' && !installSystemPackages(packages === 'test' ? TEST_PACKAGES : RUN_PACKAGES)) return false
  if (!installNpmPackages() || !installNode()) return false
  for (const binding of BINDINGS) buildCardReaderBinding(binding)
  if (packages !== 'none') fetchElectron()
  return true
}

/** @param {string[]} wanted */
function installSystemPackages(wanted) {
  if (process.platform !== 'linux' || !has('dpkg-query') || !has('apt-get')) return true
  const missing = wanted.filter((name) => !isInstalled(name))
  if (missing.length === 0) return true
  console.log(`Set-up: installing system packages: ${missing.join(', ')}`)
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo']
  const apt = (/** @type {string[]} */ ...words) => {
    const [program = 'apt-get', ...rest] = [...asRoot, 'apt-get', ...words]
    return spawnSync(program, rest, { env: environment, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  }
  // The list of packages may be old or missing on a fresh machine; a failed refresh is told by the install that follows.
  apt('-qq', 'update')
  const installed = apt('-y', '-qq', '--no-install-recommends', 'install', ...missing)
  const still = missing.filter((name) => !isInstalled(name))
  if (still.length === 0) return true
  console.error(`Set-up: these could not be installed: ${still.join(', ')}\n${(installed.stderr ?? '').split('\n').slice(-8).join('\n')}`)
  console.error('Install them by hand (apt-get install …) and run the command again.')
  return false
}

/** @param {string} name */
function isInstalled(name) {
  const answer = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' })
  return answer.status === 0 && answer.stdout.includes('install ok installed')
}

/** @param {string} program */
function has(program) {
  return (process.env.PATH ?? '')
    .split(process.platform === 'win32' ? ';' : ':')
    .some((folder) => folder && existsSync(join(folder, program)))
}

function installNpmPackages() {
  return once('npm-packages', readFileSync(join(root, 'package-lock.json')), existsSync(join(modules, '.package-lock.json')), () => {
    console.log('Set-up: installing npm packages (npm ci)')
    return npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  })
}

function installNode() {
  // Another \`npm install\` prunes what the package put beside itself: its headers.
  if (existsSync(nodeForTools()) && existsSync(nodeHeaders())) return true
  console.log('Set-up: installing Node 24 from its npm package')
  return npm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']) && existsSync(nodeForTools())
}

/** Electron has no step after its installation any more: its binary is fetched apart. Where it cannot be reached, that is said once a day. */
function fetchElectron() {
  if (existsSync(join(modules, 'electron', 'path.txt'))) return
  const marker = join(modules, '.ra-desk-set-up', 'no-electron')
  const today = new Date().toISOString().slice(0, 10)
  if (existsSync(marker) && readFileSync(marker, 'utf8') === today) return
  console.log('Set-up: fetching Electron')
  const fetched = spawnSync(nodeForTools(), [join(modules, 'electron', 'install.js')], { encoding: 'utf8', timeout: 15 * 60_000 })
  if (fetched.status === 0 && existsSync(join(modules, 'electron', 'path.txt'))) return
  console.log('Set-up: Electron cannot be fetched from here. RA Desk runs in the Chromium of this machine instead.')
  mkdirSync(dirname(marker), { recursive: true })
  writeFileSync(marker, today)
}

/** The two ways to card readers. Either is enough: RA Desk takes the one that loads (docs/readers.md). */
const BINDINGS = [
  { name: 'pcsclite', file: 'pcsclite.node' },
  { name: 'smartcard', file: 'smartcard_napi.node' },
]

/** @param {{ name: string, file: string }} binding */
function buildCardReaderBinding({ name, file }) {
  const folder = join(modules, name)
  const module = join(folder, 'build', 'Release', file)
  const built = () => loadsHere({ module, node: nodeForTools(), marker: join(modules, '.ra-desk-set-up', `${name}-loads`) })
  // The second one is optional for npm, too.
  if (!existsSync(folder) || built()) return
  const packages = join(modules, '.ra-desk-set-up', 'npm-packages')
  const key = `${process.platform} ${process.arch} ${existsSync(packages) ? readFileSync(packages, 'utf8') : ''}`
  const marker = join(modules, '.ra-desk-set-up', `no-binding-${name}`)
  if (existsSync(marker) && readFileSync(marker, 'utf8') === key && process.platform !== 'linux') return
  console.log(`Set-up: building a card reader binding (${name}) for Node 24`)
  const node = dirname(nodeForTools())
  const separator = process.platform === 'win32' ? ';' : ':'
  const done = npm(['rebuild', name, '--ignore-scripts=false', '--loglevel=error', `--nodedir=${nodeHeaders()}`], {
    ...process.env,
    PATH: `${node}${separator}${process.env.PATH}`,
  })
  if (done && built()) return
  console.error(
    `Set-up: the card reader binding ${name} could not be built. Without any, RA Desk runs without real card readers until a C++ compiler and PC/SC headers are there.`,
  )
  mkdirSync(dirname(marker), { recursive: true })
  writeFileSync(marker, key)
}

/** @param {string[]} words */
function npm(words, environment = process.env) {
  const windows = process.platform === 'win32'
  const answer = spawnSync(windows ? 'npm.cmd' : 'npm', words, {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    shell: windows,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (answer.status === 0) return true
  console.error((answer.stdout ?? '').split('\n').slice(-15).join('\n'))
  console.error((answer.stderr ?? answer.error?.message ?? '').split('\n').slice(-25).join('\n'))
  return false
}

/**
 * Does something again only when what it rests on changed.
 * @param {string} name
 * @param {Buffer} restsOn
 * @param {boolean} present
 * @param {() => boolean} work
 */
function once(name, restsOn, present, work) {
  const marker = join(modules, '.ra-desk-set-up', name)
  const hash = createHash('sha256').update(restsOn).digest('hex')
  if (present && existsSync(marker) && readFileSync(marker, 'utf8') === hash) return true
  if (!work()) return false
  mkdirSync(dirname(marker), { recursive: true })
  writeFileSync(marker, hash)
  return true
}
