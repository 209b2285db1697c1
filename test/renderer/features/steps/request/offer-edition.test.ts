import { expect, test } from 'vitest'
import type { Edition } from '../../../../../domain/guidance/edition.ts'
import { createEditions } from '../../../../../domain/guidance/index.ts'
import { offerEdition } from '../../../../../renderer/features/steps/request/offer-edition.ts'

const today = '2026-11-30'
/** As if none were withdrawn. */
const bundled = createEditions().all.map((one) => {
  const { withdrawn: _ended, ...inForce } = one.inForce
  return { ...one, inForce }
})
const withdrawn = (...ids: readonly string[]): readonly Edition[] =>
  bundled.map((one) =>
    ids.includes(one.id) ? { ...one, inForce: { ...one.inForce, withdrawn: { on: '2026-11-01', why: 'Ended' } } } : one,
  )
const offer = (all: readonly Edition[], newest?: string) => {
  const { edition, onlyWithdrawn } = offerEdition({ mine: all, all, newest, today })
  return { id: edition.id, onlyWithdrawn }
}
const [first, second] = bundled

test('edition of a new request: the one of the newest case', () => {
  for (const { id } of bundled) expect(offer(bundled, id)).toEqual({ id, onlyWithdrawn: false })
})

test('edition of a new request: never a withdrawn one while another can be used, also after a case under it', () => {
  for (const newest of [undefined, first!.id]) {
    const offered = offer(withdrawn(first!.id), newest)
    expect(offered.id).not.toBe(first!.id)
    expect(offered.onlyWithdrawn).toBe(false)
  }
  expect(offer(withdrawn(...bundled.slice(1).map(({ id }) => id)), second!.id)).toEqual({ id: first!.id, onlyWithdrawn: false })
})

test('edition of a new request: where all are withdrawn, that of the newest case, and the page says so', () => {
  expect(offer(withdrawn(...bundled.map(({ id }) => id)), second!.id)).toEqual({ id: second!.id, onlyWithdrawn: true })
})
