/**
 * The support report: what a support team needs to find a fault, as one text that the agent reads before it is saved. It is put together from
 * numbers, codes and RA Desk's own words. Names that people or makers gave (printers, folders, hosts) are counted or left out, and each line is
 * looked at once more for what has the form of a number of a person.
 */
import type { SafeLog } from './log-lines.ts'
import { policyNames, type Policy, type PolicyName, type PolicySource } from './policy.ts'

export interface SupportFacts {
  /** ISO instant. */
  readonly made: string
  readonly program: { readonly version: string; readonly shell: string; readonly phase: string; readonly practice: boolean }
  /** Of Node, Electron, Chromium: as they name themselves. */
  readonly versions: Readonly<Record<string, string | undefined>>
  readonly computer: {
    readonly platform: string
    readonly release: string
    readonly architecture: string
    readonly processors: number
    readonly memoryBytes: number
  }
  readonly checks: readonly { readonly id: string; readonly state: string; readonly title: string; readonly message: string }[]
  readonly devices: {
    readonly reader: {
      readonly kind: string
      readonly service: string
      readonly readers: readonly { readonly name: string; readonly card: string }[]
    }
    readonly printers: readonly { readonly state: string; readonly address?: string | undefined }[]
    readonly modem: { readonly state: string }
  }
  readonly policy: {
    readonly values: Policy
    readonly sources: Readonly<Record<PolicyName, PolicySource>>
    readonly held: readonly string[]
    readonly problems: number
  }
  readonly folder: readonly { readonly name: string; readonly files: number; readonly bytes: number }[]
  /** Rows by table, while unlocked. */
  readonly counts: Readonly<Record<string, number>>
  /** Codes of what was not in order when the files were opened, while unlocked. */
  readonly findings: readonly string[]
  readonly log: SafeLog
}

/** These checks speak in RA Desk's own words alone. Others repeat what a device or a person called a thing. */
const ownWords: ReadonlySet<string> = new Set(['shell', 'key-store', 'disk', 'data-folder', 'clock'])
/** Places and hosts may carry a name. */
const secretPolicy: ReadonlySet<PolicyName> = new Set(['backupFolder', 'editionSigner', 'printerHosts'])
const makers =
  /\b(?:ACS|ACR\d{2,4}\w?|Alcor|Broadcom|Cherry|CardMan|Dell|Evolis|Fargo|Gemalto|Gemplus|HID|HP|IDBridge|IDEMIA|Identiv|Ingenico|Lenovo|Omnikey|OMNIKEY|Realtek|SCM|SCR\d{2,4}\w?|Thales|uTrust|Virtual|Vasco|Yubico|YubiKey|CCID|Contact|Contactless|Smart|Card|Reader|USB|PCD)\b/g

/** Of a reader's name the words of makers and models; serial numbers are not among them. */
const modelOf = (name: string): string => (name.match(makers) ?? []).join(' ') || 'another model'

const policyValue = (name: PolicyName, values: Policy): string => {
  const value = values[name]
  if (secretPolicy.has(name)) return value === null ? 'not set' : 'set (not shown)'
  return value === null ? 'not set' : String(value)
}

/** What has the form of a UUID of NHS smartcards, a phone number, a National Insurance number, an email address or a path of an account. */
const personal = /\d{9,}|\+?\d(?:[ ]?\d){9,}|\b[A-Z]{2} ?(?:\d\d ?){3}[A-D]\b|\S@\S|[/\\](?:home|Users)[/\\]|[A-Za-z]:\\/

/** `privateWords`: the names of the account and of the computer. */
export function writeSupportReport(facts: SupportFacts, privateWords: readonly string[]): string {
  const hidden = privateWords.map((word) => word.toLowerCase()).filter((word) => word.length >= 3)
  return [
    ...programPart(facts),
    ...checksPart(facts),
    ...policyPart(facts),
    ...dataPart(facts),
    ...logPart(facts),
    'It holds no names, numbers of people, passcodes, card traffic or paths.',
    '',
  ]
    .map((line) => {
      const words = line.toLowerCase()
      return personal.test(line) || hidden.some((word) => words.includes(word)) ? '(line left out)' : line
    })
    .join('\n')
}

function programPart({ made, program, versions, computer }: SupportFacts): string[] {
  const own = Object.entries(versions).flatMap(([name, version]) => (version === undefined ? [] : [`${name} ${version}`]))
  return [
    `RA Desk ${program.version}, support report of ${made}`,
    '',
    `Shell: ${program.shell}${program.practice ? ', practice' : ''}, ${program.phase}`,
    `Versions: ${own.join(', ')}`,
    `Computer: ${computer.platform} ${computer.release}, ${computer.architecture}, ${computer.processors} processors, ${toGibibytes(computer.memoryBytes)} GiB`,
    '',
  ]
}

function checksPart({ checks, devices: { reader, printers, modem } }: SupportFacts): string[] {
  return [
    'CHECKS',
    ...checks.map(({ id, state, title, message }) => (ownWords.has(id) ? `${state}: ${title}: ${message}` : `${state}: ${id}`)),
    `Readers: ${reader.kind}, service ${reader.service}, ${reader.readers.length} found`,
    ...reader.readers.map(({ name, card }, index) => `Reader ${index + 1}: ${modelOf(name)}, card ${card}`),
    `Printers: ${printers.length} found`,
    ...printers.map(
      ({ state, address }, index) => `Printer ${index + 1}: ${address === undefined ? 'of the system' : 'by its own address'}, ${state}`,
    ),
    `Modem: ${modem.state}`,
    '',
  ]
}

function policyPart({ policy: { values, sources, held, problems } }: SupportFacts): string[] {
  return [
    'POLICY IN FORCE',
    ...policyNames.map((name) => `${name}: ${policyValue(name, values)} (${sources[name]}${held.includes(name) ? ', held' : ''})`),
    `Values or files that were not taken: ${problems}`,
    '',
  ]
}

function dataPart({ folder, counts, findings }: SupportFacts): string[] {
  const rows = Object.entries(counts)
  return [
    'DATA FOLDER',
    ...folder.map(({ name, files, bytes }) => `${name}: ${files} files, ${Math.ceil(bytes / 1_024)} kB`),
    rows.length === 0 ? 'Rows: not counted while locked' : `Rows: ${rows.map(([table, count]) => `${table} ${count}`).join(', ')}`,
    `Findings at sign-in: ${findings.length === 0 ? 'none' : findings.join(', ')}`,
    '',
  ]
}

const logPart = ({ log: { lines, leftOut } }: SupportFacts): string[] => [
  'LOG',
  ...lines,
  ...(lines.length === 0 ? ['Nothing was logged.'] : []),
  ...(leftOut > 0 ? [`Lines left out: ${leftOut}`] : []),
  '',
]

const toGibibytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1)
