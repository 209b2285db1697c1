/** When a page asks `main`: each question is an entry of the record, so it is not asked again because some case changed. */
import type { Observable } from '../../client/case-client.ts'

export interface KeptAnswer {
  /** After an act of this page. */
  again(): void
  stop(): void
}

/**
 * Asks now, and again when a filling of the database ends: until then not every name was here. Only the answer to the last question is taken.
 */
export function keepAnswer<Value>(ask: () => Promise<Value>, rebuilding: Observable<unknown>, take: (answer: Value) => void): KeptAnswer {
  let last = 0
  const again = () => {
    last += 1
    const own = last
    void ask().then((answer) => {
      if (own === last) take(answer)
    })
  }
  let wasRebuilding = rebuilding.get() !== undefined
  const stopListening = rebuilding.subscribe(() => {
    const isRebuilding = rebuilding.get() !== undefined
    if (wasRebuilding && !isRebuilding) again()
    wasRebuilding = isRebuilding
  })
  again()
  return {
    again,
    stop: () => {
      last += 1
      stopListening()
    },
  }
}
