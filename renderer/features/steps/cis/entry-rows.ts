/** The CIS entry sheet for the screen: rows in groups, with the guidance's flag marked and a key for each row's tick. */
import { cisEntrySheet, type CisField, type CisSection } from '../../../../domain/guidance/cis-entry.ts'
import type { CaseFacts } from '../../../../domain/case/facts.ts'
import { getSection, type Edition } from '../../../../domain/guidance/edition.ts'

export interface EntryRow extends CisField {
  /** Includes the value, so that a changed value is no longer ticked. */
  readonly key: string
}

export interface EntryGroup {
  readonly section: CisSection
  readonly rows: readonly EntryRow[]
  /** The guidance's words, if these values only flag the entry and say nothing about the registrant. */
  readonly flag?: string
}

const flagPlace: Partial<Readonly<Record<CisSection, number>>> = { 'Photographic evidence': 0, 'Non-photographic evidence': 1 }

export function groupEntry(facts: CaseFacts, edition: Edition): readonly EntryGroup[] {
  const { details, request } = facts
  if (!details || !request) return []
  const fields = cisEntrySheet(
    {
      name: details.name,
      nameOnCard: details.nameOnCard,
      dateOfBirth: details.dateOfBirth,
      niNumber: details.nationalInsurance,
      mobile: details.mobile,
      email: details.email.address,
      organisation: request.organisation,
    },
    edition,
  )
  const cis = getSection(edition, 'cis')
  return [...new Set(fields.map(({ section }) => section))].map((section) => {
    const flag = cis.guidance[flagPlace[section] ?? -1]
    return {
      section,
      ...(flag ? { flag } : {}),
      rows: fields
        .filter((field) => field.section === section)
        .map(({ note, ...field }) => ({
          ...field,
          key: `${section}/${field.label}/${field.value}`,
          // Shown once above the sheet instead of beside every date.
          ...(note && note !== cis.dateFormatNote ? { note } : {}),
        })),
    }
  })
}

/** `more`: keys of rows that are in no group. */
export function countEntered(
  groups: readonly EntryGroup[],
  entered: readonly string[],
  more: readonly string[] = [],
): { readonly entered: number; readonly of: number } {
  const keys = [...groups.flatMap(({ rows }) => rows.map(({ key }) => key)), ...more]
  return { entered: keys.filter((key) => entered.includes(key)).length, of: keys.length }
}
