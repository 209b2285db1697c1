/** Reads one person of a list, as it was typed or pasted, into a grant. Every problem names its field, so that it can be put right in place. */
import { parseMobile } from '../registrant/mobile.ts'
import { parsePlainDate } from '../registrant/plain-date.ts'
import { parseUuid } from '../registrant/uuid.ts'
import { singleLine } from '../text-from-outside.ts'
import { odsCode, shortText, text } from '../values.ts'
import { locumGrant, locumRevocation, revokedHow, type LocumGrant, type LocumRevocation, type RevokedHow } from './events.ts'
import type { RowField } from './row-fields.ts'

/** A field that was not filled in is absent or empty. */
export type TypedRow = Readonly<Partial<Record<RowField, string>>>

export interface RowProblem {
  readonly field: RowField
  readonly message: string
}

export interface ReadRow {
  readonly grant?: LocumGrant
  /** Only in a log that was kept elsewhere, of a person whose access was revoked already. */
  readonly revocation?: LocumRevocation
  readonly problems: readonly RowProblem[]
}

export interface ReadRowOptions {
  /** Name of the signed-in agent, who grants where the row names no one. */
  readonly agentName: string
  /** Plain date; the day of the grant where the row names none. */
  readonly today: string
  readonly allowDramaNumbers: boolean
}

type Say = (field: RowField, message: string) => undefined

export function readRow(row: TypedRow, options: ReadRowOptions): ReadRow {
  const problems: RowProblem[] = []
  const say: Say = (field, message) => void problems.push({ field, message })
  const of = (field: RowField) => singleLine(row[field] ?? '').trim()
  const date = (field: RowField, what: string) => {
    const parsed = parsePlainDate(of(field), what)
    return parsed.ok ? parsed.value : say(field, parsed.error.message)
  }
  const words = (field: RowField, missing: string, most = shortText) => {
    const typed = of(field)
    if (typed === '') return say(field, missing)
    return most.safeParse(typed).success ? typed : say(field, 'This is too long.')
  }
  const optional = (field: RowField, most = text) => (of(field) === '' ? undefined : words(field, '', most))
  const uuid = parseUuid(of('uuid'))
  if (!uuid.ok) say('uuid', uuid.error.message)
  const mobile = of('mobile') === '' ? undefined : parseMobile(of('mobile'), { allowDramaNumbers: options.allowDramaNumbers })
  if (mobile && !mobile.ok) say('mobile', mobile.error.message)
  const grant: Partial<Record<keyof LocumGrant, unknown>> = {
    name: words('name', 'Enter the name.'),
    uuid: uuid.ok ? uuid.value : undefined,
    mobile: mobile?.ok ? mobile.value.value : undefined,
    registerNumber: optional('registerNumber', shortText),
    registerChecked: of('registerChecked') === '' ? undefined : true,
    reason: words('reason', 'Enter the exceptional reason.', text),
    sponsor: words('sponsor', 'Enter the sponsor.'),
    organisations: readOrganisations(of('organisations'), say),
    grantedBy: of('grantedBy') === '' ? options.agentName : words('grantedBy', ''),
    grantedOn: of('grantedOn') === '' ? options.today : date('grantedOn', 'Date of the grant'),
    reviewBy: of('reviewBy') === '' ? say('reviewBy', 'Enter the day by which the access is reviewed.') : date('reviewBy', 'Review date'),
    endsOn: of('endsOn') === '' ? say('endsOn', 'Enter the last day of the access.') : date('endsOn', 'End date'),
    longerBecause: optional('longerBecause'),
    secondBecause: optional('secondBecause'),
  }
  const revocation = readRevocation(of, { say, date, words, agentName: options.agentName })
  const whole = locumGrant.safeParse(withoutAbsent(grant))
  return {
    ...(problems.length === 0 && whole.success ? { grant: whole.data } : {}),
    ...(problems.length === 0 && revocation ? { revocation } : {}),
    problems,
  }
}

interface RevocationReaders {
  readonly say: Say
  readonly date: (field: RowField, what: string) => string | undefined
  readonly words: (field: RowField, missing: string) => string | undefined
  readonly agentName: string
}

function readRevocation(of: (field: RowField) => string, { say, date, words, agentName }: RevocationReaders): LocumRevocation | undefined {
  const isNamed = (['revokedOn', 'revokedBy', 'revokedHow', 'reference'] as const).some((field) => of(field) !== '')
  if (!isNamed) return undefined
  if (of('revokedOn') === '')
    return say('revokedOn', 'Enter the day on which the access was revoked, or leave out the rest of the revocation.')
  const how = of('revokedHow') === '' ? 'other-way' : of('revokedHow')
  const read = locumRevocation.safeParse(
    withoutAbsent({
      on: date('revokedOn', 'Date of the revocation'),
      by: of('revokedBy') === '' ? agentName : words('revokedBy', ''),
      // The words of a log that was kept elsewhere are its own: they go into the note.
      how: isHow(how) ? how : 'other-way',
      reference: of('reference') === '' ? undefined : words('reference', ''),
      note: isHow(how) ? undefined : how,
    }),
  )
  return read.success ? read.data : undefined
}

const isHow = (how: string): how is RevokedHow => (revokedHow as readonly string[]).includes(how)

function readOrganisations(typed: string, say: Say): readonly string[] | undefined {
  const codes = [
    ...new Set(
      typed
        .toUpperCase()
        .split(/[\s,;/|]+/)
        .filter(Boolean),
    ),
  ]
  if (codes.length === 0) return say('organisations', 'Enter the ODS code of at least one organisation.')
  const wrong = codes.find((code) => !odsCode.safeParse(code).success)
  if (wrong !== undefined) return say('organisations', `“${wrong}” is not an ODS code: it has 3 to 10 letters and numbers, like RA9.`)
  return codes.length > 20 ? say('organisations', 'Enter at most 20 ODS codes.') : codes
}

const withoutAbsent = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
