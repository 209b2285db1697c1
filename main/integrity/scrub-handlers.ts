/** Checks all files of the record once a session, for every screen that asks, and again when an agent asks. */
import type { VaultRecord } from '../record/record.ts'
import { ok } from '../../domain/result.ts'
import type { Handlers, Reply } from '../../preload/contract.ts'
import type { Store } from '../ports.ts'

/** What the check of all files needs of the unlocked session. */
export interface ScrubSession extends Store {
  readonly record: VaultRecord
}

export function scrubHandlers({
  session,
  now,
}: {
  readonly session: () => ScrubSession
  readonly now: () => Date
}): Pick<Handlers, 'files.check'> {
  const checks = new WeakMap<ScrubSession, Promise<Reply<'files.check'>>>()

  async function check({ record, store }: ScrubSession): Promise<Reply<'files.check'>> {
    const report = await record.journal.scrub()
    if (!report.ok) return report
    const { files, bytes, findings } = report.value
    for (const { kind, file } of findings) {
      const noted = await store.commit([], { action: kind, detail: { file } })
      if (!noted.ok) return noted
    }
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
