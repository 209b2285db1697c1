/** Checks all files of the record once a session, for every screen that asks, and again when an agent asks. */
import { ok } from '../../domain/result.ts'
import type { Answer, Handlers, Output } from '../../preload/contract.ts'
import type { UnlockedSession } from '../station/unlocked-session.ts'

/** Findings that a new snapshot settles: the damaged older state is then no longer needed. */
const replaced = new Set(['snapshot-missing', 'snapshot-damaged', 'segment-missing', 'segment-damaged', 'older-scans-missing'])

export function scrubHandlers({
  session,
  now,
}: {
  readonly session: () => UnlockedSession
  readonly now: () => Date
}): Pick<Handlers, 'files.check'> {
  const checks = new WeakMap<UnlockedSession, Promise<Answer<Output<'files.check'>>>>()

  async function check({ record, desk }: UnlockedSession): Promise<Answer<Output<'files.check'>>> {
    const report = await record.journal.scrub()
    if (!report.ok) return report
    const { files, bytes, findings } = report.value
    for (const { kind, file } of findings) {
      const noted = await desk.store.commit([], { action: kind, detail: { file } })
      if (!noted.ok) return noted
    }
    if ([...record.journal.findings, ...findings].some(({ kind }) => replaced.has(kind))) await record.snapshot()
    return ok({ at: now().toISOString(), files, bytes, findings: [...findings] })
  }

  return {
    'files.check': async ({ again }) => {
      const here = session()
      const running = again ? undefined : checks.get(here)
      const answer = running ?? check(here)
      checks.set(here, answer)
      return answer
    },
  }
}
