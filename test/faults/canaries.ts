/**
 * Invented people in a real app, and a search for them where they must not be: in every file it leaves (data folder, logs, exports, temporary
 * and crash files), in every form in which a program might have written them, and in the memory of its processes after it was locked. So too
 * the keys: known to this suite because it opens a copy of the vault with the passphrase, not because the app tells. Controls: each canary
 * is found where it is planted, the file that is meant to be read has its canary, and before locking keys and names are in memory.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openVaultCopy } from '../support/open-vault-copy.ts'
import { launchApp, type LaunchOptions, type RunningApp } from '../shells/app-fixture.ts'
import { scanFolder, type Canary } from '../support/canaries.ts'
import { virtualDevices } from '../support/e2e.ts'
import { goTo, lock, station, unlock } from '../support/journey-driver.ts'
import { askKeyhole } from '../support/keyhole.ts'
import { findInMemory, processesOf, type ProcessKind } from '../support/process-memory.ts'
import { casesReadyForCards, type ReadyCase } from '../support/ready-cases.ts'

type Below = (below: number) => number
export interface CanariesRun {
  /** How many canaries. */
  readonly rounds: number
  /** Empty. */
  readonly folder: string
  readonly random: Below
  readonly launch?: (options: LaunchOptions) => Promise<RunningApp>
}

const EACH = 10
const encodings = { 'UTF-8': (text: string) => Buffer.from(text), 'UTF-16LE': (text: string) => Buffer.from(text, 'utf16le'), base64: (text: string) => Buffer.from(Buffer.from(text).toString('base64')), hex: (text: string) => Buffer.from(Buffer.from(text).toString('hex')) }

/** Somebody whom nobody else is called, all of whose values are canaries. */
function invent(random: Below): { ready: ReadyCase; canaries: Canary[] } {
  const letters = (length: number) => Array.from({ length }, () => 'bcdfghklmnprstvwz'[random(17)]!).join('')
  const figures = (length: number) => Array.from({ length }, () => String(random(10))).join('')
  const [given, family, town, sponsor] = ['Zy', 'Qu', 'Xo', 'Yv'].map((start) => `${start}${letters(9)}`) as [string, string, string, string]
  const value = { mobile: `+447700900${String(100 + random(900))}`, ni: `JG${figures(6)}A`, email: `${letters(12)}@example.nhs.net`, street: `${String(1 + random(99))} ${letters(10)} Row`, document: `9${figures(8)}`, uuid: `5${figures(11)}` }
  const canaries = { 'given name': given, 'family name': family, town, sponsor, 'mobile number': value.mobile, 'National Insurance number': value.ni, 'email address': value.email, street: value.street, 'document number': `${value.document}`, 'UUID': value.uuid }
  return {
    ready: {
      name: [given, family], mobile: value.mobile, uuid: value.uuid,
      request: { registrantName: `${given} ${family}`, registrantEmail: value.email, sponsor: { name: sponsor } },
      details: { nationalInsurance: { given: value.ni }, email: { address: value.email, judgement: 'nhs.net' }, address: { lines: [value.street], town, postcode: 'SA1 9ZZ' } },
      document: { documentNumber: value.document },
    },
    canaries: Object.entries(canaries).map(([what, text]) => ({ what, value: text })),
  }
}

export async function canariesSuite({ rounds, folder, random, launch = launchApp }: CanariesRun): Promise<{ readonly ok: boolean; readonly figures: Readonly<Record<string, number>> }> {
  const people = Array.from({ length: Math.ceil(rounds / EACH) }, () => invent(random))
  const canaries = people.flatMap((person) => person.canaries).slice(0, Math.max(EACH, rounds))
  const place = join(folder, 'app')
  const temporary = join(place, 'tmp')
  mkdirSync(temporary, { recursive: true })
  const options: LaunchOptions = { shell: 'chromium-stand-in', dataFolder: join(place, 'data'), args: virtualDevices, env: { TMPDIR: temporary, RA_DESK_SAVE_FOLDER: join(place, 'saved') } }
  const first = await launch(options)
  let app = first
  try {
    const [caseId] = await casesReadyForCards(first, people.map(({ ready }) => ready))
    await first.close()
    app = await first.relaunch()
    await unlock({ page: app.page })
    await lookAround(app, caseId!, people[0]!.canaries[1]!.value)

    const copy = join(folder, 'copy')
    cpSync(join(app.dataFolder, 'vault'), join(copy, 'vault'), { recursive: true })
    const keys = await openVaultCopy(copy, station.passphrase)
    // The worker's half and main's own: passcodes and call numbers are sealed by keys that main keeps to itself.
    const needles = { keys: keys.filter(({ purpose }) => purpose === 'case' || purpose === 'evidence').map(({ key }) => key), own: keys.filter(({ purpose }) => purpose !== 'case' && purpose !== 'evidence').map(({ key }) => key) }
    const words = canaries.flatMap(({ value }) => [encodings['UTF-8'](value), encodings['UTF-16LE'](value)])
    const before = memoryOf(app, needles, words)
    const fresh = await lock(app.page, app.freshPage)
    // What was thrown away is gone when its process is; the system may take a moment.
    await fresh.waitForTimeout(1_000)
    const after = memoryOf(app, needles, words)
    const ended = await app.close()

    const { files, bytes, findings } = await scanFolder(place, [...canaries, { what: 'passphrase', value: station.passphrase }])
    const readable = findings.filter(({ file }) => file.startsWith('saved'))
    const hidden = findings.filter(({ file }) => !file.startsWith('saved'))
    for (const { file, what, form } of hidden) process.stderr.write(`${what} in ${file}, as ${form}\n`)
    const planted = await plant(join(folder, 'planted'), canaries)

    const figures = {
      'canaries': canaries.length, 'encodings looked for, at least': Object.keys(encodings).length, 'files looked at': files, 'megabytes looked at': Math.round(bytes / 1e6), 'found where they must not be': hidden.length,
      'control: found where they were planted, in each encoding': planted, 'control: found in the file that is meant to be read': readable.length,
      'keys of cases and scans': needles.keys.length,
      'control: of these in the page’s processes while unlocked': before.keys.renderer, 'control: of these in main while unlocked': before.keys.main,
      'in the page’s processes after locking': after.keys.renderer, 'not promised: in main after locking': after.keys.main, 'in other processes after locking': after.keys.other, 'in other processes while unlocked': before.keys.other,
      'keys that main keeps to itself': needles.own.length, 'of these in the page’s processes, ever': before.own.renderer + after.own.renderer, 'not promised: of these in main after locking': after.own.main,
      'control: personal words in the page’s processes while unlocked': before.words.renderer, 'personal words in the page’s processes after locking': after.words.renderer,
      'not promised: personal words in main after locking': after.words.main, 'not promised: personal words in other processes after locking': after.words.other, 'megabytes of memory looked at': Math.round((before.bytes + after.bytes) / 1e6),
    }
    const ok = ended === 0 && hidden.length === 0 && planted === canaries.length * Object.keys(encodings).length && readable.length > 0
      && before.keys.renderer > 0 && before.keys.main > 0 && after.keys.renderer === 0 && after.keys.other === 0 && before.keys.other === 0
      && before.own.renderer === 0 && after.own.renderer === 0 && before.words.renderer > 0 && after.words.renderer === 0
    return { ok, figures }
  } finally {
    await app.kill().catch(() => undefined)
  }
}

/** What a person does who looks at somebody: the list, a case, its history, and files saved on purpose. */
async function lookAround(app: RunningApp, caseId: string, family: string): Promise<void> {
  const { page } = app
  for (const path of ['/', `/case/${caseId}`, `/case/${caseId}/history`]) {
    await goTo(page, path)
    await page.getByText(new RegExp(family)).first().waitFor()
  }
  await goTo(page, '/')
  await askKeyhole(page, 'record.export', {})
  await askKeyhole(page, 'file.save', { fileName: 'call.ics', base64: Buffer.from(`SUMMARY:Video call with ${family}`).toString('base64') })
}

interface Held { readonly keys: Record<ProcessKind, number>; readonly own: Record<ProcessKind, number>; readonly words: Record<ProcessKind, number>; readonly bytes: number }
function memoryOf(app: RunningApp, { keys, own }: { readonly keys: readonly Uint8Array[]; readonly own: readonly Uint8Array[] }, words: readonly Uint8Array[]): Held {
  const none = () => ({ main: 0, renderer: 0, other: 0 })
  const held = { keys: none(), own: none(), words: none(), bytes: 0 }
  const groups = [['keys', keys], ['own', own], ['words', words]] as const
  const all = groups.flatMap(([name, needles]) => needles.map((needle) => ({ name, needle })))
  for (const { pid, kind } of processesOf(app)) {
    const { found, bytes } = findInMemory(pid, all.map(({ needle }) => needle))
    held.bytes += bytes
    for (const [name] of groups) held[name][kind] = Math.max(held[name][kind], [...found].filter((index) => all[index]!.name === name).length)
  }
  return held
}

/** Each canary in each encoding amid random bytes, looked for one by one. */
async function plant(folder: string, canaries: readonly Canary[]): Promise<number> {
  mkdirSync(folder)
  let found = 0
  for (const canary of canaries) {
    for (const encode of Object.values(encodings)) {
      writeFileSync(join(folder, 'file'), Buffer.concat([randomBytes(2_000), Buffer.alloc(2), encode(canary.value), Buffer.alloc(2), randomBytes(2_000)]))
      if ((await scanFolder(folder, [canary])).findings.length > 0) found += 1
    }
  }
  return found
}
