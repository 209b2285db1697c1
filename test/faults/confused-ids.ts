/**
 * Part of the suite `ipc-contract`: right messages in which one id, or the description of one scan, is exchanged for that of something else.
 * While one case is carried to its posting, each message is tried with ids of a second case and of other kinds before it is sent as it is.
 * Then every other channel that takes an id. Everything must be refused, and change nothing.
 */
import type { ChannelName, Input } from '../../preload/contract.ts'
import type { Result } from '../../domain/result.ts'
import { collectIds, confuse, evidenceIn } from '../support/confused-ids.ts'
import type { Below, Message } from '../support/hostile-messages.ts'
import type { MainApp } from '../support/main-app.ts'
import { newCase, readCase, remoteSteps, walk } from '../support/main-journey.ts'
import { journey } from '../fixtures/journey-events.ts'

export interface ConfusedRun {
  readonly main: MainApp
  readonly times: number
  readonly random: Below
  /** Sends one message through the gate and counts it if it was answered. */
  readonly ask: (message: Message) => Promise<void>
  /** A digest of all that a message could have changed. */
  readonly lookAt: () => Promise<string>
}

export interface ConfusedFigures {
  readonly tried: number
  /** Messages with their own ids, right after: had they been refused too, the others would show nothing. */
  readonly taken: number
  readonly effects: number
}

type Handler = (input: unknown) => Promise<Result<unknown>>

/** `before` is called with each message that comes from elsewhere than `before` itself. Answers how to stop. */
function overhear(main: MainApp, before: (message: Message) => Promise<void>, after: (answer: Result<unknown>) => void): () => void {
  const handlers = main.app.handlers as unknown as Record<string, Handler>
  const own = { ...handlers }
  let isBusy = false
  for (const [channel, handle] of Object.entries(own))
    handlers[channel] = async (input) => {
      if (isBusy) return handle(input)
      isBusy = true
      await before({ channel, input: structuredClone(input) }).finally(() => (isBusy = false))
      const answer = await handle(input)
      after(answer)
      return answer
    }
  return () => void Object.assign(handlers, own)
}

const TRIES_FOR_ONE = 20

export async function askWithConfusedIds({ main, times, random, ask, lookAt }: ConfusedRun): Promise<ConfusedFigures> {
  const ids = new Map<string, Set<string>>()
  const evidence: object[] = []
  const figures = { tried: 0, taken: 0, effects: 0 }
  const note = (value: unknown) => {
    collectIds(ids, value)
    evidence.push(...evidenceIn(value))
  }
  const stop = overhear(
    main,
    async ({ input }) => note(input),
    (answer) => note(answer.ok ? answer.value : undefined),
  )
  const other = await walkAnother(main, 0)
  stop()
  const know = (name: string, id: string) => ids.set(name, (ids.get(name) ?? new Set()).add(id))
  know('keyId', (await readCase(main, other)).record.keyId)
  for (const { agentId } of (await main.must('station.state', {})).agents) know('agentId', agentId)
  // Every case under its own name: a row's `id` may be one that no message named.
  const { rows } = await main.must('database.page', { afterSeq: 0, which: 'rows' })
  for (const { table, id } of rows) if (table === 'cases') know('caseId', id)

  /** A person has the id of their first case, so this is a link to another person who is here. */
  const isRight = ({ channel, input }: Message) =>
    channel === 'person.link' && ids.get('caseId')!.has((input as Input<'person.link'>).personId)

  async function tryConfused(message: Message, wanted: number): Promise<void> {
    const before = await lookAt()
    for (let time = 0; time < wanted * TRIES_FOR_ONE && wanted > 0; time += 1) {
      const confused = confuse(message, { ids, evidence }, random)
      if (!confused || isRight(confused)) continue
      await ask(confused)
      figures.tried += 1
      wanted -= 1
    }
    if ((await lookAt()) !== before) figures.effects += 1
  }

  const elsewhere = otherChannels(other, main.seq(other), [...ids.get('agentId')!][0]!)
  const each = Math.max(1, Math.ceil(times / 2 / elsewhere.length))
  for (const message of elsewhere) await tryConfused(message, each)
  for (let walked = 1; figures.tried < times; walked += 1) {
    const stopTrying = overhear(
      main,
      (message) => tryConfused(message, Math.min(each, times - figures.tried)),
      (answer) => {
        if (answer.ok) figures.taken += 1
      },
    )
    await walkAnother(main, walked).finally(stopTrying)
  }
  return figures
}

/** Carries a case to its posting. Each person has a UUID of their own. */
async function walkAnother(main: MainApp, index: number): Promise<string> {
  const caseId = await newCase(main)
  for (const step of remoteSteps.slice(0, remoteSteps.indexOf('arrival')))
    if (step === 'cis') await main.act(caseId, { ...journey.cisIdentityCreated, uuid: String(555_000_200_000 + index) })
    else await walk[step](main, caseId)
  return caseId
}

/** One right message of each channel that takes an id, refuses what is not there, and is not on the way to the posting. */
function otherChannels(caseId: string, expectedSeq: number, agentId: string): readonly Message[] {
  const of = <Name extends ChannelName>(channel: Name, input: Input<Name>): Message => ({ channel, input })
  const why = 'An invented reason'
  return [
    of('case.open', { caseId }),
    of('person.open', { personId: caseId }),
    of('person.correct', { personId: caseId, entry: { name: { given: 'Sam', family: 'Sample' }, uuid: '555000000001' }, why }),
    of('person.duplicates', { caseId }),
    of('person.link', { caseId, expectedSeq, personId: caseId, why }),
    of('evidence.open', { evidenceId: caseId, keyId: 'f'.repeat(32) }),
    of('card.faces', { caseId }),
    of('printer.issue', { caseId, expectedSeq, printer: 'virtual' }),
    of('printer.settle', { jobId: caseId, how: 'reject' }),
    of('batch.start', { caseIds: [caseId], mode: 'by-hand' }),
    of('batch.next', { batchId: caseId, caseId, expectedSeq, reader: 'virtual' }),
    of('batch.set', { batchId: caseId, to: 'stopped' }),
    of('release.approve', { caseId, agentId, passphrase: 'nobody has this passphrase' }),
    of('passcode.text', { caseId, expectedSeq, route: 'modem' }),
    of('passcode.settle', { caseId, expectedSeq, arrived: true, note: why }),
    of('handover.withdraw', { stationId: caseId }),
    of('handover.send', { cases: [{ caseId, expectedSeq }], stationId: caseId }),
    of('handover.saveBundle', { handoverId: caseId }),
    of('handover.takeBack', { handoverId: caseId, reason: why }),
    of('handover.saveReceipt', { handoverId: caseId }),
    of('retention.keep', { caseId, expectedSeq, what: 'documents', until: '2099-01-01', why }),
    of('retention.hold', { caseId, expectedSeq, held: true, why }),
    of('photograph.copy', { caseId }),
    of('photograph.drag', { caseId }),
    of('photograph.save', { caseId, expectedSeq }),
    of('photograph.deleteCopy', { caseId, expectedSeq, copyId: caseId }),
    of('document.preview', { document: { kind: 'label', caseId } }),
    of('document.save', { document: { kind: 'card-face', caseId } }),
    of('document.print', { document: { kind: 'label', caseId }, printer: 'virtual' }),
    of('document.print', {
      document: { kind: 'wind-down-letter', campaignId: caseId, personId: caseId, letter: 'invitation', body: why },
      printer: 'virtual',
    }),
    of('document.print', { document: { kind: 'wind-down-certificate', campaignId: caseId }, printer: 'virtual' }),
    of('agents.remove', { agentId }),
    of('agents.changeRole', { agentId, role: 'idChecker' }),
  ]
}
