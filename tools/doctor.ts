/** `npm run doctor`: what this workstation has and lacks, in words, with the fix for each. A report, so its exit code is 0 whatever it found. */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { checkWorkstation } from '../main/station/check-workstation.ts'
import { localDataFolder, syncRootsOf } from '../main/shell/local-data-folder.ts'
import { describeShell } from '../main/shell/shell-names.ts'
import { chooseBinding } from '../native/reader/choose-binding.ts'
import type { DoctorCheck } from '../preload/contract.ts'
import { findChromium } from '../test/shells/chromium/find-chromium.ts'
import { findElectron, projectFolder } from '../test/shells/shells.ts'
import { lookForReport } from './look-at-devices.ts'

const WANTED_NODE = 24
const VPCD_PORT = 35_963

const { view } = await lookForReport({
  waiting: (seconds) => {
    // On the error output: a report that is saved to a file stays a report.
    console.error(`Waiting for the card readers, ${String(seconds)} seconds so far …`)
  },
})
const electron = findElectron()
const shell = electron === undefined ? describeShell(undefined) : describeShell(electronVersion() ?? 'of unknown version')
const { report, checks } = await checkWorkstation({
  devices: view,
  readersOnly: true,
  dataFolder: dataFolder(),
  syncRoots: syncRootsOf(process.env),
  now: new Date(),
  platform: process.platform,
  shell,
  keyStore:
    electron === undefined
      ? {
          kind: 'none',
          protects: false,
          message: 'The Chromium stand-in keeps no secret for RA Desk, so the passphrase alone protects a copied data folder.',
        }
      : {
          kind: 'not asked',
          protects: true,
          message: 'Electron’s key store is asked when the app starts; the app’s own page “Workstation” says which it is.',
        },
  version: (JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }).version,
  extra: [checkNode(), checkShells(), checkBinding(), ...checkVirtualReader()],
})
console.log(report)
const problems = checks.filter(({ state }) => state === 'problem').length
console.log(
  problems === 0
    ? '\nNothing stands in the way.'
    : `\n${problems === 1 ? 'One problem' : `${problems} problems`} to correct. The app also runs in practice mode without any device: npm start -- --practice`,
)
process.exit(0)

function checkNode(): DoctorCheck {
  const is = { id: 'node', title: 'Node', message: `The tools run on Node ${process.versions.node}.` } as const
  return Number(process.versions.node.split('.')[0]) === WANTED_NODE
    ? { ...is, state: 'ok' }
    : {
        ...is,
        state: 'warning',
        fix: `Start this with npm run doctor, which brings Node ${WANTED_NODE} (the one inside Electron) with it.`,
      }
}

function checkShells(): DoctorCheck {
  const title = 'Electron and Chromium'
  let chromium: string | undefined
  try {
    chromium = findChromium()
  } catch {
    /* said below */
  }
  if (electron !== undefined)
    return {
      id: 'shells',
      title,
      state: 'ok',
      message: `Electron’s binary is here${chromium ? ', and Chromium too' : '; Chromium, for the stand-in, is not'}.`,
    }
  if (chromium !== undefined)
    return { id: 'shells', title, state: 'ok', message: 'Electron’s binary is not here; the Chromium stand-in can run.' }
  return {
    id: 'shells',
    title,
    state: 'problem',
    message: 'Neither Electron’s binary nor Chromium is here, so the app cannot start.',
    fix: 'Debian: sudo apt-get install chromium. Elsewhere install Chromium, Chrome or Edge, or name one in RA_DESK_CHROMIUM.',
  }
}

/** The device process takes the same one, in the same Node. Loading it asks nothing of the service. */
function checkBinding(): DoctorCheck {
  const title = 'Card reader binding'
  const node = `Node ${process.versions.node}`
  try {
    const { name, instead } = chooseBinding()
    if (!instead) return { id: 'binding', title, state: 'ok', message: `${name} is used, which comes first. It loads in ${node}.` }
    return {
      id: 'binding',
      title,
      state: 'warning',
      message: `${name} is used, because ${instead.of} ${whyNotLoaded(instead.because)}. Card readers still work.`,
      fix: 'To use pcsclite, delete node_modules/pcsclite/build and run this again: the set-up builds it for the right Node.',
    }
  } catch (error) {
    return {
      id: 'binding',
      title,
      state: 'problem',
      message: `Neither pcsclite nor smartcard loads, so real card readers cannot be used: pcsclite ${whyNotLoaded(error instanceof Error ? error.message : '')}.`,
      fix:
        process.platform === 'linux'
          ? 'Debian: sudo apt-get install libpcsclite-dev g++ make python3, then run this again.'
          : 'Install a C++ compiler and Python 3, then run this again.',
    }
  }
}

function whyNotLoaded(because: string): string {
  if (/NODE_MODULE_VERSION|was compiled against|self-register/.test(because))
    return `was built for another Node than ${process.versions.node}`
  return /Cannot find module|Could not locate the bindings/.test(because)
    ? 'was not built'
    : `does not load (${because.split('\n')[0] ?? ''})`
}

/** Only for tests and demonstrations, so its absence is no problem. */
function checkVirtualReader(): DoctorCheck[] {
  if (process.platform !== 'linux') return []
  const title = 'Virtual card reader (for tests)'
  if (!existsSync('/etc/reader.conf.d/vpcd')) {
    return [
      {
        id: 'vpcd',
        title,
        state: 'warning',
        message: 'vsmartcard-vpcd is not installed.',
        fix: 'Only tests and demonstrations need it: sudo apt-get install vsmartcard-vpcd.',
      },
    ]
  }
  // Asked of the kernel: connecting to it would put a card into the reader.
  const listens = ['/proc/net/tcp', '/proc/net/tcp6'].some((file) => {
    try {
      return new RegExp(`:${VPCD_PORT.toString(16).toUpperCase()} \\S+ 0A `).test(readFileSync(file, 'utf8'))
    } catch {
      return false
    }
  })
  return [
    {
      id: 'vpcd',
      title,
      state: 'ok',
      message: listens ? 'vsmartcard-vpcd is installed and listens.' : 'vsmartcard-vpcd is installed; it listens while pcscd runs.',
    },
  ]
}

function electronVersion(): string | undefined {
  try {
    return readFileSync(join(projectFolder, 'node_modules/electron/dist/version'), 'utf8').trim()
  } catch {
    return undefined
  }
}

function dataFolder(): string {
  if (process.platform === 'win32') {
    const roaming = process.env['APPDATA'] ?? homedir()
    return localDataFolder({
      platform: 'win32',
      local: process.env['LOCALAPPDATA'],
      roaming,
      given: join(roaming, 'ra-desk'),
      hasVault: (place) => existsSync(join(place, 'vault')),
    })
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'ra-desk')
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'ra-desk')
}
