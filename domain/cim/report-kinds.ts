/**
 * The four kinds of report that Care Identity Management (CIM) exports, and what RA Desk reads of each. No public page shows the exact column
 * names, so several known spellings of each are listed here as data; a heading that is not recognised is mapped by the agent.
 */

export const reportKinds = ['users', 'requests', 'smartcards', 'authenticators'] as const
export type ReportKind = (typeof reportKinds)[number]

export const reportKindWords: Readonly<Record<ReportKind, string>> = {
  users: 'Users',
  requests: 'Requests',
  smartcards: 'Smartcards',
  authenticators: 'Authenticators',
}

/** What a column can hold. Other columns are neither read nor kept. */
export const reportFields = [
  'uuid',
  'name',
  'given',
  'family',
  'email',
  'hasEmail',
  'hasMobile',
  'organisation',
  'odsCodes',
  'status',
  'serial',
  'cardType',
  'authenticatorType',
  'requestId',
  'requestType',
  'startsOn',
  'endsOn',
] as const
export type ReportField = (typeof reportFields)[number]

export const fieldWords: Readonly<Record<ReportField, string>> = {
  uuid: 'UUID',
  name: 'Whole name',
  given: 'Given names',
  family: 'Family name',
  email: 'Email address',
  hasEmail: 'Has an email address',
  hasMobile: 'Has a mobile number',
  organisation: 'Organisation',
  odsCodes: 'ODS codes',
  status: 'Status',
  serial: 'Serial number',
  cardType: 'Card type',
  authenticatorType: 'Authenticator type',
  requestId: 'Request number',
  requestType: 'Request type',
  startsOn: 'Start or issue date',
  endsOn: 'End or expiry date',
}

type Spellings = Partial<Record<ReportField, readonly string[]>>

/** Spellings that mean the same in every kind of report. Compared without case, spaces and punctuation. */
const everywhere: Spellings = {
  uuid: [
    'UUID',
    'User UUID',
    'UUID number',
    'User ID',
    'UID',
    'User identifier',
    'Smartcard UUID',
    'Unique user ID',
    'CIS UUID',
    'User (UUID)',
  ],
  name: [
    'Name',
    'Full name',
    'User name',
    'User full name',
    'Display name',
    'Name of user',
    'User',
    'Cardholder',
    'Cardholder name',
    'Registrant',
  ],
  given: ['First name', 'Given name', 'Given names', 'Forename', 'Forenames', 'First names', 'User first name'],
  family: ['Last name', 'Family name', 'Surname', 'User last name', 'User surname'],
  email: ['Email', 'Email address', 'E-mail', 'E-mail address', 'User email', 'Work email', 'Contact email', 'Primary email'],
  hasEmail: ['Has email', 'Has an email', 'Email held', 'Has email address', 'Has an email address', 'Email verified', 'Email (Y/N)'],
  hasMobile: ['Has mobile', 'Has a mobile', 'Mobile', 'Mobile number', 'Mobile phone', 'Mobile held', 'Has mobile number', 'Mobile (Y/N)'],
  organisation: ['Organisation', 'Organisation name', 'Org name', 'Employer', 'Parent organisation', 'Site name'],
  odsCodes: [
    'ODS code',
    'ODS',
    'ODS codes',
    'Organisation code',
    'Org code',
    'NACS code',
    'Site code',
    'Organisation ODS code',
    'Position organisations',
  ],
}

const ENDS = ['End date', 'Expiry date', 'Expires', 'Expires on', 'Expiry', 'Expiration date', 'Valid to', 'Valid until', 'Date of expiry']

/** Spellings of one kind only. `telling`: fields that a report of another kind does not have. */
const byKind: Readonly<Record<ReportKind, { readonly spellings: Spellings; readonly telling: readonly ReportField[] }>> = {
  users: {
    spellings: {
      status: ['Status', 'User status', 'Profile status', 'Account status'],
      startsOn: ['Created', 'Created on', 'Date created', 'Start date', 'Profile created', 'Registered on'],
      endsOn: ['Position expiry', 'Position expiry date', 'Position end date', 'End date'],
    },
    telling: ['hasEmail', 'hasMobile'],
  },
  requests: {
    spellings: {
      status: ['Status', 'Request status', 'Request state', 'State'],
      requestId: ['Request ID', 'Request number', 'Request reference', 'Request no', 'Request'],
      requestType: ['Request type', 'Type', 'Type of request'],
      startsOn: ['Created', 'Created on', 'Date created', 'Requested on', 'Request date', 'Raised on', 'Date raised', 'Submitted'],
    },
    telling: ['requestId', 'requestType'],
  },
  smartcards: {
    spellings: {
      status: ['Status', 'Smartcard status', 'Card status', 'State', 'Card state'],
      serial: [
        'Serial number',
        'Smartcard serial number',
        'Card serial number',
        'Serial',
        'Serial no',
        'Smartcard number',
        'Card number',
        'CSN',
        'Smartcard ID',
        'Card ID',
      ],
      cardType: ['Card type', 'Smartcard type', 'Type', 'Type of card', 'Manufacturer', 'Card manufacturer', 'Chip'],
      startsOn: ['Issued', 'Issued on', 'Issue date', 'Date issued', 'Start date', 'Valid from'],
      endsOn: [
        ...ENDS,
        'Certificate expiry',
        'Certificate expiry date',
        'Certificates expire',
        'Card expiry date',
        'Smartcard expiry date',
        'Cert expiry',
      ],
    },
    telling: ['serial', 'cardType'],
  },
  authenticators: {
    spellings: {
      status: ['Status', 'Authenticator status', 'State'],
      serial: ['Authenticator ID', 'Serial number', 'Serial', 'Identifier', 'Device ID', 'Authenticator serial number'],
      authenticatorType: ['Authenticator type', 'Authenticator', 'Type', 'Type of authenticator', 'Authenticator name', 'Device type'],
      startsOn: ['Registered', 'Registered on', 'Date registered', 'Issued on', 'Created', 'Start date', 'Added on'],
      endsOn: ENDS,
    },
    telling: ['authenticatorType'],
  },
}

/** Letters and digits only, in lower case, accents removed: what two spellings of one heading have in common. */
export function foldHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

const folded = new Map(
  reportKinds.map((kind) => {
    const fields = new Map<string, ReportField>()
    for (const spellings of [byKind[kind].spellings, everywhere])
      for (const [field, list] of Object.entries(spellings) as [ReportField, readonly string[]][])
        for (const spelling of list) if (!fields.has(foldHeading(spelling))) fields.set(foldHeading(spelling), field)
    return [kind, fields] as const
  }),
)

/** What a column with this heading holds in a report of this kind, when its heading is a known one. */
export const findKnownField = (kind: ReportKind, heading: string): ReportField | undefined => folded.get(kind)!.get(foldHeading(heading))

export const tellingFields = (kind: ReportKind): readonly ReportField[] => byKind[kind].telling

/** What a report of this kind can have: the agent maps a column to one of these. */
export const fieldsOfKind = (kind: ReportKind): readonly ReportField[] =>
  reportFields.filter((field) => field in everywhere || (byKind[kind].spellings[field]?.length ?? 0) > 0)

/** Every known spelling, for the help and the tests. */
export const spellingsOf = (kind: ReportKind, field: ReportField): readonly string[] =>
  byKind[kind].spellings[field] ?? everywhere[field] ?? []
