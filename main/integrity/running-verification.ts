/**
 * One verification of the record at a time: it reads everything, which takes minutes on a large station, and each look at the record asks for
 * one. A second request while one is running gets its answer. The page hears how far it is.
 */
import type { Push } from '../../preload/contract.ts'
import type { verifyOwnRecord } from './verify-own-record.ts'

type Deps = Parameters<typeof verifyOwnRecord>[0]
type Verified = ReturnType<typeof verifyOwnRecord>

/** Often enough to see it move. */
const EVERY_MILLISECONDS = 200

export interface RunningVerification {
  verify(deps: Pick<Deps, 'record' | 'vault'>): Verified
}

export function createRunningVerification({
  monotonic,
  tell,
  verifyRecord = loadAndVerify,
}: {
  /** Milliseconds on a clock that only runs forward. */
  readonly monotonic: () => number
  readonly tell: (progress: Push<'record.verifying'>) => void
  readonly verifyRecord?: (deps: Deps) => Verified
}): RunningVerification {
  let running: { readonly record: Deps['record']; readonly answer: Verified } | undefined

  async function start({ record, vault }: Pick<Deps, 'record' | 'vault'>): Verified {
    let told = monotonic()
    try {
      return await verifyRecord({
        record,
        vault,
        onProgress: (progress) => {
          if (monotonic() - told < EVERY_MILLISECONDS) return
          told = monotonic()
          tell(progress)
        },
      })
    } finally {
      if (running?.record === record) running = undefined
    }
  }

  return {
    verify(deps) {
      // After a lock and a new sign-in, the record is another one.
      if (running?.record !== deps.record) running = { record: deps.record, answer: start(deps) }
      return running.answer
    },
  }
}

/** Its code is loaded when a record is first verified. */
async function loadAndVerify(deps: Deps): Verified {
  const { verifyOwnRecord: verify } = await import('./verify-own-record.ts')
  return verify(deps)
}
