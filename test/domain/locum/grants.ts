/** Invented grants of the National Locum log. */
import type { LocumEvent, LocumGrant } from '../../../domain/locum/events.ts'

export const grant: LocumGrant = {
  name: 'Invented Pharmacist',
  uuid: '555000111222',
  registerNumber: '2000001',
  reason: 'Covers a pharmacy that would close',
  sponsor: 'Sample Sponsor',
  organisations: ['FZZ01'],
  grantedBy: 'Sample Agent',
  grantedOn: '2026-11-01',
  reviewBy: '2027-03-01',
  endsOn: '2027-10-31',
}
export const granted: LocumEvent = { kind: 'granted', grant, source: 'log' }
export const revocation = { on: '2026-11-20', by: 'Sample Agent', how: 'cim-batch', reference: 'REQ-1' } as const
export const revoked: LocumEvent = { kind: 'revoked', ...revocation }
export const review = { on: '2026-11-20', reviewBy: '2027-05-01', endsOn: '2027-10-31' } as const
