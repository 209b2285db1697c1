/** Handlers of `preload/contract/record.ts`. */
import type { VaultRecord } from '../record/record.ts'
import { saveNoted } from '../record/save-noted.ts'
import type { SaveFile } from '../record/save-noted.ts'
import { findPaperCode, isCodeOf } from '../../domain/record/paper-code.ts'
import { err, ok } from '../../domain/result.ts'
import type { Handlers, Input, Reply } from '../../preload/contract.ts'
import type { recordChannels, RecordEntry } from '../../preload/contract/record.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { Practice, Pushes, Store, Views } from '../ports.ts'
import { createRunningVerification, type RunningVerification } from './running-verification.ts'

/** What looking at the record needs of the unlocked session. */
export interface RecordSession extends Practice, Store, Views {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
}

export interface RecordHandlerDeps extends Pushes {
  readonly session: () => RecordSession
  readonly save: SaveFile
  /** Milliseconds on a clock that only runs forward. */
  readonly monotonic: () => number
  /** What the policy of the organisation says. */
  readonly exportsAllowed: () => boolean
}

export function recordHandlers({
  session,
  save,
  monotonic,
  push,
  exportsAllowed,
}: RecordHandlerDeps): Pick<Handlers, Exclude<keyof typeof recordChannels, 'files.check'>> {
  const verification = createRunningVerification({ monotonic, tell: (progress) => push('record.verifying', progress) })

  async function openCase({ caseId }: Input<'case.open'>): Promise<Reply<'case.open'>> {
    const { store, views } = session()
    if (store.findCaseKey(caseId) === undefined) return noSuchCase
    const noted = await views.note({ action: 'case-viewed', of: caseId, caseId })
    return noted.ok ? ok({}) : noted
  }

  async function openEvidence({ evidenceId, keyId }: Input<'evidence.open'>): Promise<Reply<'evidence.open'>> {
    const { store, views } = session()
    const caseId = store.findKey('evidence', keyId)?.ownerId
    const firstPiece = `${evidenceId}:0`
    // A piece that the record lost may still be in the page's database: then only its name is known.
    const isUnderKey = store.has('chunks', firstPiece) && ((await store.keyIdOf('chunks', firstPiece)) ?? keyId) === keyId
    if (caseId === undefined || !isUnderKey)
      return err(
        'no-such-evidence',
        'This scan or picture is no longer on this workstation. Nothing was changed.',
        'Go back to the case and open it from there.',
      )
    const noted = await views.note({ action: 'evidence-viewed', of: evidenceId, caseId, detail: { evidenceId } })
    return noted.ok ? ok({}) : noted
  }

  async function listEntries({ fromSeq, limit }: Input<'record.entries'>): Promise<Reply<'record.entries'>> {
    const { views, record, vault } = session()
    const noted = await views.note({ action: 'record-viewed', of: 'record' })
    if (!noted.ok) return noted
    const entries: RecordEntry[] = []
    for await (const read of record.entries(fromSeq)) {
      if (!read.ok) return read
      const { seq, time, agentId, action, caseRef, signature } = read.value
      entries.push({ seq, time, agentId, action, ...(caseRef === null ? {} : { caseId: caseRef }), signed: signature !== null })
      if (entries.length >= limit) break
    }
    return ok({
      entries,
      size: record.checkpoint().size,
      agents: vault.keyring.station.agents.map(({ id, name }) => ({ agentId: id, name })),
    })
  }

  async function exportAll(): Promise<Reply<'record.export'>> {
    if (!exportsAllowed()) return exportsOff
    const { store, practice, record, vault } = session()
    let made: { readonly size: number; readonly code: string } | undefined
    const saved = await saveNoted({ store }, { action: 'record-exported' }, async () => {
      const checkpoint = await record.makeCheckpoint('export')
      if (!checkpoint.ok) return checkpoint
      made = checkpoint.value
      const bytes = await (await import('./export-record.ts')).exportRecord({ record, vault, checkpoint: checkpoint.value, practice })
      return bytes.ok ? save(`record-${checkpoint.value.at.slice(0, 10)}-${checkpoint.value.size}.jsonl`, bytes.value) : bytes
    })
    return saved.ok ? ok({ savedAs: saved.value.savedAs, size: made!.size, code: made!.code }) : saved
  }

  return {
    'record.checkpoint': async () => ok(session().store.checkpoint()),
    'case.open': openCase,
    'evidence.open': openEvidence,
    'record.entries': listEntries,
    'record.verify': () => verify(session(), verification, monotonic),
    'record.compare': (input) => compare(session(), input),
    'record.export': exportAll,
  }
}

/** Verifies the whole record of this workstation, and times it. */
async function verify(
  { record, vault }: RecordSession,
  verification: RunningVerification,
  monotonic: () => number,
): Promise<Reply<'record.verify'>> {
  const begun = monotonic()
  const verified = await verification.verify({ record, vault })
  if (!verified.ok) return verified
  const { size, code, signed, checkpoints, lastCheckpoint: last } = verified.value
  const { steps, last: lastStep } = record.clock()
  return ok({
    size,
    code,
    signed,
    checkpoints,
    milliseconds: Math.max(0, monotonic() - begun),
    clock: { steps, ...(lastStep === undefined ? {} : { last: lastStep }) },
    ...(last === undefined ? {} : { lastCheckpoint: { size: last.size, code: last.code, at: last.at, why: last.why } }),
  })
}

/** Compares a checkpoint code from paper with the record. */
async function compare({ store, record }: RecordSession, { typed }: Input<'record.compare'>): Promise<Reply<'record.compare'>> {
  const paper = findPaperCode(typed)
  if (paper === undefined)
    return err(
      'not-a-code',
      'This is not a record code. Nothing was compared.',
      'Type the number of entries, a hyphen and the sixteen characters, as they are printed: 214-7K3M-Q0X9-WRAB-CDEF.',
    )
  const { size: recordSize } = record.checkpoint()
  const read = await record.codeAt(paper.size)
  if (!read.ok) return read
  const code = read.value
  const result = code === undefined ? 'longer' : isCodeOf(paper.code, code) ? 'same' : 'different'
  const noted = await store.commit([], { action: `code-compared ${result} size-${paper.size}` })
  if (!noted.ok) return noted
  return ok({ result, size: paper.size, recordSize, ...(result === 'same' ? await timeOf(record, paper.size - 1) : {}) })
}

async function timeOf(record: RecordSession['record'], seq: number): Promise<{ readonly at?: string }> {
  if (seq < 0) return {}
  for await (const read of record.entries(seq)) return read.ok ? { at: read.value.time } : {}
  return {}
}

const exportsOff = err(
  'exports-off',
  'Your organisation does not allow the record to be saved as a file on this workstation. Nothing was saved.',
  'Ask your RA manager: an auditor can look at the record here.',
)
const noSuchCase = err('no-such-case', 'This case is not on this workstation.', 'Go back to the work list and open it from there.')
