/**
 * Makes a station of a given size in minutes, through the write path of `main` itself. Cases stand at every point of the journey, four of
 * five are closed, and each has the rows and the entries of the record that a walked case leaves. All rows of a case are committed at once,
 * and many acts share one transaction: that is what differs from the years in which an office would have made it.
 */
import { toHex } from '../../../domain/bytes.ts'
import { readCaseRecord } from '../../../domain/case/case.ts'
import { lineOf } from '../../../domain/case/case-line.ts'
import { viewCase } from '../../../domain/case/status.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import type { KeyPurpose } from '../../../main/vault/keyring-content.ts'
import type { RowToSeal } from '../../../main/record/store.ts'
import type { SealedRow } from '../../../domain/record/sealed-row.ts'
import { printRecoveryKey } from '../backup-station.ts'
import { openMainApp } from '../main-app.ts'
import { makeCase, putIn, type CaseTexts, type MadeCase } from './made-case.ts'
import { accessTo, kdfOfApp, openToFill, type OpenedToFill } from './open-to-fill.ts'
import { walkOneCase, type WalkedCase } from './walked-case.ts'
import { sqliteForFilling } from './sqlite-for-filling.ts'

export interface FillRequest {
  readonly cases: number
  /** Data folder of the app: made, and it must not be there yet. */
  readonly folder: string
  /** The same seed makes the same cases. */
  readonly seed: number
  /** Entries of the record that a closed case leaves; as many as the walked case left when absent. An open one leaves its part of them. */
  readonly entriesPerCase?: number
  /** Told how many cases are on the disk. */
  readonly progress?: (done: number) => void
}

/** Goes with the filled folder as JSON. */
export interface FilledStation {
  readonly cases: number
  readonly seed: number
  /** Newest moment that a case speaks of, in milliseconds since 1970. */
  readonly before: number
  /** From these a plain page makes the same cases in clear. */
  readonly texts: CaseTexts
  /** Bytes of what was sealed: rows, scans, keys, and the entries of the record. */
  readonly sealedBytes: number
  readonly entries: number
  readonly keys: number
}

/** So many cases are made at once; a whole number of dispatches. */
const CASES_AT_ONCE = 100
/** Fields of an entry without its sealed detail, as JSON. */
const ENTRY_BYTES = 300
/** A key with its id, purpose and owner. */
const KEY_BYTES = 96

export async function fillStation({ cases, folder, seed, progress, ...wanted }: FillRequest): Promise<FilledStation> {
  const walked = await walkOneCase()
  const entryShare = Math.min(1, (wanted.entriesPerCase ?? walked.entries.length) / walked.entries.length)
  await setUpStation(folder)
  const sqlite = sqliteForFilling()
  const opened = await openToFill(folder, kdfOfApp, sqlite.open)
  const before = Date.now()
  const count = { sealedBytes: 0, entries: 0, keys: 0 }
  const suffixes = new Set<string>()
  for (let first = 0; first < cases; first += CASES_AT_ONCE) {
    const made = Array.from({ length: Math.min(CASES_AT_ONCE, cases - first) }, (_, index) =>
      makeCase(walked.texts, seed, first + index, before),
    )
    const keyed = await giveKeys(opened, made)
    count.keys += keyed.reduce((sum, { keys }) => sum + keys.size, 0)
    await commitCases(opened, walked, keyed, { entryShare, count })
    progress?.(first + keyed.length)
    for (const { dispatchReference } of made) suffixes.add(dispatchReference.split('-').at(-1)!)
  }
  await openDispatch(opened, suffixes)
  await opened.close()
  sqlite.finish(folder)
  return { cases, seed, before, texts: walked.texts, ...count, sealedBytes: count.sealedBytes + count.keys * KEY_BYTES }
}

async function setUpStation(folder: string): Promise<void> {
  const main = await openMainApp({ folder, parts: { vaultAccess: accessTo(folder, kdfOfApp) } })
  await main.setUp()
  await printRecoveryKey(main)
  await main.app.lock('asked')
}

interface KeyedCase {
  readonly made: MadeCase
  /** Placeholder to key id. */
  readonly keys: ReadonlyMap<string, string>
  readonly words: ReadonlyMap<string, string>
}

/** Each case with the keys that it has at its point of the journey: its own, one for each scan and picture, one for each secret in custody. */
async function giveKeys({ vault, store }: OpenedToFill, made: readonly MadeCase[]): Promise<KeyedCase[]> {
  const positions = positionsOf(made)
  const keyed: KeyedCase[] = []
  for (const one of made) {
    const wanted = keysOf(one)
    const created = await vault.keyring.create(wanted.map(([, purpose]) => ({ purpose, ownerId: one.caseId })))
    if (!created.ok) throw new Error(created.error.code)
    if (store.findCaseKey(one.caseId) === undefined) throw new Error('a case has no key')
    const keys = new Map(wanted.map(([word], index) => [word, toHex(created.value[index]!.keyId)]))
    const position = String(positions.get(one.caseId) ?? 1)
    keyed.push({ made: one, keys, words: new Map([...one.words, ...keys, ['agentId', vault.agent.id], ['position', position]]) })
  }
  return keyed
}

/** Where each posted case stands in the list of its dispatch, counted from 1 without a gap. */
function positionsOf(made: readonly MadeCase[]): ReadonlyMap<string, number> {
  const posted = Map.groupBy(
    made.filter(({ text }) => text.isPosted),
    ({ dispatchReference }) => dispatchReference,
  )
  return new Map([...posted.values()].flatMap((items) => items.map(({ caseId }, index) => [caseId, index + 1] as const)))
}

/** A closed case has as many keys as if its scans were there, under other ids: they were deleted, but the keyring has its full size. */
function keysOf({ text, isClosed }: MadeCase): [word: string, purpose: KeyPurpose][] {
  const scanKey = isClosed ? 'spareKey' : 'evidenceKey'
  return [
    ['keyId', 'case'],
    ...(text.hasScans ? [0, 1, 2, 3] : []).map((index): [string, KeyPurpose] => [`${scanKey}${String(index)}`, 'evidence']),
    ...text.liveSecrets.map((index): [string, KeyPurpose] => [`custody${String(index)}`, 'custody']),
  ]
}

async function commitCases(
  { vault, store }: OpenedToFill,
  walked: WalkedCase,
  cases: readonly KeyedCase[],
  { entryShare, count }: { readonly entryShare: number; readonly count: { sealedBytes: number; entries: number } },
): Promise<void> {
  const commit = async (rows: RowToSeal[], caseId?: string) => {
    count.sealedBytes += rows.reduce((sum, { value }) => sum + JSON.stringify(value).length, 0)
    must(await store.commit(rows, { action: 'request-received', ...(caseId === undefined ? {} : { caseId }) }))
  }
  for (const manifest of manifestsOf(walked, cases)) await commit([manifest])
  for (const one of cases) {
    const { made, keys, words } = one
    await commit(rowsOf(walked, one), made.caseId)
    if (made.text.hasScans && !made.isClosed) {
      const pieces = sealScans(vault, walked, words, keys)
      count.sealedBytes += pieces.reduce((sum, { env }) => sum + Math.floor((env!.length * 3) / 4), 0)
      must(await store.commitSealed(pieces, { action: 'evidence-stored', caseId: made.caseId, detail: { pieces: pieces.length } }))
    }
    for (const { action, ofCase, hasDetail } of walked.entries.slice(0, Math.round(made.text.entries * entryShare))) {
      const detail = { cases: [{ caseId: made.caseId, kinds: [action] }] }
      must(await store.commit([], { action, ...(ofCase ? { caseId: made.caseId } : {}), ...(hasDetail ? { detail } : {}) }))
      count.entries += 1
      count.sealedBytes += ENTRY_BYTES + (hasDetail ? JSON.stringify(detail).length : 0)
    }
  }
}

function rowsOf(walked: WalkedCase, { made, keys, words }: KeyedCase): RowToSeal[] {
  const { caseId, text } = made
  const keyId = keys.get('keyId')!
  const record = readCaseRecord(JSON.parse(putIn(text.text, words)))
  const rev = record.events.length
  const line = lineOf(record, viewCase(record.events, remote20200408), rev)
  return [
    { table: 'cases', id: caseId, rev, keyId, value: record },
    { table: 'case-lines', id: caseId, rev, keyId: 'records', value: line },
    ...(text.hasCard ? walked.cardRows : []).map(({ table, id, rev, under, text: value }): RowToSeal => ({
      table,
      id: putIn(id, words),
      rev,
      keyId: under === 'case' ? keyId : 'records',
      value: JSON.parse(putIn(value, words)) as unknown,
    })),
    ...text.liveSecrets.map((index): RowToSeal => ({
      table: 'secrets',
      id: words.get(`secret${String(index)}`)!,
      rev: 1,
      keyId: keys.get(`custody${String(index)}`)!,
      value: '000000',
    })),
  ]
}

/** One for each dispatch that any of these cases went with. Dispatches do not reach over the edge of the cases that are made at once. */
function manifestsOf({ manifest }: WalkedCase, cases: readonly KeyedCase[]): RowToSeal[] {
  const posted = cases.filter(({ made }) => made.text.isPosted)
  return [...Map.groupBy(posted, ({ made }) => made.dispatchReference)].map(([id, items]) => {
    const empty = JSON.parse(putIn(manifest.text, items[0]!.words)) as { readonly closedAt: string; readonly manifest: object }
    const listed = items.map(({ words }) => JSON.parse(putIn(manifest.item, words)) as unknown)
    return { table: 'manifests', id, rev: 1, keyId: 'records', value: { ...empty, manifest: { ...empty.manifest, items: listed } } }
  })
}

/** As the page's worker seals them. */
function sealScans(
  vault: OpenedToFill['vault'],
  { scans }: WalkedCase,
  words: ReadonlyMap<string, string>,
  keys: ReadonlyMap<string, string>,
): SealedRow[] {
  return scans.flatMap((pieces, scan) =>
    pieces.map((bytes, index): SealedRow => {
      const id = `${words.get(`evidence${String(scan)}`)!}:${String(index)}`
      const chunk = { index, count: pieces.length }
      const sealed = vault.seal({ table: 'chunks', recordId: id, rev: 1, schema: 1, chunk }, bytes, keys.get(`evidenceKey${String(scan)}`)!)
      if (!sealed.ok) throw new Error(sealed.error.code)
      return { table: 'chunks', id, rev: 1, env: Buffer.from(sealed.value).toString('base64') }
    }),
  )
}

/** The ledger of dispatches remembers every suffix that was given out. */
async function openDispatch({ store }: OpenedToFill, suffixes: ReadonlySet<string>): Promise<void> {
  const value = { rev: 1, reference: 'RD-20261124-3333', items: 0, cases: [], used: [...suffixes] }
  must(await store.commit([{ table: 'dispatch', id: 'open-dispatch', rev: 1, keyId: 'records', value }], { action: 'label-made' }))
}

function must(done: { readonly ok: boolean; readonly error?: { readonly code: string } }): void {
  if (!done.ok) throw new Error(done.error?.code)
}
