/** Which differences are selected: some by name, or all that the list shows. */
export type Selection = { readonly all: true } | { readonly ids: ReadonlySet<string> }

/** More than so many are selected as “all that are shown”, and not one by one. */
export const MOST_SELECTED = 5_000
export const nothingSelected: Selection = { ids: new Set() }

export const isSelected = (selection: Selection, id: string): boolean => 'all' in selection || selection.ids.has(id)

/** Of those that are shown: what a filter hides is not selected any more. */
export const countSelected = (selection: Selection, shown: readonly { readonly id: string }[]): number =>
  'all' in selection ? shown.length : shown.reduce((count, { id }) => count + (selection.ids.has(id) ? 1 : 0), 0)

export const selectedOf = <One extends { readonly id: string }>(selection: Selection, shown: readonly One[]): readonly One[] =>
  'all' in selection ? shown : shown.filter(({ id }) => selection.ids.has(id))

/** `undefined`: too many to name one by one. */
export function toggle(selection: Selection, id: string, shown: readonly { readonly id: string }[]): Selection | undefined {
  const ids = new Set('all' in selection ? shown.map((one) => one.id) : selection.ids)
  if (!ids.delete(id)) ids.add(id)
  if (ids.size > MOST_SELECTED) return undefined
  return { ids }
}
