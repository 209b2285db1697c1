/**
 * What an organisation decides for its workstations, value by value: what may be written, what counts without it, and which change takes
 * protection away. Two files may say it: one for the whole machine, which only an administrator can write, and one of the user's own; the
 * machine's beats the user's (`resolve-policy.ts`). `settle-policy.ts` compares what they ask for with what was agreed before.
 */
import { z } from 'zod'

export type PolicyName =
  | 'idleMinutes'
  | 'callIdleMinutes'
  | 'absoluteLockHours'
  | 'kdfMemoryMiB'
  | 'kdfIterations'
  | 'evidenceDays'
  | 'passcodeDays'
  | 'caseDays'
  | 'cimReportDays'
  | 'entryDays'
  | 'keepLongerDays'
  | 'twoAgentRelease'
  | 'passcodeReleases'
  | 'mobileCarryDays'
  | 'exportsAllowed'
  | 'backupFolder'
  | 'editionSigner'
  | 'printerHosts'
export type PolicyValue = boolean | number | string | null
export type PolicySource = 'default' | 'user' | 'machine'

/**
 * Which change of a value takes protection away. `later`: a longer period, or none. `another-or-none`: any change of what is set.
 * `another`: anything set that was not set before. `more`: an entry that was not in the list before.
 */
type WeakerWhen = 'higher' | 'lower' | 'off' | 'on' | 'later' | 'another-or-none' | 'another' | 'more'

interface Rule {
  readonly schema: z.ZodType
  readonly initial: PolicyValue
  /** In force while a policy file cannot be read, unless a stricter value was in force before. */
  readonly strict: PolicyValue
  readonly weakerWhen: WeakerWhen
  readonly title: string
  /** What may be written, in words. */
  readonly allowed: string
  /** Where the initial value and the limits come from. */
  readonly because: string
}

const whole = (from: number, to: number) => z.number().int().min(from).max(to)
const noPeriod =
  'No national period for RA evidence was found, so none is invented: the RA manager decides (UK GDPR article 5(1)(c) and (e)).'

export const policyRules: Readonly<Record<PolicyName, Rule>> = {
  idleMinutes: {
    schema: whole(2, 15),
    initial: 5,
    strict: 5,
    weakerWhen: 'higher',
    title: 'Minutes without use before RA Desk locks',
    allowed: 'a whole number from 2 to 15',
    because: 'RA Desk’s own choice: short enough for an empty desk. Keyboard and mouse count in every program, where the system can tell.',
  },
  callIdleMinutes: {
    schema: whole(5, 60),
    initial: 30,
    strict: 30,
    weakerWhen: 'higher',
    title: 'Minutes without use before RA Desk locks during a video call',
    allowed: 'a whole number from 5 to 60',
    because:
      'RA Desk’s own choice: an agent who talks to a registrant for 20 minutes may not type. A call begins with its first code, and ends with its outcome or an hour after the last code.',
  },
  absoluteLockHours: {
    schema: whole(1, 12),
    initial: 3,
    strict: 3,
    weakerWhen: 'higher',
    title: 'Locks even when in use, after hours',
    allowed: 'a whole number from 1 to 12',
    because: 'RA Desk’s own choice: keys are in memory for less than half a working day.',
  },
  /** RFC 9106 section 4, second recommended choice for this and the next. In MiB. */
  kdfMemoryMiB: {
    schema: whole(64, 512),
    initial: 64,
    strict: 64,
    weakerWhen: 'lower',
    title: 'Passphrase protection: memory for each sign-in, in MB',
    allowed: 'a whole number from 64 to 512',
    because:
      'It makes guessing a passphrase slow. As the standard for passphrases recommends, never less; more also makes signing in slower.',
  },
  kdfIterations: {
    schema: whole(3, 12),
    initial: 3,
    strict: 3,
    weakerWhen: 'lower',
    title: 'Passphrase protection: passes over that memory',
    allowed: 'a whole number from 3 to 12',
    because: 'As the standard for passphrases recommends, never less.',
  },
  evidenceDays: {
    schema: whole(0, 3_650).nullable(),
    initial: null,
    strict: null,
    weakerWhen: 'later',
    title: 'Scans and photographs are deleted, days after identity was confirmed',
    allowed: 'a whole number from 0 to 3650, or null for not decided',
    because: `${noPeriod} For comparison: copies of voters’ documents are kept for 28 working days (SI 2022/1382, regulation 14).`,
  },
  passcodeDays: {
    schema: whole(1, 365).nullable(),
    initial: null,
    strict: null,
    weakerWhen: 'later',
    title: 'A passcode that was never released is destroyed, days after it was made',
    allowed: 'a whole number from 1 to 365, or null for not decided',
    because: 'A released passcode is destroyed at once. A card whose envelope never arrived has to be replaced anyway.',
  },
  caseDays: {
    schema: whole(30, 36_500).nullable(),
    initial: null,
    strict: null,
    weakerWhen: 'later',
    title: 'Whole cases are deleted, days after they were closed',
    allowed: 'a whole number from 30 to 36500, or null for not decided',
    because: noPeriod,
  },
  cimReportDays: {
    schema: whole(1, 3_650).nullable(),
    initial: 90,
    strict: 90,
    weakerWhen: 'later',
    title: 'Rows of a report of CIM are deleted, days after the day of the report',
    allowed: 'a whole number from 1 to 3650, or null for not decided',
    because: 'RA Desk’s own choice: differences are shown for what ends within 90 days, and CIM can export the report again.',
  },
  entryDays: {
    schema: whole(30, 36_500).nullable(),
    initial: null,
    strict: null,
    weakerWhen: 'later',
    title: 'Short entries of people without a case are deleted, days after they were last changed',
    allowed: 'a whole number from 30 to 36500, or null for not decided',
    because: noPeriod,
  },
  keepLongerDays: {
    schema: whole(0, 3_650),
    initial: 0,
    strict: 0,
    weakerWhen: 'higher',
    title: 'An agent may keep something longer than that, with a reason, for days',
    allowed: 'a whole number from 0 to 3650; 0 means never',
    because: 'Not allowed until the RA manager decides so. An RA manager can always stop a whole case from being deleted.',
  },
  twoAgentRelease: {
    schema: z.boolean(),
    initial: false,
    strict: true,
    weakerWhen: 'off',
    title: 'A second agent is needed before a passcode is texted',
    allowed: 'true or false',
    because: 'One person alone cannot release a passcode. Needs two agents at work.',
  },
  passcodeReleases: {
    schema: whole(1, 5),
    initial: 2,
    strict: 1,
    weakerWhen: 'higher',
    title: 'Passcode of one card may be texted or shown, times in all',
    allowed: 'a whole number from 1 to 5',
    because: 'RA Desk’s own choice: once, and once more with a reason if the text did not arrive. After that the card is replaced.',
  },
  mobileCarryDays: {
    schema: whole(0, 3_650),
    initial: 365,
    strict: 0,
    weakerWhen: 'higher',
    title: 'A mobile that was confirmed on a call may be used again for a replacement card, for days',
    allowed: 'a whole number from 0 to 3650; 0 means never',
    because: 'RA Desk’s own choice: numbers change hands. The number must be the same, and an agent can always confirm it again.',
  },
  exportsAllowed: {
    schema: z.boolean(),
    initial: true,
    strict: false,
    weakerWhen: 'on',
    title: 'Lists and the record may be saved for spreadsheets and other systems',
    allowed: 'true or false',
    because: 'Labels, posting lists for printing and the recovery sheet are not exports.',
  },
  backupFolder: {
    schema: z
      .string()
      .max(400)
      .regex(/^(?:[A-Za-z]:[\\/]|\\\\[^\\]+\\[^\\]+|\/)[^\0\n\r]*$/)
      .nullable(),
    initial: null,
    strict: null,
    weakerWhen: 'another-or-none',
    title: 'Where backups go',
    allowed: 'the whole path of a folder, without variables such as %USERPROFILE%, or null for any folder',
    because: 'Another disk than the one with the cases.',
  },
  editionSigner: {
    schema: z
      .string()
      .regex(/^[A-Za-z0-9+/]{43}=$/)
      .nullable(),
    initial: null,
    strict: null,
    weakerWhen: 'another',
    title: 'Service provider’s signing key for editions of the guidance',
    allowed: 'the public key that the service provider gives out, 44 characters, or null for no imports',
    because: 'An RA manager imports only what the service provider signed. Without a key, only the editions that RA Desk brings are used.',
  },
  printerHosts: {
    schema: z
      .string()
      .max(1_000)
      .refine((list) => listHosts(list).length > 0 && listHosts(list).every(isHost))
      .nullable(),
    initial: null,
    strict: null,
    weakerWhen: 'more',
    title: 'Card printers outside this computer and the private network',
    allowed: 'host names, addresses or ranges of addresses with spaces between them, or null for none',
    because:
      'Pictures of cards go to the printer. Private ranges are those of RFC 1918, RFC 4193, link-local addresses and names in .local.',
  },
}

/** Entries of `printerHosts`, in lower case. */
export const listHosts = (list: string | null): readonly string[] =>
  (list ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
const host = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.hostname()])
function isHost(entry: string): boolean {
  return host.safeParse(entry).success
}

export const policyNames = Object.keys(policyRules) as PolicyName[]

export interface Policy {
  readonly idleMinutes: number
  /** While a video call is on. A number below `idleMinutes` counts as `idleMinutes`. */
  readonly callIdleMinutes: number
  readonly absoluteLockHours: number
  readonly kdfMemoryMiB: number
  readonly kdfIterations: number
  /** Days, or null if not decided: nothing is deleted then. */
  readonly evidenceDays: number | null
  readonly passcodeDays: number | null
  readonly caseDays: number | null
  readonly cimReportDays: number | null
  readonly entryDays: number | null
  /** How long an agent may postpone deletion, in days; 0: not at all. */
  readonly keepLongerDays: number
  readonly twoAgentRelease: boolean
  /** How often the passcode of one card may be texted or shown for the work phone, in all. */
  readonly passcodeReleases: number
  /** For how many days a confirmed mobile may be used again for a replacement; 0: never. */
  readonly mobileCarryDays: number
  readonly exportsAllowed: boolean
  readonly backupFolder: string | null
  /** Ed25519 public key, 32 bytes in base64. */
  readonly editionSigner: string | null
  /** Beyond this computer and the private ranges; see `listHosts`. */
  readonly printerHosts: string | null
}

const weaker: Readonly<Record<WeakerWhen, (value: PolicyValue, than: PolicyValue) => boolean>> = {
  higher: (value, than) => Number(value) > Number(than),
  lower: (value, than) => Number(value) < Number(than),
  off: (value, than) => than === true && value !== true,
  on: (value, than) => than !== true && value === true,
  later: (value, than) => than !== null && (value === null || Number(value) > Number(than)),
  'another-or-none': (value, than) => than !== null && value !== than,
  another: (value, than) => value !== null && value !== than,
  more: (value, than) => listHosts(value as string | null).some((entry) => !listHosts(than as string | null).includes(entry)),
}

/** Whether `value` protects less than `than`. */
export const isWeakerPolicy = (name: PolicyName, value: PolicyValue, than: PolicyValue): boolean =>
  weaker[policyRules[name].weakerWhen](value, than)

/** `first` unless `second` protects as much or more. */
export const stricterOf = (name: PolicyName, first: PolicyValue, second: PolicyValue): PolicyValue =>
  isWeakerPolicy(name, second, first) ? first : second
