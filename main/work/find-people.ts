/**
 * Persons beside their cases, for the palette: short entries by name, UUID, mobile and email, and persons with only a deleted case by
 * the whole number that was typed. Persons of cases are found by the page, in its own summaries.
 */
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import type { PersonEntry } from '../../domain/person/person-entry.ts'
import { formatName } from '../../domain/registrant/name.ts'
import { formatUuid, parseUuid } from '../../domain/registrant/uuid.ts'
import { shortLine } from '../../domain/text-from-outside.ts'
import type { FoundThing } from '../../domain/work/found-thing.ts'
import { describe, rankOf, takeBest, toTerms } from '../../domain/work/search-words.ts'
import type { Persons } from '../person/person-registry.ts'
import type { BlindMark } from '../registration/blind-marks.ts'
import type { FindSource } from './work-source.ts'

export type FindPeoplePorts = Persons & { readonly blindMark: BlindMark }

/** Folded once for each entry: one that was corrected is another. */
const folded = new WeakMap<PersonEntry, string>()

function wordsOf(entry: PersonEntry): string {
  const known = folded.get(entry)
  if (known !== undefined) return known
  const { name, uuid, mobile, email, organisation } = entry
  const words = describe({
    name: formatName(name),
    reference: '',
    organisation: organisation?.name ?? '',
    uuid,
    ...(organisation ? { odsCode: organisation.odsCode } : {}),
    ...(mobile ? { mobile } : {}),
    ...(email ? { email } : {}),
  })
  folded.set(entry, words)
  return words
}

const placeOf = (personId: string): string => `/people/person/${personId}`

/** The rows of all persons are read once, at the first question after sign-in. */
export async function findPeople({ persons, marks, blindMark }: FindPeoplePorts): Promise<FindSource> {
  await persons.load()
  return {
    find(_bare, most, text) {
      const terms = toTerms(text)
      const fitting = takeBest(persons.entries(), most, ([, entry]) => {
        const words = wordsOf(entry)
        return terms.every((term) => words.includes(term)) ? rankOf(words, terms) : undefined
      })
      const found = fitting.map(([personId, entry]): FoundThing => ({
        kind: 'person',
        title: shortLine(formatName(entry.name), 200),
        detail: `UUID ${formatUuid(entry.uuid)}`,
        place: placeOf(personId),
      }))
      const uuid = parseUuid(text)
      const asked = [
        ...(uuid.ok ? [blindMark({ kind: 'uuid', value: uuid.value })] : []),
        blindMark({ kind: 'serial', value: normaliseSerial(text) }),
      ]
      for (const { owner } of marks.others(undefined, asked)) {
        const place = placeOf(owner.personId)
        if (!owner.deleted || found.length >= most || found.some((one) => one.place === place)) continue
        found.push({ kind: 'person', title: `Person of ${owner.deleted.caseReference}`, detail: 'The case was deleted', place })
      }
      return found
    },
  }
}
