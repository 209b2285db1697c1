/** Which edition a new request starts with, before the agent chooses one. */
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { describeEdition } from '../../../../domain/guidance/edition-state.ts'

interface EditionsToOffer {
  /** Those that this agent may start a case under; one at least. */
  readonly mine: readonly Edition[]
  readonly all: readonly Edition[]
  /** Of the newest case: agents work in one way for weeks. */
  readonly newest: string | undefined
  /** Plain date. */
  readonly today: string
}

/** A withdrawn edition only if there is no other: `onlyWithdrawn`. */
export function offerEdition({ mine, all, newest, today }: EditionsToOffer): {
  readonly edition: Edition
  readonly onlyWithdrawn: boolean
} {
  const stateOf = (one: Edition) => describeEdition(one, all, today).state
  const usable = mine.filter((one) => stateOf(one) !== 'withdrawn')
  const among = usable.length > 0 ? usable : mine
  return {
    edition: among.find(({ id }) => id === newest) ?? among.find((one) => stateOf(one) === 'in-force') ?? among[0]!,
    onlyWithdrawn: usable.length === 0,
  }
}
