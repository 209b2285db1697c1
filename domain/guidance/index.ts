/** The editions that this version of RA Desk knows. A case names the version it began under; new cases begin under the current one. */
import { edition20200408 } from './editions/remote-2020-04-08.ts'
import type { Edition } from './edition.ts'

export type { DocumentType, Edition, StepWords } from './edition.ts'

export const editions: readonly Edition[] = [edition20200408]

export const currentEdition: Edition = edition20200408

export function findEdition(version: string): Edition | undefined {
  return editions.find((edition) => edition.version === version)
}

/** The pack of a case. A case whose pack is unknown was written by a newer version of RA Desk: that is a bug to meet loudly, never to guess at. */
export function getEdition(version: string): Edition {
  const edition = findEdition(version)
  if (!edition) throw new Error(`edition ${version} is not known to this version of RA Desk`)
  return edition
}
