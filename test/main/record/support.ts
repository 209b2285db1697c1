import type { FrameBody } from '../../../domain/record/frame.ts'
import { buildRecord } from '../../../main/record/database/build-record.ts'
import { theBeginning } from '../../../main/record/database/head.ts'
import type { Journal, JournalDeps } from '../../../main/record/journal.ts'
import { freshFolder, value } from '../vault/support.ts'
import { identity, frameKey, frameKeys } from './kill-fixture.ts'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/** An act that says which one it is, `size` bytes of envelope. */
export function body(number: number, size = 90): FrameBody {
  return { rows: [{ table: 'cases', id: `row-${number}`, rev: 1, env: Buffer.alloc(size, number % 251).toString('base64') }], audit: null }
}

export async function freshJournal(): Promise<JournalDeps> {
  const folder = join(await freshFolder(), 'vault')
  await mkdir(folder)
  const signer = { keyVersion: identity.keyVersion, key: frameKey }
  await (await buildRecord({ folder, vaultId: identity.vaultId, signer, begins: theBeginning })).finish(null)
  return { folder, vaultId: identity.vaultId, frameKeys, now: () => new Date(Date.UTC(2026, 10, 29)) }
}

/** The newest version of every row that is not erased, oldest change first. */
export async function rowsIn(journal: Pick<Journal, 'changedAfter' | 'findRow'>): Promise<FrameBody['rows']> {
  const rows: FrameBody['rows'] = []
  for (const { table, id, erased } of journal.changedAfter(0)) if (!erased) rows.push(value(await journal.findRow(table, id))!)
  return rows
}
