/** Reads audit entries a page at a time, those that are appended meanwhile included. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AuditEntry } from '../../../domain/record/audit-entry.ts'
import { ok, type Result } from '../../../domain/result.ts'
import type { RecordCopy } from './copy.ts'
import { readEntries, type EntryChain } from './entry-chain.ts'
import { journalDamaged, lockedWhileReading, type ReadFailureCode } from '../journal-failures.ts'

export interface AuditReaderDeps {
  readonly first: RecordCopy
  readonly second: RecordCopy
  /** As it is now. */
  readonly chain: () => EntryChain
  readonly isClosed: () => boolean
}

/** Takes some milliseconds; other work goes on between two pages. */
const PAGE = 100

/** Ends with a failure where an entry reads from neither copy, or where the journal is closed before the last entry. */
export const auditReader = ({ first, second, chain, isClosed }: AuditReaderDeps) =>
  async function* auditEntries(fromSeq: number): AsyncGenerator<Result<AuditEntry, ReadFailureCode>> {
    for (let next = fromSeq; next < chain().size;) {
      if (isClosed()) {
        yield lockedWhileReading
        return
      }
      for (const found of readEntries([first, second], next, PAGE, chain())) {
        if (found === undefined) {
          yield journalDamaged
          return
        }
        next += 1
        yield ok(found.entry)
      }
      await nextTurn()
    }
  }
