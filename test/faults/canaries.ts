/**
 * Invented people in a real app, and a search for them where they must not be: in every file it leaves (data folder, logs, exports, temporary
 * and crash files), in every form in which a program might have written them, and in the memory of its processes after it was locked. One of
 * them has a card, whose passcode and PUK are looked for in the files likewise. So too the keys, whole or by half, in every process: known to
 * this suite because it opens a copy of the vault with the passphrase, not because the app tells. Controls: each canary is found where it is
 * planted, the file that is meant to be read has its canary, and before locking keys and names are in memory.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { launchApp, type LaunchOptions, type RunningApp } from '../shells/app-fixture.ts'
import { scanFolder, type Canary } from '../support/canaries.ts'
import { angharad } from '../../tools/demo/samples.ts'
import { verifyOnCopy } from '../../tools/demo/verify-card.ts'
import { reachSimulator, virtualDevices } from '../support/e2e.ts'
import { goTo, lock, newJourney, readRecoveryGroup, station, unlock, writeCard } from '../support/journey-driver.ts'
import { sendIpcRequest } from '../support/ipc-request.ts'
import { findSecrets, processesOf, type ProcessKind } from '../support/process-memory.ts'
import { casesReadyForCards, type ReadyCase } from '../support/ready-cases.ts'
import { secretsOfCopy, type SecretGroup } from '../support/vault-secrets.ts'

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
const encodings = {
  'UTF-8': (text: string) => Buffer.from(text),
  'UTF-16LE': (text: string) => Buffer.from(text, 'utf16le'),
  base64: (text: string) => Buffer.from(Buffer.from(text).toString('base64')),
  hex: (text: string) => Buffer.from(Buffer.from(text).toString('hex')),
}

/** A person with a unique name, all of whose values are canaries. */
function invent(random: Below): { ready: ReadyCase; canaries: Canary[] } {
  const letters = (length: number) => Array.from({ length }, () => 'bcdfghklmnprstvwz'[random(17)]!).join('')
  const figures = (length: number) => Array.from({ length }, () => String(random(10))).join('')
  const [given, family, town, sponsor] = ['Zy', 'Qu', 'Xo', 'Yv'].map((start) => `${start}${letters(9)}`) as [
    string,
    string,
    string,
    string,
  ]
  const value = {
    mobile: `+447700900${String(100 + random(900))}`,
    ni: `JG${figures(6)}A`,
    email: `${letters(12)}@example.nhs.uk`,
    street: `${String(1 + random(99))} ${letters(10)} Row`,
    document: `9${figures(8)}`,
    uuid: `5${figures(11)}`,
  }
  const canaries = {
    'given name': given,
    'family name': family,
    town,
    sponsor,
    'mobile number': value.mobile,
    'National Insurance number': value.ni,
    'email address': value.email,
    street: value.street,
    'document number': `${value.document}`,
    UUID: value.uuid,
  }
  return {
    ready: {
      name: [given, family],
      mobile: value.mobile,
      uuid: value.uuid,
      request: { registrantName: `${given} ${family}`, registrantEmail: value.email, sponsor: { name: sponsor } },
      details: {
        nationalInsurance: { given: value.ni },
        email: { address: value.email, judgement: 'secure' },
        address: { lines: [value.street], town, postcode: 'SA1 9ZZ' },
      },
      document: { documentNumber: value.document },
    },
    canaries: Object.entries(canaries).map(([what, text]) => ({ what, value: text })),
  }
}

export async function canariesSuite({
  rounds,
  folder,
  random,
  launch = launchApp,
}: CanariesRun): Promise<{ readonly ok: boolean; readonly figures: Readonly<Record<string, number>> }> {
  const people = Array.from({ length: Math.ceil(rounds / EACH) }, () => invent(random))
  const canaries = people.flatMap((person) => person.canaries).slice(0, Math.max(EACH, rounds))
  const place = join(folder, 'app')
  const temporary = join(place, 'tmp')
  const stick = join(place, 'stick')
  for (const each of [temporary, stick]) mkdirSync(each, { recursive: true })
  const options: LaunchOptions = {
    shell: 'chromium-stand-in',
    dataFolder: join(place, 'data'),
    args: virtualDevices,
    env: { TMPDIR: temporary, RA_DESK_SAVE_FOLDER: join(place, 'saved'), RA_DESK_OPEN_FOLDER: stick },
  }
  const first = await launch(options)
  let app = first
  try {
    const [caseId] = await casesReadyForCards(
      first,
      people.map(({ ready }) => ready),
    )
    await first.close()
    app = await first.relaunch()
    await unlock({ page: app.page })
    const drawn = await issueCard(app, caseId!)
    await backUp(app)
    await lookAround(app, caseId!, people[0]!.canaries[1]!.value)

    const copy = join(folder, 'copy')
    cpSync(join(app.dataFolder, 'vault'), join(copy, 'vault'), { recursive: true })
    const secrets = await secretsOfCopy(copy, station.passphrase)
    // As they stand in a backup, which is made of text.
    const written = secrets
      .filter(({ bytes, group }) => group !== 'typed' && bytes.length === 32)
      .map((secret): Sought => ({
        ...secret,
        group: 'text',
        what: `${secret.what}, base64`,
        bytes: Buffer.from(Buffer.from(secret.bytes).toString('base64')),
      }))
    const words = canaries.flatMap(({ value }): Sought[] =>
      [encodings['UTF-8'](value), encodings['UTF-16LE'](value)].map((bytes) => ({ what: 'word', group: 'words', bytes })),
    )
    const sought: Sought[] = [...secrets, ...written, ...words]
    const amount = countOf(sought)
    const before = memoryOf(app, sought)
    const fresh = await lock(app.page, app.freshPage)
    // What was thrown away is gone when its process is, and main overwrites what it does not use any more; the system may take a moment.
    await fresh.waitForTimeout(1_000)
    const after = memoryOf(app, sought)
    const ended = await app.close()

    const { files, bytes, findings } = await scanFolder(place, [...canaries, ...drawn, { what: 'passphrase', value: station.passphrase }])
    const readable = findings.filter(({ file }) => file.startsWith('saved'))
    const hidden = findings.filter(({ file }) => !file.startsWith('saved'))
    for (const { file, what, form } of hidden) process.stderr.write(`${what} in ${file}, as ${form}\n`)
    for (const { what, group } of after.main.values())
      if (group !== 'words' && group !== 'typed' && group !== 'text') process.stderr.write(`${what} in main after locking\n`)
    const planted = await plant(join(folder, 'planted'), [...canaries, ...drawn])
    const page = { before: countOf(before.renderer), after: countOf(after.renderer) }
    const main = { before: countOf(before.main), after: countOf(after.main) }
    const others = { before: countOf(before.other), after: countOf(after.other) }

    const figures = {
      canaries: canaries.length + drawn.length,
      'encodings looked for, at least': Object.keys(encodings).length,
      'files looked at': files,
      'megabytes looked at': Math.round(bytes / 1e6),
      'found where they must not be': hidden.length,
      'control: found where they were planted, in each encoding': planted,
      'control: found in the file that is meant to be read': readable.length,
      'keys that the page’s worker gets, of cases, scans and rows': amount.shared,
      'control: of these in the page’s processes while unlocked': page.before.shared,
      'control: of these in main while unlocked': main.before.shared,
      'of these in the page’s processes after locking': page.after.shared,
      'of these in main after locking': main.after.shared,
      'of these in other processes, ever': others.before.shared + others.after.shared,
      'keys that main keeps to itself, of passcode, PUK and cards': amount.own,
      'control: of those in main while unlocked': main.before.own,
      'of those in main after locking': main.after.own,
      'of those in any other process, ever': page.before.own + page.after.own + others.before.own + others.after.own,
      'secrets of the vault itself, from the stretched passphrase on': amount.vault,
      'control: of the vault’s in main while unlocked': main.before.vault,
      'of the vault’s in main after locking': main.after.vault,
      'of the vault’s in any other process, ever': page.before.vault + page.after.vault + others.before.vault + others.after.vault,
      'control: keys written out as text, as in the backup, in main while unlocked': main.before.text,
      'not promised: keys written out as text in main after locking': main.after.text,
      'keys written out as text in any other process, ever': page.before.text + page.after.text + others.before.text + others.after.text,
      'control: personal words in the page’s processes while unlocked': page.before.words,
      'personal words in the page’s processes after locking': page.after.words,
      'passphrase in the page’s processes after locking': page.after.typed,
      'not promised: passphrase in main after locking': main.after.typed,
      'not promised: passphrase in other processes after locking': others.after.typed,
      'not promised: personal words in main after locking': main.after.words,
      'not promised: personal words in other processes after locking': others.after.words,
      'megabytes of memory looked at': Math.round((before.bytes + after.bytes) / 1e6),
    }
    const ok =
      ended === 0 &&
      hidden.length === 0 &&
      planted === (canaries.length + drawn.length) * Object.keys(encodings).length &&
      readable.length > 0 &&
      page.before.shared > 0 &&
      main.before.shared === amount.shared &&
      page.after.shared + main.after.shared + others.before.shared + others.after.shared === 0 &&
      amount.own >= 3 &&
      main.before.own === amount.own &&
      main.after.own + page.before.own + page.after.own + others.before.own + others.after.own === 0 &&
      main.before.vault > 0 &&
      main.after.vault + page.before.vault + page.after.vault + others.before.vault + others.after.vault === 0 &&
      page.before.words > 0 &&
      page.after.words === 0 &&
      page.after.typed === 0 &&
      page.before.text + page.after.text + others.before.text + others.after.text === 0
    return { ok, figures }
  } finally {
    await app.kill().catch(() => undefined)
  }
}

/** One case gets its card, as on any day, so that main has secrets to keep. Answers passcode and PUK, as only the card can tell. */
async function issueCard(app: RunningApp, caseId: string): Promise<Canary[]> {
  const hands = await reachSimulator(app)
  try {
    await writeCard({ ...newJourney({ page: app.page, hands, sample: angharad, files: '', reader: { insert: true } }), caseId })
    const card = (await hands.card.state())!
    // Padded with FF on the card (SP 800-73-4 part 2, 2.4.3).
    const [passcode, puk] = [card.passcode, card.puk].map(({ value }) =>
      Buffer.from(value.replace(/(?:ff)+$/i, ''), 'hex').toString('latin1'),
    ) as [string, string]
    if ((await verifyOnCopy(card, passcode)) !== undefined) throw new Error('that is not the passcode of the card')
    return [
      { what: 'passcode', value: passcode },
      { what: 'PUK', value: puk },
    ]
  } finally {
    hands.close()
  }
}

/** Everything in one file, and proved: keys and people pass through main once more. */
async function backUp({ page }: RunningApp): Promise<void> {
  const { savedAs } = await sendIpcRequest(page, 'station.saveRecoverySheet', {})
  const { group } = await sendIpcRequest(page, 'station.askRecoveryGroup', {})
  await sendIpcRequest(page, 'station.confirmRecoveryKey', { group, typed: await readRecoveryGroup(savedAs!, group) })
  await sendIpcRequest(page, 'backup.chooseFolder', {})
  await sendIpcRequest(page, 'backup.make', {})
  await sendIpcRequest(page, 'backup.drill', {})
}

/** What a person does in a day: the list, a case, its history, and files saved on purpose. */
async function lookAround(app: RunningApp, caseId: string, family: string): Promise<void> {
  const { page } = app
  for (const path of ['/', `/case/${caseId}`, `/case/${caseId}/history`]) {
    await goTo(page, path)
    await page.getByText(new RegExp(family)).first().waitFor()
  }
  await goTo(page, '/')
  await sendIpcRequest(page, 'record.export', {})
  await sendIpcRequest(page, 'file.save', {
    fileName: 'call.ics',
    base64: Buffer.from(`SUMMARY:Video call with ${family}`).toString('base64'),
  })
}

interface Sought {
  readonly what: string
  readonly group: SecretGroup | 'text' | 'words'
  readonly bytes: Uint8Array
}
type Held = Readonly<Record<ProcessKind, ReadonlySet<Sought>>> & { readonly bytes: number }

/** Which of it each kind of process holds. */
function memoryOf(app: RunningApp, sought: readonly Sought[]): Held {
  const held = { main: new Set<Sought>(), renderer: new Set<Sought>(), other: new Set<Sought>(), bytes: 0 }
  for (const { pid, kind } of processesOf(app)) {
    const { found, bytes } = findSecrets(pid, sought)
    held.bytes += bytes
    for (const each of found) held[kind].add(each)
  }
  return held
}

function countOf(sought: Iterable<Sought>): Record<Sought['group'], number> {
  const count = { shared: 0, own: 0, vault: 0, typed: 0, text: 0, words: 0 }
  for (const { group } of sought) count[group] += 1
  return count
}

/** Each canary in each encoding amid random bytes, looked for one by one. */
async function plant(folder: string, canaries: readonly Canary[]): Promise<number> {
  mkdirSync(folder)
  let found = 0
  for (const canary of canaries) {
    for (const encode of Object.values(encodings)) {
      writeFileSync(
        join(folder, 'file'),
        Buffer.concat([randomBytes(2_000), Buffer.alloc(2), encode(canary.value), Buffer.alloc(2), randomBytes(2_000)]),
      )
      if ((await scanFolder(folder, [canary])).findings.length > 0) found += 1
    }
  }
  return found
}
