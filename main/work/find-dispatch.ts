/** Closed posting lists, found by their dispatch reference. */
import { bareText } from '../../domain/work/found-thing.ts'
import type { Store } from '../ports.ts'
import type { FindSource } from './work-source.ts'

export const findDispatches = ({ store }: Store): FindSource => ({
  find: (bare, most) =>
    store
      .ids('manifests')
      .filter((reference) => bareText(reference).includes(bare))
      .slice(0, most)
      .map((reference) => ({ kind: 'dispatch', title: `Posting list ${reference}`, place: '/dispatch' })),
})
