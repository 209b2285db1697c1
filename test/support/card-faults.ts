/**
 * A fault at every command of a personalisation, what each ends in, and what is wrong about that: the table that the issue asks for.
 * Used by the tests (which want no case wrong) and by `npm run bench -- card-faults` (which prints it).
 */
import { X509Certificate } from 'node:crypto'
import { formatHex, fromBase64, toHex } from '../../domain/bytes.ts'
import { publicKeyOf } from '../../native/card/check-certificate.ts'
import { personalise, type JournalEntry, type PersonalisationOutcome } from '../../native/card/personalise.ts'
import { steps, type StepName } from '../../native/card/personalise-steps.ts'
import { algorithms, padReferenceData, type ManagementAlgorithm } from '../../native/card/piv.ts'
import type { PersonalisationPlan } from '../../native/card/plan.ts'
import { cardProfiles, type CardProfile } from '../../native/card/profile.ts'
import { readPath } from '../../native/card/tlv.ts'
import { blankCard, type VirtualCardState } from '../../native/card/virtual-card-state.ts'
import type { CardConnection } from '../../native/ports.ts'
import { readerFailure } from '../../native/reader-failure.ts'
import { createVirtualReader, type ReaderFault } from '../../native/reader/virtual-reader.ts'
import { createTestAuthority } from './card-authority.ts'
import { now, random, sampleJpeg, samplePlan } from './cards.ts'

export const faultNames = [
  'pulled',
  'answer lost',
  'muted',
  'short answer',
  'reader gone',
  'service stopped',
  '6F00',
  '6982',
  '6581',
  '9F77',
  'killed before',
  'killed after',
] as const
export type FaultName = (typeof faultNames)[number]

const readerFaults: Readonly<Partial<Record<FaultName, ReaderFault>>> = {
  pulled: { kind: 'removed' },
  'answer lost': { kind: 'answer-lost' },
  muted: { kind: 'mute' },
  'short answer': { kind: 'short' },
  'service stopped': { kind: 'service-stopped' },
  '6F00': { kind: 'status', sw: '6F00' },
  '6982': { kind: 'status', sw: '6982' },
  '6581': { kind: 'status', sw: '6581' },
  '9F77': { kind: 'status', sw: '9F77' },
}

export interface FaultSetUp {
  readonly name: string
  readonly card: VirtualCardState
  readonly plan: PersonalisationPlan
  readonly profile: CardProfile
}

/** From a master that exists in tests only. */
export function testManagementKey({ serial, algorithm }: { readonly serial: string; readonly algorithm: ManagementAlgorithm }): Uint8Array {
  const length = { [algorithms.tripleDes]: 24, [algorithms.aes128]: 16, [algorithms.aes192]: 24, [algorithms.aes256]: 32 }[algorithm]
  return Uint8Array.from({ length }, (_, index) => (((Number.parseInt(serial, 16) % 0xffff) + index * 37) * 2) & 0xfe)
}

const authority = createTestAuthority()
const everything = samplePlan({
  facialImage: sampleJpeg(1200),
  nextManagementKey: testManagementKey,
  certificate: { kind: 'authority', issue: (request) => authority.issue(request) },
})

/** The default profile with everything asked of it; a plain card, known by its chip, that has no extension but the change of its management key; one that has its own ideas of length. */
export const setUps = {
  default: {
    name: 'default profile, everything asked for',
    card: blankCard({ serial: 4242 }),
    plan: { ...everything, retries: { passcode: 5, puk: 6 } },
    profile: cardProfiles['piv-p256'],
  },
  plain: {
    name: 'plain PIV card: 3DES, chained, no extension but the key change, known by its chip',
    card: blankCard({
      serial: 4242,
      extendedLength: false,
      metadata: false,
      lacks: ['serial', 'version', 'set-retries'],
      tellsChip: true,
      managementAlgorithms: [3],
      listsAlgorithms: false,
      discovery: 'absent',
    }),
    plan: everything,
    profile: cardProfiles['piv-p256'],
  },
  particular: {
    name: 'answers of 255 bytes, commands up to 1300, AES-192 from the factory, P-384, self-signed',
    card: blankCard({
      serial: 4242,
      longestAnswer: 255,
      longestCommand: 1300,
      listsAlgorithms: false,
      discovery: 'writable',
      management: { algorithm: 10, key: '010203040506070801020304050607080102030405060708' },
    }),
    plan: { ...everything, certificate: { kind: 'self-signed' } },
    profile: cardProfiles['piv-p384'],
  },
} as const satisfies Record<string, FaultSetUp>

export interface Exchange {
  readonly command: Uint8Array
  /** Empty: no answer, or too short a one. */
  answer: Uint8Array
}

const isOk = ({ answer }: Exchange): boolean => answer.length >= 2 && answer.at(-2) === 0x90 && answer.at(-1) === 0x00
const starts = ({ command }: Exchange, ...header: readonly number[]): boolean =>
  header.every((byte, index) => byte < 0 || command[index] === byte)

/** Secrets that left for the card a second time though the first got no answer, or a no, and the card had not said in between that it did not take it. */
export function sentTwice(log: readonly Exchange[]): readonly string[] {
  const doubtful = new Map<string, string>()
  const twice: string[] = []
  for (const exchange of log) {
    const { command } = exchange
    const what = starts(exchange, 0, 0x24)
      ? `change ${formatHex(command.subarray(3, 4))}`
      : starts(exchange, 0, 0x20, 0) && command.length > 5
        ? 'change 80'
        : starts(exchange, 0, 0xff)
          ? 'management'
          : undefined
    if (what === undefined) {
      const told = isOk(exchange)
      const asked =
        (told && starts(exchange, 0, 0xf7, 0, 0x80)) || (starts(exchange, 0, 0x20, 0) && command.length <= 5 && exchange.answer[0] === 0x63)
          ? 'change 80'
          : told && starts(exchange, 0, 0xf7, 0, 0x81)
            ? 'change 81'
            : told && starts(exchange, 0, 0x87, -1, 0x9b)
              ? 'management'
              : undefined
      if (asked !== undefined) for (const [hex, kind] of doubtful) if (kind === asked) doubtful.delete(hex)
      continue
    }
    const hex = formatHex(command)
    if (doubtful.has(hex)) twice.push(`${what} was sent twice`)
    if (isOk(exchange)) doubtful.delete(hex)
    else doubtful.set(hex, what)
  }
  return twice
}

/** What the card of a `done` must look like, asked of its memory and of what crossed the wire, not of our own code. */
function whyNotDone(
  setUp: FaultSetUp,
  outcome: PersonalisationOutcome & { readonly outcome: 'done' },
  card: VirtualCardState,
  log: readonly Exchange[],
): readonly string[] {
  const { plan } = setUp
  const wrong: string[] = []
  const check = (holds: boolean, otherwise: string): void => {
    if (!holds) wrong.push(otherwise)
  }
  const tries = { passcode: plan.retries?.passcode ?? 3, puk: plan.retries?.puk ?? 3 }
  const secret = (value: string, total: number) => JSON.stringify({ value: toHex(padReferenceData(value)), left: total, total })
  check(JSON.stringify(card.passcode) === secret(plan.passcode, tries.passcode), 'the passcode, or its tries, are not as planned')
  check(JSON.stringify(card.puk) === secret(plan.puk, tries.puk), 'the PUK, or its tries, are not as planned')
  const wanted = plan.nextManagementKey?.({ serial: outcome.serial, algorithm: card.management.algorithm })
  check(!wanted || card.management.key === toHex(wanted), 'the management key is not the planned one')
  check(outcome.management.key === 'next' && outcome.management.algorithm === card.management.algorithm, 'the management key is not said')
  const certificate = readPath(fromBase64(card.objects['5FC105'] ?? ''), [0x70])
  check(certificate.ok && formatHex(certificate.value) === formatHex(outcome.certificate!), 'the certificate is not on the card')
  check(certificate.ok && formatHex(publicKeyOf(new X509Certificate(certificate.value))).length > 0, 'the certificate is none')
  for (const tag of ['5FC105', '5FC102', '5FC107', '5FC109', '5FC108']) {
    const asked = (exchange: Exchange): boolean => starts(exchange, 0, 0xcb) && formatHex(exchange.command).includes(`5C03${tag}`)
    const put = (exchange: Exchange): boolean => exchange.command[1] === 0xdb && formatHex(exchange.command).includes(`5C03${tag}`)
    check(card.objects[tag] !== undefined, `${tag} is not on the card`)
    check(log.findLastIndex(asked) > log.findLastIndex(put), `${tag} was not read back`)
  }
  const last = (matches: (exchange: Exchange) => boolean): number => log.findLastIndex(matches)
  check(
    last((exchange) => starts(exchange, 0, 0x87, setUp.profile.keyAlgorithm, 0x9a) && exchange.answer.length > 2) >
      last((exchange) => starts(exchange, 0, 0xcb)),
    'no signature after the read-back',
  )
  return wrong
}

interface Bench {
  readonly hand: ReturnType<typeof createVirtualReader>['hand']
  readonly entries: JournalEntry[]
  readonly log: Exchange[]
  run(alter?: (connection: CardConnection) => CardConnection): Promise<PersonalisationOutcome>
  comeBack(): void
}

function bench({ card, plan, profile }: FaultSetUp): Bench {
  const { reader, hand } = createVirtualReader({ random })
  hand.insert(card)
  const entries: JournalEntry[] = []
  const log: Exchange[] = []
  return {
    hand,
    entries,
    log,
    async run(alter = (connection) => connection) {
      const made = await reader.connect('RA Desk virtual reader')
      if (!made.ok) throw new Error(made.error.message)
      const connection = alter({
        ...made.value,
        async transmit(command) {
          const exchange: Exchange = { command: Uint8Array.from(command), answer: new Uint8Array(0) }
          log.push(exchange)
          const answer = await made.value.transmit(command)
          if (answer.ok) exchange.answer = answer.value
          return answer
        },
      })
      const outcome = await personalise({
        connection,
        plan,
        profile,
        random,
        now,
        journal: (entry) => void entries.push(entry),
        resumed: [...entries],
      })
      await connection.disconnect('reset')
      return outcome
    },
    comeBack() {
      hand.startService()
      hand.plugIn()
      hand.insert(hand.cardState()!)
    },
  }
}

/** How many commands the plan takes on a good day, and which step each belongs to. */
async function mapCommands(setUp: FaultSetUp): Promise<readonly StepName[]> {
  const { run, entries, log } = bench(setUp)
  const owners: StepName[] = []
  const outcome = await run((connection) => ({
    ...connection,
    transmit: (command) => {
      owners.push(entries.findLast(({ state }) => state === 'started')!.step)
      return connection.transmit(command)
    },
  }))
  if (outcome.outcome !== 'done') throw new Error(`${setUp.name}: ${outcome.outcome} at ${outcome.step}: ${outcome.reason.message}`)
  if (owners.length !== log.length) throw new Error('commands were lost count of')
  return owners
}

export interface FaultCase {
  readonly step: StepName
  readonly command: number
  readonly fault: FaultName
  /** `killed`: nothing was reported. */
  readonly first: PersonalisationOutcome['outcome'] | 'killed'
  /** After the card came back, where it may be gone on with. */
  readonly then: PersonalisationOutcome['outcome'] | undefined
  /** Broken promises, in words; empty when all is well. */
  readonly wrong: readonly string[]
}

const never = (): Promise<never> => new Promise(() => undefined)

async function killedAt(one: Bench, index: number, carriedOut: boolean): Promise<void> {
  let killed: () => void = () => undefined
  const kill = new Promise<void>((resolve) => {
    killed = resolve
  })
  let count = 0
  void one.run((connection) => ({
    ...connection,
    async transmit(command) {
      if (count++ !== index) return connection.transmit(command)
      if (carriedOut) await connection.transmit(command)
      // The command left, but the process that waited for its answer has ended.
      if (carriedOut) one.log.at(-1)!.answer = new Uint8Array(0)
      killed()
      return never()
    },
  }))
  await kill
}

async function faultCase(setUp: FaultSetUp, step: StepName, command: number, fault: FaultName): Promise<FaultCase> {
  const one = bench(setUp)
  const { hand, run, log } = one
  const wrong: string[] = []
  let first: FaultCase['first'] = 'killed'
  let before = setUp.card
  if (fault === 'killed before' || fault === 'killed after') await killedAt(one, command, fault === 'killed after')
  else {
    let count = 0
    const injected = readerFaults[fault]
    if (injected) hand.failAt(command, injected)
    const outcome = await run(
      injected
        ? undefined
        : (connection) => ({
            ...connection,
            async transmit(bytes) {
              if (count++ !== command) return connection.transmit(bytes)
              hand.unplug()
              return readerFailure('reader-gone')
            },
          }),
    )
    first = outcome.outcome
    // A card may say no to something that can be done in another way; then done must be as true as ever.
    if (outcome.outcome === 'done') wrong.push(...whyNotDone(setUp, outcome, hand.cardState()!, log))
    else if ((outcome.outcome === 'spoiled' || outcome.outcome === 'unknown') && /again|back/i.test(outcome.reason.next))
      wrong.push(`never to be used, and yet: ${outcome.reason.next}`)
    else if (outcome.step !== step) wrong.push(`the step was said to be ${outcome.step}`)
  }
  const after = hand.cardState()!
  if (first === 'refused' && JSON.stringify(after) !== JSON.stringify(before)) wrong.push('refused, but the card was changed')
  one.comeBack()
  before = hand.cardState()!
  let then: FaultCase['then']
  if (first !== 'refused' && first !== 'spoiled') {
    const begun = one.entries.some(
      ({ step: name, state }) => state === 'started' && steps.find((each) => each.name === name)!.kind !== 'reads',
    )
    if (begun && first !== 'unknown') {
      const other = { ...setUp.card, serial: 4243 }
      hand.insert(other)
      const mistaken = await run()
      if (!(mistaken.outcome === 'unknown' || (mistaken.outcome === 'refused' && mistaken.reason.code === 'another-card')))
        wrong.push(`another card: ${mistaken.outcome}`)
      if (JSON.stringify(hand.cardState()) !== JSON.stringify(other)) wrong.push('another card was written to')
      hand.insert(before)
    }
    const sent = log.length
    const outcome = await run()
    then = outcome.outcome
    if (outcome.outcome === 'done') wrong.push(...whyNotDone(setUp, outcome, hand.cardState()!, log.slice(sent)))
    else if (outcome.outcome !== 'unknown')
      wrong.push(`gone on with, it ended ${outcome.outcome} at ${outcome.step}: ${outcome.reason.message}`)
    if (first === 'unknown' && (then !== 'unknown' || log.length !== sent)) wrong.push('unknown, and yet it was touched again')
  }
  wrong.push(...sentTwice(log))
  return { step, command, fault, first, then, wrong }
}

export async function faultTable(setUp: FaultSetUp, faults: readonly FaultName[] = faultNames): Promise<readonly FaultCase[]> {
  const owners = await mapCommands(setUp)
  const cases: FaultCase[] = []
  for (const fault of faults) for (const [command, step] of owners.entries()) cases.push(await faultCase(setUp, step, command, fault))
  return cases
}

const short = {
  done: 'done',
  refused: 'refused',
  resumable: 'resumable',
  spoiled: 'spoiled',
  unknown: 'UNKNOWN',
  killed: 'killed',
} as const

/** "resumable → done" and the like; several when the commands of one step end differently. */
function endsOf(cases: readonly FaultCase[], step: StepName, fault: FaultName): readonly string[] {
  const ends = cases
    .filter((one) => one.step === step && one.fault === fault)
    .map(({ first, then }) => (then === undefined ? short[first] : `${short[first]} → ${short[then]}`))
  return [...new Set(ends)]
}

/** Step × fault, in columns; faults that end alike share one. */
export function printFaults(cases: readonly FaultCase[]): readonly string[] {
  const faults = faultNames.filter((fault) => cases.some((one) => one.fault === fault))
  const names = steps.map(({ name }) => name).filter((step) => cases.some((one) => one.step === step))
  const columns = new Map<string, FaultName[]>()
  for (const fault of faults) {
    const column = names.map((step) => endsOf(cases, step, fault).join(' or ')).join('\n')
    columns.set(column, [...(columns.get(column) ?? []), fault])
  }
  const count = (step: StepName): string => String(cases.filter((one) => one.step === step && one.fault === faults[0]).length)
  const rows = [
    ['step', 'commands', ...[...columns.values()].map((group) => group.join(', '))],
    ...names.map((step, index) => [step, count(step), ...[...columns.keys()].map((column) => column.split('\n')[index]!)]),
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
}
