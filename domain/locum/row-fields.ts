/** What a list may say of a person. In a file of its own: the contract names the fields, and must not load what reads them. */
export const rowFields = [
  'name',
  'uuid',
  'mobile',
  'registerNumber',
  'registerChecked',
  'reason',
  'sponsor',
  'organisations',
  'grantedBy',
  'grantedOn',
  'reviewBy',
  'endsOn',
  'longerBecause',
  'secondBecause',
  'revokedOn',
  'revokedBy',
  'revokedHow',
  'reference',
] as const
export type RowField = (typeof rowFields)[number]
