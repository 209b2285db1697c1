/** The outcome of a round of restoring scans, file by file: what was restored, and what is lost and of which cases. */
import type { Finding } from '../../domain/record/findings.ts'
import type { LackingScan } from './lacking-scans.ts'

/** References in one finding: an agent can look at so many. */
const CASES_NAMED = 50

export function findingsOf(files: readonly string[], scans: readonly LackingScan[], restored: ReadonlySet<LackingScan>): Finding[] {
  return files.map((file): Finding => {
    // A scan that no case names is not reported when it is lost.
    const concerned = scans.filter((scan) => scan.named !== undefined || restored.has(scan))
    const count = (some: readonly LackingScan[]) => some.flatMap(({ pieces }) => pieces).length
    const lost = concerned.filter((scan) => !restored.has(scan))
    const base = { file, pieces: count(concerned), takenBack: count(concerned) - count(lost) }
    if (lost.length === 0) return { kind: 'scans-taken-back', ...base }
    return {
      kind: 'scans-lost',
      ...base,
      cases: [...new Set(lost.flatMap(({ named }) => named?.caseReference ?? []))].slice(0, CASES_NAMED),
    }
  })
}
