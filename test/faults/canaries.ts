/**
 * Invented people in a real app, and a search for them where they must not be: in every file it leaves (data folder, logs, exports, temporary
 * and crash files), in every form in which a program might have written them, and in the memory of its processes after it was locked. One of
 * them has a card, whose passcode and PUK are looked for in the files likewise. So too the keys, whole or by half, in every process: known to
 * this suite because it opens a copy of the vault with the passphrase, not because the app tells. Controls: each canary is found where it is
 * planted, the file that is meant to be read has its canary, and before locking keys and names are in memory.
 */
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { launchApp, type LaunchOptions, type RunningApp } from '../shells/app-fixture.ts'
import { scanFolder, type Canary } from '../support/canaries.ts'
import { virtualDevices } from '../support/e2e.ts'
import { lock, unlock } from '../support/journey/session.ts'
import { station } from '../support/journey/journey.ts'
import { casesReadyForCards } from '../support/ready-cases.ts'
import { secretsOfCopy } from '../support/vault-secrets.ts'
import { backUp, backUpChanges, issueCard, lookAround } from './canary-day.ts'
import { countOf, memoryOf, soughtOf, type Counts, type Held } from './canary-memory.ts'
import { encodings, invent } from './canary-people.ts'

export interface CanariesRun {
  /** How many canaries. */
  readonly rounds: number
  /** Empty. */
  readonly folder: string
  readonly random: (below: number) => number
  readonly launch?: (options: LaunchOptions) => Promise<RunningApp>
}

const EACH = 10

export async function canariesSuite({
  rounds,
  folder,
  random,
  launch = launchApp,
}: CanariesRun): Promise<{ readonly ok: boolean; readonly figures: Readonly<Record<string, number>> }> {
  const people = Array.from({ length: Math.ceil(rounds / EACH) }, () => invent(random))
  const canaries = people.flatMap((person) => person.canaries).slice(0, Math.max(EACH, rounds))
  const place = join(folder, 'app')
  const first = await launch(optionsIn(place))
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
    await backUpChanges(app, people[0]!.ready)

    const memory = await memoryAroundLocking(app, canaries, join(folder, 'copy'))
    const ended = await app.close()
    const files = await searchFiles(place, [...canaries, ...drawn])
    const planted = await plant(join(folder, 'planted'), [...canaries, ...drawn])
    const wanted = canaries.length + drawn.length
    const isPlantFound = planted === wanted * Object.keys(encodings).length
    return {
      ok: ended === 0 && isPlantFound && areFilesClean(files) && isMemoryClean(memory),
      figures: {
        canaries: wanted,
        'encodings looked for, at least': Object.keys(encodings).length,
        'control: found where they were planted, in each encoding': planted,
        ...figuresOfFiles(files),
        ...figuresOfMemory(memory),
      },
    }
  } finally {
    await app.kill().catch(() => undefined)
  }
}

/** All that the app writes lies in `place`. */
function optionsIn(place: string): LaunchOptions {
  const [temporary, stick] = [join(place, 'tmp'), join(place, 'stick')]
  for (const each of [temporary, stick]) mkdirSync(each, { recursive: true })
  return {
    shell: 'chromium-stand-in',
    dataFolder: join(place, 'data'),
    args: virtualDevices,
    env: { TMPDIR: temporary, RA_DESK_SAVE_FOLDER: join(place, 'saved'), RA_DESK_OPEN_FOLDER: stick },
  }
}

// ── Files ─────────────────────────────────────────────────────────────────────────────────────────────

interface FoundInFiles {
  readonly files: number
  /** Backups of changes among them. */
  readonly changes: number
  readonly bytes: number
  /** In files that are meant to be read. */
  readonly readable: number
  readonly hidden: number
}

async function searchFiles(place: string, canaries: readonly Canary[]): Promise<FoundInFiles> {
  const { files, bytes, findings } = await scanFolder(place, [...canaries, { what: 'passphrase', value: station.passphrase }])
  const hidden = findings.filter(({ file }) => !file.startsWith('saved'))
  for (const { file, what, form } of hidden) process.stderr.write(`${what} in ${file}, as ${form}\n`)
  const changes = readdirSync(place, { recursive: true }).filter((name) => /-since-.*\.age$/.test(String(name))).length
  return { files, changes, bytes, readable: findings.length - hidden.length, hidden: hidden.length }
}

const areFilesClean = ({ hidden, readable, changes }: FoundInFiles): boolean => hidden === 0 && readable > 0 && changes > 0

const figuresOfFiles = ({ files, changes, bytes, hidden, readable }: FoundInFiles) => ({
  'files looked at': files,
  'backups of changes among them': changes,
  'megabytes looked at': Math.round(bytes / 1e6),
  'found where they must not be': hidden,
  'control: found in the file that is meant to be read': readable,
})

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

// ── Memory ────────────────────────────────────────────────────────────────────────────────────────────

interface BeforeAndAfter {
  readonly before: Counts
  readonly after: Counts
}

/** How much of what is sought each kind of process holds, while unlocked and after locking. */
interface FoundInMemory {
  /** How much there is to be found. */
  readonly amount: Counts
  readonly page: BeforeAndAfter
  readonly main: BeforeAndAfter
  readonly others: BeforeAndAfter
  readonly bytes: number
}

/** `copy`: where the vault is copied to, to be opened for its keys. */
async function memoryAroundLocking(app: RunningApp, canaries: readonly Canary[], copy: string): Promise<FoundInMemory> {
  cpSync(join(app.dataFolder, 'vault'), join(copy, 'vault'), { recursive: true })
  const sought = soughtOf(await secretsOfCopy(copy, station.passphrase), canaries)
  const before = memoryOf(app, sought)
  const fresh = await lock(app.page, app.freshPage)
  // What was thrown away is gone when its process is, and main overwrites what it does not use any more; the system may take a moment.
  await fresh.waitForTimeout(1_000)
  const after = memoryOf(app, sought)
  for (const { what, group } of after.main.values())
    if (group !== 'words' && group !== 'typed' && group !== 'text') process.stderr.write(`${what} in main after locking\n`)
  const countIn = (kind: Exclude<keyof Held, 'bytes'>): BeforeAndAfter => ({ before: countOf(before[kind]), after: countOf(after[kind]) })
  return {
    amount: countOf(sought),
    page: countIn('renderer'),
    main: countIn('main'),
    others: countIn('other'),
    bytes: before.bytes + after.bytes,
  }
}

const ever = ({ before, after }: BeforeAndAfter, group: keyof Counts): number => before[group] + after[group]

const figuresOfMemory = ({ amount, page, main, others, bytes }: FoundInMemory) => ({
  'keys that the page’s worker gets, of cases, scans and rows': amount.shared,
  'control: of these in the page’s processes while unlocked': page.before.shared,
  'control: of these in main while unlocked': main.before.shared,
  'of these in the page’s processes after locking': page.after.shared,
  'of these in main after locking': main.after.shared,
  'of these in other processes, ever': ever(others, 'shared'),
  'keys that main keeps to itself, of passcode, PUK and cards': amount.own,
  'control: of those in main while unlocked': main.before.own,
  'of those in main after locking': main.after.own,
  'of those in any other process, ever': ever(page, 'own') + ever(others, 'own'),
  'secrets of the vault itself, from the stretched passphrase on': amount.vault,
  'control: of the vault’s in main while unlocked': main.before.vault,
  'of the vault’s in main after locking': main.after.vault,
  'of the vault’s in any other process, ever': ever(page, 'vault') + ever(others, 'vault'),
  'control: keys written out as text, as in the backup, in main while unlocked': main.before.text,
  'not promised: keys written out as text in main after locking': main.after.text,
  'keys written out as text in any other process, ever': ever(page, 'text') + ever(others, 'text'),
  'control: personal words in the page’s processes while unlocked': page.before.words,
  'personal words in the page’s processes after locking': page.after.words,
  'passphrase in the page’s processes after locking': page.after.typed,
  'not promised: passphrase in main after locking': main.after.typed,
  'not promised: passphrase in other processes after locking': others.after.typed,
  'not promised: personal words in main after locking': main.after.words,
  'not promised: personal words in other processes after locking': others.after.words,
  'megabytes of memory looked at': Math.round(bytes / 1e6),
})

function isMemoryClean({ amount, page, main, others }: FoundInMemory): boolean {
  const isFoundBefore =
    page.before.shared > 0 &&
    main.before.shared === amount.shared &&
    amount.own >= 3 &&
    main.before.own === amount.own &&
    main.before.vault > 0 &&
    page.before.words > 0
  const isGoneAfter =
    page.after.shared + main.after.shared === 0 &&
    main.after.own === 0 &&
    main.after.vault === 0 &&
    page.after.words === 0 &&
    page.after.typed === 0
  const isNeverElsewhere =
    ever(others, 'shared') === 0 &&
    ever(page, 'own') + ever(others, 'own') === 0 &&
    ever(page, 'vault') + ever(others, 'vault') === 0 &&
    ever(page, 'text') + ever(others, 'text') === 0
  return isFoundBefore && isGoneAfter && isNeverElsewhere
}
