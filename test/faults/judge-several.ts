/**
 * Opens a station of which several files were harmed at once, twice, as the app does it, and judges: what is lost must have been said, no
 * earlier passphrase may open it, no destroyed key may be there, and no key may have been made. What is refused must be whole once the
 * harmed files are as they were, and no new station may be made in its place.
 */
import { cp, mkdir, rm } from 'node:fs/promises'
import { toHex } from '../../domain/bytes.ts'
import type { Finding, FindingKind } from '../../domain/record/findings.ts'
import { judgeDatabase } from '../../main/integrity/compare-database.ts'
import { filesOfSet, putBack, type HarmTogether } from '../support/file-sets.ts'
import { findUneven } from './damage-originals.ts'
import { effectOf, isRepaired } from './damage-effect.ts'
import { giveBack } from './scans-beside.ts'
import { agent, countLosses, doorOf, findStation, value, type OpenStation } from './station.ts'
import type { Today } from './station-of-today.ts'

export const noSeveralOutcomes = {
  'refused, and whole once the files are back': 0,
  'something lost, and said': 0,
  'nothing lost, said at opening': 0,
  'nothing lost, said by the check of all files': 0,
  'repaired, not said': 0,
  'no byte changed that is read': 0,
  // Harm.
  'lost without a word': 0,
  'not said': 0,
  'failed without words': 0,
  'refused, and more was harmed': 0,
  'an older passphrase opened it': 0,
  'a destroyed key is there': 0,
  'a key was made': 0,
  'a station was made in its place': 0,
  'copies not the same in the end': 0,
}
export type SeveralOutcome = keyof typeof noSeveralOutcomes

interface Judged {
  readonly outcome: SeveralOutcome
  /** For a line that tells of harm. */
  readonly why: string
}

export async function copyHarmed({ master }: Today, copy: string, harm: HarmTogether): Promise<void> {
  await rm(copy, { recursive: true, force: true })
  await mkdir(copy, { recursive: true })
  await cp(master, copy, { recursive: true })
  await harm.apply(copy)
}

export async function judgeSeveral(today: Today, copy: string, harm: HarmTogether, scratch: string): Promise<Judged> {
  if (harm.way === 'older together') {
    await copyHarmed(today, copy, harm)
    if (await opens(copy, today.olderPassphrase)) return { outcome: 'an older passphrase opened it', why: '' }
  }
  await copyHarmed(today, copy, harm)
  const effect = await effectOf(today, copy, harm.files, scratch)
  try {
    const first = await lookAt(today, copy)
    if (typeof first === 'string') return { outcome: await judgeRefused(today, copy, harm), why: first }
    const second = await lookAt(today, copy)
    if (typeof second === 'string') return { outcome: 'failed without words', why: `opened once, then ${second}` }
    const uneven = await findUneven(copy, scratch)
    const judged = judgeOpened(first, second)
    const why = JSON.stringify([first, second])
    if (uneven !== undefined) return { outcome: 'copies not the same in the end', why: uneven }
    if (judged !== 'not said') return { outcome: judged, why }
    if (effect !== 'some') return { outcome: 'no byte changed that is read', why }
    return { outcome: (await isRepaired(today, copy, harm.files, scratch)) ? 'repaired, not said' : judged, why }
  } catch (error) {
    return { outcome: 'failed without words', why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** Whether the same harm goes without a word when the mark is put back, too, and nothing is known of the other files. */
export async function isUnsaidUnbound(today: Today, copy: string, harm: HarmTogether): Promise<boolean> {
  await copyHarmed(today, copy, harm)
  await putBack(today.older, copy, ['vault/high-water-mark.bin'])
  const found = await lookAt(today, copy, false).catch(() => 'failed')
  return typeof found !== 'string' && lossesUnsaid(found, [{ ...found, isBehind: false }]).length > 0
}

interface Found {
  readonly losses: Readonly<Record<Loss, number>>
  readonly atOpening: readonly FindingKind[]
  readonly byCheck: readonly FindingKind[]
  /** The page's database, which is not put back, would be ahead of the record. */
  readonly isBehind: boolean
  readonly erasedAlive: boolean
  readonly keysMade: number
}
type Loss = keyof typeof wordsFor

/** Any of these tells the agent that such a thing is missing. */
const wordsFor = {
  rows: ['rows-lost', 'journal-cut-back', 'keys-lost', 'keys-behind'],
  entries: ['audit-record-damaged', 'journal-cut-back'],
  keys: ['keys-lost', 'keys-behind'],
  scans: ['scans-missing', 'rows-lost', 'journal-cut-back', 'keys-lost', 'keys-behind'],
} as const satisfies Record<string, readonly FindingKind[]>

const lossesUnsaid = ({ losses }: Found, all: readonly Found[]): Loss[] => {
  const isBehind = all.some((each) => each.isBehind)
  const said = new Set(all.flatMap(({ atOpening, byCheck }) => [...atOpening, ...byCheck]))
  return (Object.keys(wordsFor) as Loss[]).filter(
    (loss) => losses[loss] > 0 && !wordsFor[loss].some((kind) => said.has(kind)) && !(isBehind && loss !== 'keys'),
  )
}

function judgeOpened(first: Found, second: Found): SeveralOutcome {
  const both = [first, second]
  if (both.some(({ erasedAlive }) => erasedAlive)) return 'a destroyed key is there'
  if (both.some(({ keysMade }) => keysMade > 0)) return 'a key was made'
  // What the first session lacks it must say itself.
  if (lossesUnsaid(first, [first]).length > 0 || lossesUnsaid(second, both).length > 0) return 'lost without a word'
  if (both.some(({ losses }) => Object.values(losses).some((lost) => lost > 0))) return 'something lost, and said'
  if (first.atOpening.length > 0) return 'nothing lost, said at opening'
  return first.byCheck.length > 0 ? 'nothing lost, said by the check of all files' : 'not said'
}

/** Opens, gives scans back, checks every file, and counts. The code when it is refused. */
async function lookAt(today: Today, folder: string, bound = true): Promise<Found | string> {
  const opened = await findStation(folder, today.passphrase, { bound })
  if (!opened.ok) return opened.error.code
  const station = opened.value
  const kinds = (findings: readonly Finding[]) => findings.map(({ kind }) => kind)
  try {
    if (bound) await giveBackUnlessRefused(station, today)
    const byCheck = value(await station.record.journal.scrub()).findings
    if (bound) await giveBackUnlessRefused(station, today)
    const { lost, torn, risen, brokenAudit } = await countLosses(station, today.told, today.entries)
    const ids = station.vault.keyring.list().map(({ keyId }) => toHex(keyId))
    const missing = [...today.keyIds].filter((id) => !ids.includes(id) || !doesOpen(station, id))
    return {
      losses: {
        rows: lost + torn + risen,
        entries: brokenAudit,
        keys: missing.length,
        scans: await today.scans.countLost(station),
      },
      atOpening: kinds(station.findings),
      byCheck: kinds(byCheck),
      isBehind: isPageAhead(today.lastSeq, station.record.journal.lastSeq),
      erasedAlive: ids.includes(today.erasedKeyId),
      keysMade: ids.filter((id) => !today.keyIds.has(id) && id !== today.erasedKeyId).length,
    }
  } finally {
    await station.close()
  }
}

const doesOpen = ({ vault }: OpenStation, keyId: string): boolean => {
  try {
    return vault.keyring.find(keyId)?.key.some((byte) => byte !== 0) ?? false
  } catch {
    return false
  }
}

const isPageAhead = (pageSeq: number, lastSeq: number): boolean =>
  judgeDatabase(
    { lastSeq: pageSeq, counts: { cases: 0, manifests: 0, station: 0, chunks: 0 }, digest: '', dataLoss: 'none' },
    lastSeq,
    [],
  ) === 'ahead'

/** A write that meets damage in a copy of the record is refused until the next opening. */
async function giveBackUnlessRefused(station: OpenStation, { scans }: Today): Promise<void> {
  try {
    await giveBack(station, scans)
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'journal-failed') throw error
  }
}

async function opens(folder: string, passphrase: string): Promise<boolean> {
  const opened = await findStation(folder, passphrase).catch(() => undefined)
  if (opened?.ok !== true) return false
  await opened.value.close()
  return true
}

async function judgeRefused(today: Today, copy: string, { set }: HarmTogether): Promise<SeveralOutcome> {
  const made = await doorOf(copy).create({ agent, passphrase: today.passphrase })
  if (made.ok) {
    made.value.vault.lock()
    return 'a station was made in its place'
  }
  await putBack(today.master, copy, filesOfSet(set))
  const again = await lookAt(today, copy)
  const isWhole = typeof again !== 'string' && Object.values(again.losses).every((lost) => lost === 0)
  return isWhole ? 'refused, and whole once the files are back' : 'refused, and more was harmed'
}
