/**
 * Altered records and misplaced envelopes: each round alters an exported record in one way and asks the stand-alone verifier, and puts one
 * sealed row where it does not belong and asks both of our readers. Controls show that the tests could fail: a check of the chain alone takes
 * records that were chained again, and a reader that does not bind envelopes to their place takes every swap.
 */
import { randomBytes } from 'node:crypto'
import { auditLeaf, type AuditEntry } from '../../domain/record/audit-entry.ts'
import { toHex } from '../../domain/bytes.ts'
import { sha256 } from '../../main/files/sha256.ts'
import { envelopeWorld } from '../support/envelope-swaps.ts'
import { mutations, pickFrom, type Pick } from '../support/record-mutations.ts'
import { loadVerifier, makeSampleRecord } from '../support/sample-record.ts'
import type { FaultReport } from './suites.ts'

export interface FaultFigure {
  readonly what: string
  readonly rounds: number
  /** Found, or refused. */
  readonly caught: number
  readonly missed: number
  readonly message: string
}

export interface FaultRun {
  readonly rounds: number
  readonly report: (line: string) => void
  readonly random?: Pick
}

export async function runMutations({ rounds, report, random: pick = pickFrom(20_261_123) }: FaultRun): Promise<FaultFigure[]> {
  const [record, { verifyRecord }] = [await makeSampleRecord({ size: 120, checkpointEvery: 17, signedEvery: 7 }), await loadVerifier()]
  const untouched = verifyRecord(record.text, [record.codeAt(40), record.codeAt(120)])
  if (untouched.good === undefined) throw new Error(`the untouched record is called wrong: ${JSON.stringify(untouched)}`)
  const names = Object.keys(mutations)
  const figures = { rounds: 0, found: 0, named: 0, exactWanted: 0, exact: 0, chainAlone: 0, chainedAnew: 0 }
  for (let round = 0; round < rounds; round += 1) {
    const name = names[round % names.length]!
    const mutation = mutations[name]!(record, pick)
    const { wrong } = verifyRecord(mutation.text, mutation.codes ?? [])
    const { first } = mutation
    const within = first === undefined || (wrong?.from !== undefined && wrong.to !== undefined && wrong.from <= first && first <= wrong.to)
    figures.rounds += 1
    if (wrong !== undefined) figures.found += 1
    if (wrong !== undefined && within) figures.named += 1
    if (mutation.exact) figures.exactWanted += 1
    if (mutation.exact && wrong?.entry === first) figures.exact += 1
    if (wrong === undefined || !within || (mutation.exact && wrong.entry !== first))
      report(`round ${round}, ${name}: entry ${first} was altered; the verifier says ${JSON.stringify(wrong)}`)
    if (name.endsWith('chained again')) {
      figures.chainedAnew += 1
      if (chainHolds(mutation.text)) figures.chainAlone += 1
    }
  }
  return [
    { what: 'alterations of a record', rounds: figures.rounds, caught: figures.found, missed: figures.rounds - figures.found, message: '' },
    {
      what: 'the first wrong entry named, or the entries between which it is',
      rounds: figures.rounds,
      caught: figures.named,
      missed: figures.rounds - figures.named,
      message: 'between: where all later entries were made again',
    },
    {
      what: 'the first wrong entry named exactly, where that can be known',
      rounds: figures.exactWanted,
      caught: figures.exact,
      missed: figures.exactWanted - figures.exact,
      message: 'edit, delete, insert, reorder, swap, truncate',
    },
    {
      what: 'control: chained again, looked at by a check of the chain alone',
      rounds: figures.chainedAnew,
      caught: figures.chainedAnew - figures.chainAlone,
      missed: figures.chainAlone,
      message: 'all should be missed: a chain without checkpoints proves nothing',
    },
  ]
}

/** What a record without tree and checkpoints could check. */
function chainHolds(text: string): boolean {
  const entries = text
    .split('\n')
    .filter((line) => line.startsWith('{"seq"'))
    .map((line) => JSON.parse(line) as AuditEntry)
  return entries.every(
    (entry, index) => entry.seq === index && entry.prev === (index === 0 ? '0'.repeat(64) : toHex(auditLeaf(sha256, entries[index - 1]!))),
  )
}

export async function runSwaps({ rounds, report, random: pick = pickFrom(20_261_124) }: FaultRun): Promise<FaultFigure[]> {
  const world = await envelopeWorld((length) => new Uint8Array(randomBytes(length)))
  for (const { envelope, place } of world.sealed) {
    if (!world.openInMain(envelope, place) || !(await world.openInWorker(envelope, place)))
      throw new Error('an envelope does not open in its own place')
  }
  const taken = { main: 0, worker: 0, unbound: 0 }
  for (let round = 0; round < rounds; round += 1) {
    const { kind, envelope, place, unbound } = world.swap(pick)
    const [main, worker] = [world.openInMain(envelope, place), await world.openInWorker(envelope, place)]
    if (main) taken.main += 1
    if (worker) taken.worker += 1
    if (main || worker) report(`round ${round}, ${kind}: opened by ${main ? 'main' : 'the worker'}`)
    if (world.openUnbound(unbound)) taken.unbound += 1
  }
  const row = (what: string, missed: number, message: string) => ({ what, rounds, caught: rounds - missed, missed, message })
  return [
    row('envelope swaps and rollbacks, opened by main', taken.main, ''),
    row('the same, opened by the worker (WebCrypto)', taken.worker, ''),
    row('control: envelopes that are not bound to their place', taken.unbound, 'all should be missed'),
  ]
}

const nothingSaid = (): void => undefined

/** Both halves in so many rounds each; ok when nothing was missed and every control misses all. */
export async function recordSuite({
  rounds,
  random,
  report = nothingSaid,
}: {
  readonly rounds: number
  readonly random: Pick
  readonly report?: (line: string) => void
}): Promise<FaultReport> {
  const all = [...(await runMutations({ rounds, report, random })), ...(await runSwaps({ rounds, report, random }))]
  const isControl = ({ what }: FaultFigure) => what.startsWith('control:')
  const harmless = all.every((figure) => (isControl(figure) ? figure.caught === 0 : figure.missed === 0))
  return {
    ok: harmless && all.every((figure) => !isControl(figure) || figure.rounds > 0),
    harmless,
    figures: Object.fromEntries(
      all.flatMap(({ what, rounds: of, missed }) => [
        [what, of],
        [`${what}: missed`, missed],
      ]),
    ),
  }
}
