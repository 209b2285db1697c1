/** The editions of the guidance that a workstation has: those that come with RA Desk, and those that an RA manager imported. */
import type { Edition } from './edition.ts'
import { remote20200408 } from './editions/remote-2020-04-08.ts'
import { provedElsewhere2026 } from './editions/proved-elsewhere-2026.ts'
import { replaceCard2026 } from './editions/replace-card-2026.ts'
import { replaceCardNewName2026 } from './editions/replace-card-new-name-2026.ts'

export type { Edition } from './edition.ts'

export const bundledEditions: readonly Edition[] = [remote20200408, provedElsewhere2026, replaceCard2026, replaceCardNewName2026]

export interface Editions {
  readonly all: readonly Edition[]
  find(id: string): Edition | undefined
  /** The edition of a case. A case whose edition is unknown was written by a newer version of RA Desk: throws, never guesses. */
  get(id: string): Edition
}

/**
 * `added` are the editions that this workstation adds: imported ones come after the bundled ones. What RA Desk bundles is never replaced;
 * of an added edition with the id of a bundled one counts only that it was withdrawn here.
 */
export function createEditions(added: readonly Edition[] = []): Editions {
  const isBundled = ({ id }: Edition) => bundledEditions.some((bundled) => bundled.id === id)
  const all = [
    ...bundledEditions.map((bundled) => {
      const withdrawn = added.find(({ id }) => id === bundled.id)?.inForce.withdrawn
      return withdrawn ? { ...bundled, inForce: { ...bundled.inForce, withdrawn } } : bundled
    }),
    ...added.filter((edition) => !isBundled(edition)),
  ]
  const find = (id: string) => all.find((edition) => edition.id === id)
  return {
    all,
    find,
    get(id) {
      const edition = find(id)
      if (!edition) throw new Error(`edition ${id} is not known to this version of RA Desk`)
      return edition
    },
  }
}
