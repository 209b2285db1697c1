/** Reports of CIM for tests: the small ones of `test/fixtures/cim`, and large ones that are made. Everyone in them is invented. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReportRow } from '../../domain/cim/report-row.ts'
import type { ReportFile } from '../../main/cim/read-report-file.ts'
import { root } from './checks.ts'

export const cimFixtures = {
  users: 'users_2026-11-28.csv',
  smartcards: 'smartcards 28-11-2026.csv',
  authenticators: 'authenticators.csv',
  requests: 'requests.csv',
} as const

export const cimFixture = (kind: keyof typeof cimFixtures): Buffer => readFileSync(join(root, 'test/fixtures/cim', cimFixtures[kind]))

export const uuidOf = (number: number): string => String(555_000_000_000 + number)
const nameOf = (number: number): string => `${['Angharad', 'Bo', 'Cleo', 'Dilys'][number % 4]!},Sample${number}`

export function largeUsersReport(persons: number): Buffer {
  const rows = Array.from(
    { length: persons },
    (_, index) =>
      `${uuidOf(index)},${nameOf(index)},person${index}@example.nhs.uk,${index % 3 === 0 ? 'No' : 'Yes'},Active,Invented Trust ${index % 40},RA${index % 10}`,
  )
  return Buffer.from(['UUID,First name,Last name,Email,Has mobile,Status,Organisation,ODS code', ...rows].join('\r\n'))
}

/** Every tenth card ends within 90 days of `today`, every hundredth person has two active cards. */
export function largeSmartcardsReport(persons: number, today = '2026-11-30'): Buffer {
  const soon = new Date(`${today}T12:00:00Z`).getTime()
  const dayOf = (days: number) => new Date(soon + days * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/')
  const rows = Array.from({ length: persons }, (_, index) => {
    const ends = dayOf(index % 10 === 0 ? index % 91 : 200 + (index % 600))
    const card = (serial: number) => `${uuidOf(index)},${nameOf(index).replace(',', ' ')},${serial},PIV,Active,${dayOf(-400)},${ends}`
    return index % 100 === 0 ? `${card(42_000_000 + index)}\r\n${card(52_000_000 + index)}` : card(42_000_000 + index)
  })
  return Buffer.from(['UUID,Name,Serial number,Card type,Status,Issue date,Expiry date', ...rows].join('\r\n'))
}

export const rowsOf = ({ pieces }: Pick<ReportFile, 'pieces'>): readonly ReportRow[] =>
  pieces.flatMap((piece) => JSON.parse(new TextDecoder().decode(piece)) as ReportRow[])
