/**
 * `npm run sign-update`: for a service provider that sends a new version of RA Desk to its workstations. Makes the key pair, and puts an
 * installer and what changed into one signed file.
 *
 *     npm run sign-update -- --new-key update-key.pem
 *     npm run sign-update -- --file ra-desk-1.2.0.msi --version 1.2.0 --changes changes.txt --key update-key.pem
 *
 * Further words: `--platform win32-x64` (otherwise by the ending of the installer's name), `--date 2026-12-01` (otherwise today),
 * `--opens-data-from 1` (otherwise what this source code opens), `--out FILE` (otherwise `ra-desk-VERSION.raupdate` beside the installer).
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { toBase64 } from '../domain/bytes.ts'
import { OLDEST_DATA_FORMAT } from '../domain/station/data-format.ts'
import { endingsOf, platforms, type Platform } from '../domain/update/manifest.ts'
import { versionNumber } from '../domain/update/version.ts'
import { openUpdateFile } from '../main/update/update-file.ts'
import { readUpdateKeys } from '../main/update/update-keys.ts'
import { fail, failInWords, makeProviderKey, readProviderKey } from './signing/provider-key.ts'
import { writeUpdateFile } from './signing/write-update-file.ts'

const USE =
  'Use: --new-key KEY | --file INSTALLER --version 1.2.0 --changes FILE --key KEY [--platform win32-x64] [--date DAY] [--opens-data-from NUMBER] [--out FILE]'

function makeKey(path: string): void {
  const publicKey = makeProviderKey(path)
  console.log(`Private key: ${path}. Keep it where only the provider can read it.`)
  console.log(`Build RA Desk with its public half: RA_DESK_UPDATE_KEYS="${publicKey}"`)
}

/** One change a line; empty lines and lines that begin with `#` are left out, and so is the mark of a list. */
const changesIn = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*[-*•]\s+/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))

const platformOf = (installer: string): Platform => platforms.find((one) => endingsOf(one).includes(extname(installer))) ?? 'win32-x64'

/** `undefined`: nothing speaks against it. A workstation that has checked a version takes no lower one ever after, so a slip of the pen lasts. */
function findVersionRefusal(installer: string, version: string, platform: Platform): string | undefined {
  const named = /\d+\.\d+\.\d+/.exec(basename(installer))?.[0]
  if (named !== undefined && named !== version)
    return `The installer is named after version ${named}, and --version says ${version}. Nothing was signed.`
  if (!platform.startsWith('win32')) return undefined
  const [major = 0, minor = 0, build = 0] = version.split('.').map(Number)
  if (major > 255 || minor > 255 || build > 65_535)
    return `Windows Installer has no version ${version}: at most 255.255.65535. Nothing was signed.`
  const head = Buffer.alloc(MSI_BEGINS.length)
  const file = openSync(installer, 'r')
  readSync(file, head)
  closeSync(file)
  return head.equals(MSI_BEGINS) ? undefined : `${basename(installer)} is not an MSI. Nothing was signed.`
}
/** Of a compound file ([MS-CFB] §2.2), which every MSI is. */
const MSI_BEGINS = Buffer.from('d0cf11e0a1b11ae1', 'hex')

const read = parseArgs({
  options: {
    'new-key': { type: 'string' },
    file: { type: 'string' },
    version: { type: 'string' },
    changes: { type: 'string' },
    key: { type: 'string' },
    platform: { type: 'string' },
    date: { type: 'string' },
    'opens-data-from': { type: 'string' },
    out: { type: 'string' },
  },
})

async function signUpdate(): Promise<void> {
  const { file, version, changes, key: keyPath, platform, date, out } = read.values
  if (file === undefined || version === undefined || changes === undefined || keyPath === undefined) return fail(USE)
  const key = readProviderKey(keyPath)
  const to = out ?? join(dirname(file), `ra-desk-${version}.raupdate`)
  const system = (platform ?? platformOf(file)) as Platform
  const refusal = versionNumber.safeParse(version).success ? findVersionRefusal(file, version, system) : undefined
  if (refusal !== undefined) return fail(refusal)
  const facts = {
    version,
    platform: system,
    changes: changesIn(readFileSync(changes, 'utf8')),
    opensDataFrom: Number(read.values['opens-data-from'] ?? OLDEST_DATA_FORMAT),
    made: date ?? new Date().toISOString().slice(0, 10),
  }
  const manifest = await writeUpdateFile(file, facts, key, to)
  // Read back as a workstation reads it.
  const checked = await openUpdateFile(to, readUpdateKeys(toBase64(key.publicKey), true))
  if (!checked.ok) return fail(checked.error.message)
  await checked.value.file.close()
  console.log(`${to} holds RA Desk ${manifest.version} for ${manifest.platform}, signed.`)
  console.log(`Installer: ${manifest.installer.name}, ${manifest.installer.bytes} bytes, SHA-256 ${manifest.installer.sha256}`)
  console.log(`Signed with: ${toBase64(key.publicKey)}`)
  for (const change of manifest.changes) console.log(`- ${change}`)
}

await failInWords(async () => {
  if (read.values['new-key'] !== undefined) makeKey(read.values['new-key'])
  else await signUpdate()
})
