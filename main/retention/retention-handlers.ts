/** Handlers of `preload/contract/retention.ts`. */
import { ok } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { retentionChannels } from '../../preload/contract/retention.ts'
import type { OtherRecordsPorts } from './other-records.ts'
import type { Retained } from './retention.ts'

/** What the use-cases of this file need. */
export type RetentionHandlersPorts = OtherRecordsPorts & Retained

export function retentionHandlers({
  desk,
}: {
  readonly desk: () => RetentionHandlersPorts
}): Pick<Handlers, keyof typeof retentionChannels> {
  return {
    'retention.list': async () => {
      const other = await (await import('./other-records.ts')).listOther(desk())
      return ok({
        ...desk().retention.list(),
        other: other.map(({ kind, ids, on, days, isDue }) => ({ kind, count: ids.length, on, days, isDue })),
      })
    },
    'retention.soon': async () => ok(desk().retention.soon()),
    'retention.of': async ({ caseId }) => ok(desk().retention.of(caseId)),
    'retention.eraseDue': async () => {
      await desk().retention.eraseDue()
      // What cannot be deleted now is due at the next sign-in.
      await (await import('./other-records.ts')).eraseOther(desk())
      return ok({})
    },
    'retention.keep': (input) => desk().retention.keep(input),
    'retention.hold': (input) => desk().retention.hold(input),
    'retention.confirmClock': ({ today }) => desk().retention.confirmClock(today),
  }
}
