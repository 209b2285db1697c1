/** What a person of the wind-down is called: by a case of theirs or, where there is none, by the National Locum log. */
import type { LocumLine } from '../locum/use-locum.ts'

interface NamedPerson {
  readonly uuid?: string | undefined
  readonly caseIds: readonly string[]
}
type NamedEntry = Pick<LocumLine, 'entryId' | 'name' | 'uuid'>

export interface PersonNames {
  nameOf(person: NamedPerson): string
  /** The page that has everything about them; `undefined` once nothing is left but what must be undone. */
  placeOf(person: NamedPerson): string | undefined
}

/** `log`: the access that was granted last comes first, and gives the name. `isRebuilding`: a case that is not here may still come. */
export function createPersonNames(
  nameOfCase: (caseId: string) => string | undefined,
  log: readonly NamedEntry[],
  isRebuilding = false,
): PersonNames {
  const entries = new Map<string, NamedEntry>()
  for (const entry of log) if (!entries.has(entry.uuid)) entries.set(entry.uuid, entry)
  const entryOf = ({ uuid }: NamedPerson) => (uuid === undefined ? undefined : entries.get(uuid))
  const caseOf = ({ caseIds }: NamedPerson) => caseIds.find((caseId) => nameOfCase(caseId) !== undefined)
  return {
    nameOf: (person) =>
      person.caseIds.map(nameOfCase).find(Boolean) ??
      entryOf(person)?.name ??
      (caseOf(person) !== undefined
        ? 'No name yet'
        : person.caseIds.length > 0
          ? isRebuilding
            ? 'Not loaded yet'
            : 'Case deleted'
          : 'No name recorded'),
    placeOf: (person) => {
      const [caseId, entry] = [caseOf(person), entryOf(person)]
      if (caseId !== undefined) return `/case/${caseId}`
      return entry && `/people/locum-log/entry/${entry.entryId}`
    },
  }
}
