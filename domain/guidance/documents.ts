/** Identity documents as a case stores them: the id of one photographic document, or of the alternatives that the agent decided on. */
import type { Edition } from './edition.ts'

/** Between ids that prove identity; an empty id parts those that prove the address. */
const AND = '+'

export function joinAlternatives(identity: readonly string[], address: readonly string[]): string {
  return [...identity, '', ...address].join(AND)
}

type Alternative = { readonly id: string; readonly name: string }

/** Both lists are empty when the document is a photographic one. Ids that the edition does not know are left out. */
export function splitAlternatives(
  edition: Edition,
  documentType: string | undefined,
): { readonly identity: readonly Alternative[]; readonly address: readonly Alternative[] } {
  const ids = documentType?.split(AND) ?? []
  const end = ids.indexOf('')
  if (end < 0 || !edition.noPhotoDocuments) return { identity: [], address: [] }
  const { identity, address } = edition.noPhotoDocuments
  return {
    identity: identity.filter(({ id }) => ids.slice(0, end).includes(id)),
    address: address.filter(({ id }) => ids.slice(end + 1).includes(id)),
  }
}

/** How many alternatives the stored type names, known to the edition or not; none when it is a photographic document. */
export function countAlternatives(documentType: string): number {
  const ids = documentType.split(AND)
  return ids.includes('') ? ids.length - 1 : 0
}

export function describeDocument(edition: Edition, documentType: string | undefined): string {
  if (documentType === undefined) return 'Not recorded'
  const { identity, address } = splitAlternatives(edition, documentType)
  if (identity.length + address.length > 0) return [...identity, ...address].map(({ name }) => name).join('; ')
  return edition.photoDocuments?.documents.find(({ id }) => id === documentType)?.name ?? documentType
}
