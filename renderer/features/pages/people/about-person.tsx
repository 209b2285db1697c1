/** Who a person is: names, numbers, how to reach them, each with where it was said. */
import { addressLines } from '../../../../domain/dispatch/address.ts'
import { formatNationalInsuranceNumber } from '../../../../domain/registrant/national-insurance-number.ts'
import {
  CopyButton,
  EmailAddress,
  formatDate,
  formatDateTime,
  formatPhone,
  formatUuid,
  SummaryList,
  type SummaryRow,
} from '../../../ui/index.ts'
import { monthWords, nameWords, type Person } from './person-words.ts'

export function AboutPerson({ person }: { readonly person: Person }) {
  const { uuids, names, dateOfBirth, nationalInsurance, mobiles, emails, addresses, entry, deletedCases } = person
  const rows: SummaryRow[] = [
    ...uuids.map((uuid) => ({
      key: 'UUID',
      value: <span className="desk-mono">{formatUuid(uuid)}</span>,
      action: <CopyButton value={uuid} label="UUID" />,
    })),
    ...names
      .slice(1)
      .map(({ name, at }) => ({ key: 'Earlier name', value: `${nameWords(name)}, until after ${formatDate(at.slice(0, 10))}` })),
    ...(dateOfBirth ? [{ key: 'Date of birth', value: formatDate(dateOfBirth) }] : []),
    ...(nationalInsurance
      ? [{ key: 'National Insurance number', value: <span className="desk-mono">{formatNationalInsuranceNumber(nationalInsurance)}</span> }]
      : []),
    ...mobiles.map(({ mobile, confirmed }) => ({
      key: 'Mobile',
      value: confirmed
        ? `${formatPhone(mobile)}, confirmed on the call ${formatDateTime(confirmed.at)} (${confirmed.from})`
        : `${formatPhone(mobile)}, not confirmed`,
    })),
    ...emails.map(({ email }) => ({ key: 'Email', value: <EmailAddress address={email} /> })),
    ...addresses.map(({ address, at }, index) => ({
      key: index === 0 ? 'Address' : `Earlier address, ${formatDate(at.slice(0, 10))}`,
      value: addressLines({ name: '', address })
        .map(({ text }) => text)
        .filter(Boolean)
        .join(', '),
    })),
    ...(entry?.organisation ? [{ key: 'Organisation', value: `${entry.organisation.name} (${entry.organisation.odsCode})` }] : []),
    ...(entry?.note ? [{ key: 'Note', value: entry.note }] : []),
    ...deletedCases.map(({ caseReference, month }) => ({
      key: 'Deleted case',
      value: `${caseReference}, deleted in ${monthWords(month)}`,
    })),
  ]
  return (
    <div className="desk-card">
      <h2 className="nhsuk-heading-s">Who they are</h2>
      <SummaryList rows={withDistinctKeys(rows)} />
    </div>
  )
}

/** The list draws a row for each key: a second mobile is `Mobile 2`. */
function withDistinctKeys(rows: readonly SummaryRow[]): SummaryRow[] {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const count = (seen.get(row.key) ?? 0) + 1
    seen.set(row.key, count)
    return count === 1 ? row : { ...row, key: `${row.key} ${count}` }
  })
}
