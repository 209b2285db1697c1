/** Seals values into rows of the journal, and opens them again: each under the key that the caller names, bound to its place. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { findBase64, toHex } from '../../domain/bytes.ts'
import { splitEnvelope } from '../../domain/record/envelope-layout.ts'
import type { JournalRow } from '../../domain/record/frame.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import { wipe } from '../vault/wipe.ts'
import type { Journal } from './journal.ts'
import { rowOf } from './record.ts'
import type { PieceToSeal, RecordStore, RowToErase, RowToSeal, StoreTable } from './store.ts'

/** Version of the rows' own shape in the envelope; the worker uses the same. */
export const ROW_SCHEMA = 1
/** `records` where a key id is asked for. */
const RECORDS = 'records'

export interface SealedValues extends Pick<RecordStore, 'read' | 'readAll' | 'readBytes' | 'keyIdOf'> {
  /** The row to write; nothing when a row is to be erased that is not there. */
  toRow(wanted: RowToSeal | PieceToSeal | RowToErase): Result<JournalRow | undefined, string>
}

export interface SealedValuesDeps {
  readonly vault: Pick<UnlockedVault, 'seal' | 'open' | 'recordsReader' | 'recordsKeyId' | 'isRecordsKey'>
  readonly journal: Pick<Journal, 'findRow' | 'has' | 'revOf' | 'slices'>
}

export function sealedValues({ vault, journal }: SealedValuesDeps): SealedValues {
  function seal({ table, id, rev, keyId, value }: RowToSeal): Result<JournalRow, string> {
    const plaintext = jsonBytes(value)
    const envelope = vault.seal({ table, recordId: id, rev, schema: ROW_SCHEMA }, plaintext, keyId === RECORDS ? vault.recordsKeyId : keyId)
    wipe(plaintext)
    return envelope.ok ? ok(rowOf(table, id, rev, envelope.value)) : envelope
  }

  function sealPiece({ table, id, rev, keyId, piece, chunk }: PieceToSeal): Result<JournalRow, string> {
    const envelope = vault.seal({ table, recordId: id, rev, schema: ROW_SCHEMA, chunk }, piece, keyId)
    return envelope.ok ? ok(rowOf(table, id, rev, envelope.value)) : envelope
  }

  /** Nothing when the row is not there, is erased, or its key was destroyed. Damage throws: the journal was verified at opening. */
  async function readBytes(
    table: StoreTable,
    id: string,
    keyId: string,
    chunk?: { readonly index: number; readonly count: number },
  ): Promise<Uint8Array | undefined> {
    const found = await journal.findRow(table, id)
    if (!found.ok) throw new Error(found.error.code)
    const envelope = found.value?.env ? findBase64(found.value.env) : undefined
    if (found.value === undefined || envelope === undefined) return undefined
    const header = splitEnvelope(envelope)
    if (!header.ok) throw new Error(header.error.code)
    const sealedWith = toHex(header.value.keyId)
    if (keyId === RECORDS ? !vault.isRecordsKey(sealedWith) : sealedWith !== keyId) return undefined
    const opened = vault.open(
      { table, recordId: id, rev: found.value.rev, schema: ROW_SCHEMA, ...(chunk === undefined ? {} : { chunk }) },
      envelope,
    )
    if (opened.ok) return opened.value
    if (opened.error.code === 'unknown-key' || opened.error.code === 'locked') return undefined
    throw new Error(opened.error.code)
  }

  return {
    toRow(wanted) {
      if ('piece' in wanted) return sealPiece(wanted)
      if (!('erase' in wanted)) return seal(wanted)
      const rev = journal.has(wanted.table, wanted.id) ? journal.revOf(wanted.table, wanted.id) : undefined
      return ok(rev === undefined ? undefined : rowOf(wanted.table, wanted.id, rev, null))
    },
    async read(table, id, keyId) {
      const bytes = await readBytes(table, id, keyId)
      if (bytes === undefined) return undefined
      return fromJson(bytes)
    },
    async *readAll(table) {
      const open = vault.recordsReader()
      for (const slice of journal.slices(table)) {
        for (const { id, rev, env } of slice) {
          const opened = open({ table, recordId: id, rev, schema: ROW_SCHEMA }, env)
          if (opened?.ok === true) yield { id, value: fromJson(opened.value) }
        }
        await nextTurn()
      }
    },
    readBytes,
    async keyIdOf(table, id) {
      const found = await journal.findRow(table, id)
      const envelope = found.ok && found.value?.env ? findBase64(found.value.env) : undefined
      const header = envelope === undefined ? undefined : splitEnvelope(envelope)
      return header?.ok === true ? toHex(header.value.keyId) : undefined
    },
  }
}

const utf8Text = new TextDecoder()

/** Overwrites the bytes. */
function fromJson(bytes: Uint8Array): unknown {
  const text = utf8Text.decode(bytes)
  wipe(bytes)
  return JSON.parse(text)
}

export const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
