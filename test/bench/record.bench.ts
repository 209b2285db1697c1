/** The record: verifying 100,000 entries, and opening the audit trail at unlock; beside SHA-256 of the same bytes and nothing else. */
import { hash } from 'node:crypto'
import { canonicalBytes } from '../../domain/record/audit-entry.ts'
import { auditTrail } from '../../main/record/audit.ts'
import { inTurns, toRow, type BenchRow } from '../support/bench.ts'
import { loadVerifier, makeSampleRecord } from '../support/sample-record.ts'

const ENTRIES = 100_000
const RUNS = 5

export default async function run(say: (line: string) => void): Promise<BenchRow[]> {
  say(`Making a record of ${ENTRIES} entries`)
  const record = await makeSampleRecord({ size: ENTRIES, checkpointEvery: 500, signedEvery: 10_000 })
  const { verifyRecord } = await loadVerifier()
  const leaves = record.entries.map((entry) => Buffer.concat([Buffer.of(0), canonicalBytes(entry)]))
  // Time of the processor, so that what else runs on the machine counts for neither.
  const timed = (work: () => void): Promise<number> => {
    const begun = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(begun)
    return Promise.resolve((user + system) / 1_000)
  }
  // As much hashing as a record of this length needs: one leaf and one node for each entry.
  const bare = () =>
    timed(() => {
      const node = Buffer.alloc(65, 1)
      for (const leaf of leaves) {
        hash('sha256', leaf, 'buffer')
        hash('sha256', node, 'buffer')
      }
    })
  const open = () =>
    timed(() => {
      const trail = auditTrail({ now: () => new Date(), monotonic: () => 0 })
      if (!record.entries.every((entry) => trail.take(entry))) throw new Error('an entry does not follow')
    })
  const verify = () =>
    timed(() => {
      const { good } = verifyRecord(record.text, [record.codeAt(777)])
      if (good?.entries !== ENTRIES) throw new Error('the record is called wrong')
    })
  say(`${(record.text.length / 1e6).toFixed(0)} MB exported; ${RUNS} runs of each in turns`)
  const opened = await inTurns(RUNS, open, bare)
  const verified = await inTurns(RUNS, verify, bare)
  return [
    toRow(`audit trail of ${ENTRIES} entries opened at unlock (baseline: bare SHA-256)`, 'ms', opened.ours, opened.baseline),
    toRow(
      `export of ${ENTRIES} entries verified by tools/verify-record.mjs (baseline: bare SHA-256)`,
      'ms',
      verified.ours,
      verified.baseline,
    ),
  ]
}
