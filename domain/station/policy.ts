/**
 * What an organisation decides for its workstations. Two files may say it: one for the whole machine, which only an administrator can
 * write, and one of the user's own; the machine's beats the user's, value by value. A value that is not allowed is left out and said.
 */
import { findJson } from '../find-json.ts'
import { z } from 'zod'

export type PolicyName =
  | 'idleMinutes'
  | 'absoluteLockHours'
  | 'kdfMemoryMiB'
  | 'kdfIterations'
  | 'evidenceDays'
  | 'passcodeDays'
  | 'caseDays'
  | 'keepLongerDays'
  | 'twoAgentRelease'
  | 'passcodeReleases'
  | 'exportsAllowed'
  | 'backupFolder'
  | 'editionSigner'
export type PolicySource = 'default' | 'user' | 'machine'

interface Rule {
  readonly schema: z.ZodType
  readonly initial: boolean | number | string | null
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
    title: 'Locks when not in use, after minutes',
    allowed: 'a whole number from 2 to 15',
    because: 'RA Desk’s own choice: short enough for an empty desk, long enough not to interrupt a video call.',
  },
  absoluteLockHours: {
    schema: whole(1, 12),
    initial: 3,
    title: 'Locks even when in use, after hours',
    allowed: 'a whole number from 1 to 12',
    because: 'RA Desk’s own choice: keys are in memory for less than half a working day.',
  },
  /** RFC 9106 section 4, second recommended choice for this and the next. In MiB. */
  kdfMemoryMiB: {
    schema: whole(64, 512),
    initial: 64,
    title: 'Memory that each guess at a passphrase needs, in MB',
    allowed: 'a whole number from 64 to 512',
    because: 'As the standard for passphrases recommends, never less. More slows down an attacker and makes signing in slower.',
  },
  kdfIterations: {
    schema: whole(3, 12),
    initial: 3,
    title: 'Passes over that memory for each guess',
    allowed: 'a whole number from 3 to 12',
    because: 'As the standard for passphrases recommends, never less.',
  },
  evidenceDays: {
    schema: whole(0, 3_650).nullable(),
    initial: null,
    title: 'Scans and photographs are deleted, days after identity was confirmed',
    allowed: 'a whole number from 0 to 3650, or null for not decided',
    because: `${noPeriod} For comparison: copies of voters’ documents are kept for 28 working days (SI 2022/1382, regulation 14).`,
  },
  passcodeDays: {
    schema: whole(1, 365).nullable(),
    initial: null,
    title: 'A passcode that was never released is destroyed, days after it was made',
    allowed: 'a whole number from 1 to 365, or null for not decided',
    because: 'A released passcode is destroyed at once. A card whose envelope never arrived has to be replaced anyway.',
  },
  caseDays: {
    schema: whole(30, 36_500).nullable(),
    initial: null,
    title: 'Whole cases are deleted, days after they were closed',
    allowed: 'a whole number from 30 to 36500, or null for not decided',
    because: noPeriod,
  },
  keepLongerDays: {
    schema: whole(0, 3_650),
    initial: 0,
    title: 'An agent may keep something longer than that, with a reason, for days',
    allowed: 'a whole number from 0 to 3650; 0 means never',
    because: 'Not allowed until the RA manager decides so. An RA manager can always stop a whole case from being deleted.',
  },
  twoAgentRelease: {
    schema: z.boolean(),
    initial: false,
    title: 'A second agent is needed before a passcode is texted',
    allowed: 'true or false',
    because: 'One person alone cannot release a passcode. Needs two agents at work.',
  },
  passcodeReleases: {
    schema: whole(1, 5),
    initial: 2,
    title: 'Passcode of one card may be texted or shown, times in all',
    allowed: 'a whole number from 1 to 5',
    because: 'RA Desk’s own choice: once, and once more with a reason if the text did not arrive. After that the card is replaced.',
  },
  exportsAllowed: {
    schema: z.boolean(),
    initial: true,
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
    title: 'Where backups go',
    allowed: 'the whole path of a folder, or null',
    because: 'Another disk than the one with the cases.',
  },
  editionSigner: {
    schema: z
      .string()
      .regex(/^[A-Za-z0-9+/]{43}=$/)
      .nullable(),
    initial: null,
    title: 'Service provider’s signing key for editions of the guidance',
    allowed: 'the public key that the service provider gives out, 44 characters, or null for no imports',
    because: 'An RA manager imports only what the service provider signed. Without a key, only the editions that RA Desk brings are used.',
  },
}
export const policyNames = Object.keys(policyRules) as PolicyName[]

export interface Policy {
  readonly idleMinutes: number
  readonly absoluteLockHours: number
  readonly kdfMemoryMiB: number
  readonly kdfIterations: number
  /** Days, or null if not decided: nothing is deleted then. */
  readonly evidenceDays: number | null
  readonly passcodeDays: number | null
  readonly caseDays: number | null
  /** How long an agent may postpone deletion, in days; 0: not at all. */
  readonly keepLongerDays: number
  readonly twoAgentRelease: boolean
  /** How often the passcode of one card may be texted or shown for the work phone, in all. */
  readonly passcodeReleases: number
  readonly exportsAllowed: boolean
  readonly backupFolder: string | null
  /** Ed25519 public key, 32 bytes in base64. */
  readonly editionSigner: string | null
}

/** Something in a policy file that was not taken. */
export interface PolicyProblem {
  readonly source: 'user' | 'machine'
  /** Name of the value when it is one of ours; what else the file holds is not repeated. */
  readonly name: PolicyName | undefined
  readonly message: string
}

export interface ResolvedPolicy {
  readonly policy: Policy
  readonly sources: Readonly<Record<PolicyName, PolicySource>>
  readonly problems: readonly PolicyProblem[]
}

/** What a file holds: its text, nothing when there is none, or that it could not be read. */
export type PolicyText = { readonly text: string } | { readonly unreadable: true } | undefined

const LARGEST_TEXT = 64 * 1024

export function resolvePolicy(files: { readonly machine: PolicyText; readonly user: PolicyText }): ResolvedPolicy {
  const policy: Record<string, unknown> = Object.fromEntries(policyNames.map((name) => [name, policyRules[name].initial]))
  const sources = Object.fromEntries(policyNames.map((name) => [name, 'default'])) as Record<PolicyName, PolicySource>
  const problems: PolicyProblem[] = []
  for (const source of ['user', 'machine'] as const) {
    const values = readValues(files[source], (name, message) => {
      problems.push({ source, name, message })
    })
    for (const [name, value] of values) {
      policy[name] = value
      sources[name] = source
    }
  }
  return { policy: policy as unknown as Policy, sources, problems }
}

function readValues(file: PolicyText, problem: (name: PolicyName | undefined, message: string) => void): [PolicyName, unknown][] {
  if (file === undefined) return []
  if ('unreadable' in file) {
    problem(undefined, 'The file could not be read, so nothing in it counts.')
    return []
  }
  const read = parse(file.text)
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    problem(undefined, 'The file is not written as a policy file must be, so nothing in it counts. Compare it with the example file.')
    return []
  }
  const values: [PolicyName, unknown][] = []
  for (const [name, value] of Object.entries(read)) {
    if (name === '$comment') continue
    if (!isPolicyName(name)) {
      problem(undefined, 'The file names a value that this version does not know. It was left out.')
      continue
    }
    const checked = policyRules[name].schema.safeParse(value)
    if (checked.success) values.push([name, checked.data])
    else problem(name, `“${policyRules[name].title}” must be ${policyRules[name].allowed}. What the file says was left out.`)
  }
  return values
}

const isPolicyName = (name: string): name is PolicyName => Object.hasOwn(policyRules, name)

function parse(text: string): unknown {
  return text.length > LARGEST_TEXT ? undefined : findJson(text.replace(/^\uFEFF/, ''))
}
