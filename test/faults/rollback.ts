/**
 * Files of a station put back to an earlier day, as a sync client, Windows' "previous versions" or a person does: alone and several together,
 * one copy or both, each to a day of its own or all to the same, and the whole folder. Afterwards RA Desk must refuse in words, or say so, or
 * be where it was. It is said by the findings at opening, by the page's database, which then is ahead of the record, or by the names of
 * backups, which tell how far the record had got; of these, the page's database is put back with the whole folder. No passphrase of an
 * earlier day may open today's record, and no destroyed key may be there without a word. Control: the same without what the record knows of
 * the other files.
 */
import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { toHex } from '../../domain/bytes.ts'
import { ok, type Result } from '../../domain/result.ts'
import { backupFileName } from '../../domain/backup/schedule.ts'
import { judgeDatabase } from '../../main/integrity/compare-database.ts'
import { openRecord } from '../../main/record/record.ts'
import { addAgent, changePassphrase, removeAgent } from '../../main/vault/agent-access.ts'
import { findNewerBackup } from '../../main/backup/newer-backup.ts'
import { agent, doorOf, firstPassphrase, makeVault, openStation, value, type OpenStation } from './station.ts'
import type { FaultReport, FaultRun } from './suites.ts'

/** What belongs together, as patterns over the names in the folder. Of those with two copies, the second one matches `second`. */
const units: Readonly<Record<string, RegExp>> = {
  record: /^vault\/record(-second)?\.db/,
  mark: /^vault\/high-water-mark\.bin$/,
  scans: /^vault\/scans\.db/,
  keys: /^vault\/keys(-second)?\.db/,
  keyring: /^vault\/keyring\.bin/,
  'key slots': /^vault\/key-slots\.json/,
  'list of destroyed keys': /destroyed-keys\.txt$/,
}
const unitNames = Object.keys(units)
const WHOLE = 'the whole folder'
const isSecond = (name: string): boolean => name.includes('second')

interface Day {
  readonly folder: string
  readonly passphrase: string
  readonly state: State
}

/** What must not go back. */
interface State {
  readonly lastSeq: number
  readonly keyIds: ReadonlySet<string>
  readonly keyVersion: number
  readonly listed: number
  readonly slots: number
}

const stateOf = ({ vault, record }: Pick<OpenStation, 'vault' | 'record'>): State => ({
  lastSeq: record.journal.lastSeq,
  keyIds: new Set(vault.keyring.list().map(({ keyId }) => toHex(keyId))),
  keyVersion: vault.keyVersion,
  listed: vault.files!.atOpening.destroyed.count,
  slots: vault.files!.atOpening.keySlots.rev,
})

/** Six days: cases come and go each day, agents come and go, and the passphrase changes on two of them. */
async function workForDays(folder: string): Promise<{ days: readonly Day[]; vaultId: string }> {
  const at = join(folder, 'working')
  await makeVault(at)
  const days: Day[] = []
  let passphrase = firstPassphrase
  let vaultId = ''
  for (let day = 0; day < 6; day += 1) {
    const station = await openStation(at, passphrase)
    const { vault, record } = station
    vaultId = vault.vaultId
    const members = { vault, vaultAccess: doorOf(at), now: () => new Date() }
    const rotated = async (change: Promise<Result<unknown, string>>) => {
      value(await change)
      value(await record.rotateVaultKey({ keyVersion: vault.keyVersion, frameKey: vault.frameKey() }))
    }
    for (const name of ['stays', 'goes']) value(await station.save(`${name}-${day}`, 1))
    if (day > 0) value(await station.purge(`goes-${day - 1}`, 2))
    if (day === 1) await rotated(addAgent(members, second))
    if (day === 3) await rotated(removeAgent(members, second.id))
    if (day === 2 || day === 4) {
      const next = `four quiet otters juggle ${day}`
      await rotated(changePassphrase(members, { old: passphrase, next }))
      passphrase = next
    }
    value(await station.save(`stays-${day}`, 2))
    await station.close()
    const kept = join(folder, `day-${day}`)
    await cp(at, kept, { recursive: true })
    const again = await openStation(at, passphrase)
    days.push({ folder: kept, passphrase, state: stateOf(again) })
    await again.close()
    await rm(at, { recursive: true, force: true })
    await cp(kept, at, { recursive: true })
  }
  return { days, vaultId }
}

const second = {
  id: '22222222-2222-4222-8222-222222222222',
  name: 'Invented Colleague',
  signInName: 'colleague',
  role: 'raAgent' as const,
  passphrase: 'six invented kettles whistle',
}

// ── What is put back ──────────────────────────────────────────────────────────────────────────────────

interface Back {
  readonly unit: string
  readonly day: number
  readonly copies: 'both' | 'first' | 'second'
}

function choose(days: number, random: FaultRun['random']): Back[] {
  const oneDay = random(days - 1)
  if (random(8) === 0) return [{ unit: WHOLE, day: oneDay, copies: 'both' }]
  const chosen = unitNames.filter(() => random(3) === 0)
  const isSameDay = random(2) === 0
  return (chosen.length > 0 ? chosen : [unitNames[random(unitNames.length)]!]).map((unit) => ({
    unit,
    day: isSameDay ? oneDay : random(days - 1),
    copies: random(4) > 0 ? 'both' : random(2) === 0 ? 'first' : 'second',
  }))
}

async function putBack(copy: string, days: readonly Day[], backs: readonly Back[]): Promise<void> {
  const today = days.at(-1)!
  await rm(copy, { recursive: true, force: true })
  await cp(today.folder, copy, { recursive: true })
  for (const { unit, day, copies } of backs) {
    const isMeant = (name: string) =>
      unit === WHOLE || (units[unit]!.test(name) && (copies === 'both' || isSecond(name) === (copies === 'second')))
    for (const name of (await filesIn(copy)).filter(isMeant)) await rm(join(copy, name))
    for (const name of (await filesIn(days[day]!.folder)).filter(isMeant)) await cp(join(days[day]!.folder, name), join(copy, name))
  }
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))

// ── What comes of it ──────────────────────────────────────────────────────────────────────────────────

interface Opened {
  readonly state: State
  readonly findings: number
}

/** `bound`: with what the record knows of the other files. */
async function open(folder: string, passphrase: string, bound: boolean): Promise<Result<Opened, string>> {
  const unlocked = await doorOf(folder).unlock({ agentId: agent.id, passphrase })
  if (!unlocked.ok) return unlocked
  const vault = unlocked.value
  try {
    const watching = bound ? vault : { ...vault, files: undefined }
    const record = await openRecord({ folder, vault: watching, now: () => new Date(), monotonic: () => performance.now() })
    if (!record.ok) return record
    const state = stateOf({ vault, record: record.value })
    const findings = [...vault.findings, ...record.value.journal.findings].length
    await record.value.close()
    return ok({ state, findings })
  } finally {
    vault.lock()
  }
}

/** Whether anything is as on an earlier day. */
function isBack(is: State, was: State): boolean {
  const [missing, risen] = [[...was.keyIds].some((id) => !is.keyIds.has(id)), [...is.keyIds].some((id) => !was.keyIds.has(id))]
  return is.lastSeq < was.lastSeq || missing || risen || is.listed < was.listed || is.slots < was.slots || is.keyVersion < was.keyVersion
}

interface Beside {
  readonly pageSeq: number
  readonly vaultId: string
  /** Names in the folder for backups. */
  readonly backups: readonly string[]
}

const isToldBeside = ({ pageSeq, vaultId, backups }: Beside, { lastSeq }: State): boolean =>
  judgeDatabase(
    { lastSeq: pageSeq, counts: { cases: 0, manifests: 0, station: 0, chunks: 0 }, digest: '', dataLoss: 'none' },
    lastSeq,
    [],
  ) === 'ahead' || findNewerBackup(vaultId, backups, lastSeq) !== undefined

type Outcome =
  | 'refused'
  | 'said at opening'
  | 'said by the database or a backup'
  | 'as today'
  | 'unsaid'
  | 'an older passphrase opened today'

async function judge(copy: string, days: readonly Day[], backs: readonly Back[], beside: Beside, bound: boolean): Promise<Outcome> {
  const today = days.at(-1)!
  const passphrases = [...new Set([today, ...backs.map(({ day }) => days[day]!)].map(({ passphrase }) => passphrase))]
  for (const passphrase of passphrases) {
    await putBack(copy, days, backs)
    const opened = await open(copy, passphrase, bound)
    if (!opened.ok) continue
    const { state, findings } = opened.value
    const isOlder = passphrase !== today.passphrase
    if (isOlder && state.lastSeq >= today.state.lastSeq) return 'an older passphrase opened today'
    if (!isOlder && !isBack(state, today.state)) return findings > 0 ? 'said at opening' : 'as today'
    if (findings > 0) return 'said at opening'
    return bound && isToldBeside(beside, state) ? 'said by the database or a backup' : 'unsaid'
  }
  return 'refused'
}

const CONTROL_EVERY = 4

export async function rollbackSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const { days, vaultId } = await workForDays(folder)
  const seqOf = (day: number) => days[day]!.state.lastSeq
  const last = days.length - 1
  const backups = days.map((_, day) => backupFileName(vaultId, `2026-11-${String(20 + day)}T17:00:00.000Z`, seqOf(day)))
  const copy = join(folder, 'copy')
  const tally: Record<Outcome, number> = {
    refused: 0,
    'said at opening': 0,
    'said by the database or a backup': 0,
    'as today': 0,
    unsaid: 0,
    'an older passphrase opened today': 0,
  }
  let [controls, controlUnsaid, wholes] = [0, 0, 0]
  for (let round = 0; round < rounds; round += 1) {
    const backs = choose(days.length, random)
    const whole = backs.find(({ unit }) => unit === WHOLE)
    if (whole !== undefined) wholes += 1
    const beside = { pageSeq: seqOf(whole?.day ?? last), vaultId, backups }
    const outcome = await judge(copy, days, backs, beside, true)
    tally[outcome] += 1
    if (outcome === 'unsaid' || outcome === 'an older passphrase opened today')
      process.stderr.write(
        `round ${round}: ${outcome}: ${backs.map(({ unit, day, copies }) => `${unit} (${copies}) to day ${day}`).join(', ')}\n`,
      )
    if (round % CONTROL_EVERY !== 0) continue
    controls += 1
    if ((await judge(copy, days, backs, beside, false)) === 'unsaid') controlUnsaid += 1
  }
  const harmless = tally.unsaid === 0 && tally['an older passphrase opened today'] === 0
  return {
    ok: harmless && controlUnsaid > 0,
    harmless,
    figures: {
      'sets put back': rounds,
      'of these, the whole folder': wholes,
      ...tally,
      'control: sets': controls,
      'control: unsaid': controlUnsaid,
    },
  }
}
