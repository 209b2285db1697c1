/** One person of a list on the screen: what was typed for them, and the values for everyone that fill what is empty. */
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import { rowFields, type RowField } from '../../../../domain/locum/row-fields.ts'
import type { LocumLine } from './use-locum.ts'

/** Of a form: every field is there. */
export type RowValues = Record<Exclude<RowField, 'registerChecked'>, string> & { registerChecked: boolean }

export const emptyRow = (): RowValues => ({
  ...(Object.fromEntries(rowFields.map((field) => [field, ''])) as Record<RowField, string>),
  registerChecked: false,
})

export const valuesOfRow = (row: TypedRow): RowValues => ({ ...emptyRow(), ...row, registerChecked: Boolean(row.registerChecked) })

/** Without what is empty. */
export function rowOfValues({ registerChecked, ...values }: RowValues): TypedRow {
  const typed = Object.entries(values).flatMap(([field, value]) => (value.trim() === '' ? [] : [[field, value.trim()] as const]))
  return { ...Object.fromEntries(typed), ...(registerChecked ? { registerChecked: 'yes' } : {}) }
}

/** What a row does not say itself is taken from the values for everyone. */
export const withShared = (row: TypedRow, shared: TypedRow): TypedRow => ({ ...shared, ...row })

/** An entry as it would be typed, to be corrected. */
export function rowOfLine(line: LocumLine): TypedRow {
  const { name, uuid, mobile, registerNumber, reason, sponsor, organisations, grantedBy, grantedOn, reviewBy, endsOn } = line
  const { longerBecause, secondBecause } = line
  const typed = {
    name,
    uuid,
    mobile,
    registerNumber,
    reason,
    sponsor,
    grantedBy,
    grantedOn,
    reviewBy,
    endsOn,
    longerBecause,
    secondBecause,
  }
  const known = Object.entries(typed).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(known), organisations: organisations.join(' ') }
}
