/**
 * A fault at every command of a personalisation, what each ends in, and what is wrong about that: the table that the issue asks for.
 * Used by the tests (which want no case wrong) and by `npm run bench -- card-faults` (which prints it).
 */
import { X509Certificate } from 'node:crypto'
import { formatHex, fromBase64, toHex } from '../../domain/bytes.ts'
import { publicKeyOf } from '../../native/card/check-certificate.ts'
import { type PersonalisationOutcome, personalise } from '../../native/card/personalise.ts'
import type { JournalEntry } from '../../native/card/personalise-journal.ts'
import { type StepName, steps } from '../../native/card/personalise-steps.ts'
import { padReferenceData } from '../../native/card/piv.ts'
import type { PersonalisationPlan } from '../../native/card/plan.ts'
import { readPath } from '../../native/card/tlv.ts'
import type { VirtualCardState } from '../../native/card/virtual-card-state.ts'
import type { CardConnection } from '../../native/ports.ts'
import { readerFailure } from '../../native/reader-failure.ts'
import { createVirtualReader } from '../../native/reader/virtual-reader.ts'
import { now, random } from './cards.ts'
import { type FaultName, faultNames, type FaultSetUp, readerFaults } from './fault-set-ups.ts'

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
  custody: Bench['custody'],
): readonly string[] {
  const { plan } = setUp
  const wrong: string[] = []
  const check = (holds: boolean, otherwise: string): void => {
    if (!holds) wrong.push(otherwise)
  }
  const tries = { passcode: plan.retries?.passcode ?? 3, puk: plan.retries?.puk ?? 3 }
  const secret = (value: string, total: number) => JSON.stringify({ value: toHex(padReferenceData(value)), left: total, total })
  check(JSON.stringify(card.passcode) === secret(custody.passcode, tries.passcode), 'the passcode, or its tries, are not as planned')
  check(JSON.stringify(card.puk) === secret(custody.puk, tries.puk), 'the PUK, or its tries, are not as planned')
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

/** The card as it was before its room was tried: filler of zeros says nothing of anybody, and is written over by the next holder's photograph. */
function withoutFiller(card: VirtualCardState): VirtualCardState {
  const { '5FC108': filler, ...objects } = card.objects
  return filler === undefined || fromBase64(filler).some((byte) => byte !== 0) ? card : { ...card, objects }
}

interface Bench {
  readonly hand: ReturnType<typeof createVirtualReader>['hand']
  readonly entries: JournalEntry[]
  readonly log: Exchange[]
  /** What would be released. */
  readonly custody: { readonly passcode: string; readonly puk: string }
  run(alter?: (connection: CardConnection) => CardConnection): Promise<PersonalisationOutcome>
  comeBack(): void
}

function bench({ card, plan, profile, redraws }: FaultSetUp): Bench {
  const custody = { passcode: plan.passcode, puk: plan.puk }
  const left = { passcode: [...(redraws?.passcode ?? [])], puk: [...(redraws?.puk ?? [])] }
  const redraw: PersonalisationPlan['redraw'] = (which) => {
    custody[which] = left[which].shift() ?? custody[which]
    return Promise.resolve({ ok: true, value: custody[which] })
  }
  const { reader, hand } = createVirtualReader({ random })
  hand.insert(card)
  const entries: JournalEntry[] = []
  const log: Exchange[] = []
  return {
    hand,
    entries,
    log,
    custody,
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
        plan: { ...plan, ...custody, ...(redraws ? { redraw } : {}) },
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
    if (outcome.outcome === 'done') wrong.push(...whyNotDone(setUp, outcome, hand.cardState()!, log, one.custody))
    else if ((outcome.outcome === 'spoiled' || outcome.outcome === 'unknown') && /again|back/i.test(outcome.reason.next))
      wrong.push(`never to be used, and yet: ${outcome.reason.next}`)
    else if (outcome.step !== step) wrong.push(`the step was said to be ${outcome.step}`)
  }
  const after = hand.cardState()!
  if (first === 'refused' && JSON.stringify(withoutFiller(after)) !== JSON.stringify(before))
    wrong.push('refused, but the card was changed')
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
    if (outcome.outcome === 'done') wrong.push(...whyNotDone(setUp, outcome, hand.cardState()!, log.slice(sent), one.custody))
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
