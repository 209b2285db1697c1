import { describe, expect, test } from 'vitest'
import { undoKinds } from '../../../domain/case/to-undo.ts'
import { decisions, mayBeSettled, settledWays, waysOf } from '../../../domain/wind-down/settlement.ts'

describe('ways to settle', () => {
  test('a flagged identity is settled by a proof, a decision to keep, a closed profile or as a mistake', () => {
    const found = decisions.flatMap((decision) =>
      settledWays.filter((way) => mayBeSettled(decision, way, 'flagged-identity')).map((way) => `${decision} ${way}`),
    )
    expect(found.filter((one) => !one.endsWith('mistake'))).toEqual(['reverify proved', 'keep kept', 'deregister profile-closed'])
  })
  test('every kind can be settled under some decision', () => {
    for (const kind of undoKinds)
      expect(decisions.some((decision) => waysOf(decision).some((way) => way !== 'mistake' && mayBeSettled(decision, way, kind)))).toBe(
        true,
      )
  })
})
