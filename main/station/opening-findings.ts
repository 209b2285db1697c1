/** What was not in order when the files were opened: all of it is said, and entered in the record, with the sign-in itself. */
import type { Finding } from '../../domain/record/findings.ts'
import { zoneName } from '../../domain/record/actions.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RecordFailureCode, RecordStore } from '../record/store.ts'

/** A backup of this vault that holds more than the record up to its last change. */
export type FindNewerBackup = (vaultId: string, lastSeq: number) => Promise<{ readonly file: string; readonly seq: number } | undefined>

export interface OpeningDeps {
  /** Without it, the folder is not compared with its backups. */
  readonly findNewerBackup?: FindNewerBackup
  readonly openedBy?: 'recovered' | 'restored'
}

/** A backup that holds more than the folder shows a copy of an earlier day. After a restore, the agent chose that. */
export async function findingsAtOpening(
  { findNewerBackup, openedBy }: OpeningDeps,
  vault: { readonly vaultId: string; readonly findings: readonly Finding[] },
  journal: { readonly lastSeq: number; readonly findings: readonly Finding[] },
): Promise<readonly Finding[]> {
  const { lastSeq } = journal
  const newer = openedBy === 'restored' ? undefined : await findNewerBackup?.(vault.vaultId, lastSeq)
  return [
    ...vault.findings,
    ...journal.findings,
    ...(newer === undefined ? [] : [{ kind: 'folder-behind', file: newer.file, frames: newer.seq - lastSeq } as const]),
  ]
}

export async function noteFindings(store: Pick<RecordStore, 'commit'>, findings: readonly Finding[]): Promise<void> {
  for (const { kind, file, frames, rows } of findings) await store.commit([], { action: kind, detail: { file, frames, rows } })
}

/** Nothing is shown to an agent whose sign-in cannot be noted. */
export async function noteEntry(
  store: Pick<RecordStore, 'commit'>,
  { timeZone, openedBy }: Pick<OpeningDeps, 'openedBy'> & { readonly timeZone?: () => string },
): Promise<Result<void, RecordFailureCode>> {
  const zone = timeZone ? ` ${zoneName(timeZone())}` : ''
  const entered = await store.commit([], { action: `${openedBy ?? 'unlocked'}${zone}` })
  return entered.ok ? ok() : entered
}
