/** `main` decides: an act that must not happen changes nothing and is refused with a declared code, even if the page sends it. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agentEventKinds, journeyRules, type AgentEvent, type AgentEventKind } from '../../../domain/case/events.ts'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { bundledEditions } from '../../../domain/guidance/index.ts'
import { provedElsewhere2026 } from '../../../domain/guidance/editions/proved-elsewhere-2026.ts'
import { rolesOfEvent } from '../../../domain/case/act-roles.ts'
import { createAnswerer } from '../../../main/shell/ipc.ts'
import { channels } from '../../../preload/contract.ts'
import { evidenceOf, journey } from '../../fixtures/journey-events.ts'
import { hostileActs } from '../../support/hostile-acts.ts'
import { misshapen } from '../../support/misshapen-acts.ts'
import type { HostileWorld, Wrong } from '../../support/wrong-fields.ts'
import { AGENT_MOBILE, type MainApp } from '../../support/main-app.ts'
import { newCase, walk, walkUntil } from '../../support/main-journey.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { sampleActs as samples, wholeJourneys } from '../../support/whole-journeys.ts'

const start = setUpAppsForEach()

/** As the page sends it: through the gate, which answers a code that the channel does not declare by throwing. */
async function send(main: MainApp, caseId: string, event: unknown, more: { reason?: string; edition?: string } = {}): Promise<string> {
  const answer = createAnswerer(channels, main.app.handlers as never, {
    isOurFrame: () => true,
    isUnlocked: () => true,
    isPractice: () => false,
    findRefusal: main.app.findRefusal,
    onRefused: () => undefined,
    isStrict: true,
    onBug: (_channel, error) => {
      throw error
    },
  })
  const answered = await answer({}, [{ channel: 'case.act', input: { caseId, expectedSeq: main.seq(caseId), event, ...more } }])
  return answered.ok ? 'accepted' : answered.error.code
}

/** Everything that the record holds of all cases. */
async function fingerprint(main: MainApp): Promise<string> {
  const hash = createHash('sha256')
  for (let afterSeq = 0, more = true; more;) {
    const page = await main.must('database.page', { afterSeq, which: 'rows' })
    hash.update(JSON.stringify(page.rows))
    ;({ lastSeq: afterSeq, more } = page)
  }
  return hash.digest('hex')
}

const todayOf = (main: MainApp): string => plainDateOf(main.clock.now())

async function refuses(main: MainApp, caseId: string, wrongs: readonly Wrong[], more?: { reason?: string; edition?: string }) {
  const before = await fingerprint(main)
  for (const { name, event, codes } of wrongs) {
    const tried = new Set<string>()
    await fc.assert(
      fc.asyncProperty(event, async (sent) => {
        // Most kinds of wrong have few values: none is sent twice to a case that it did not change.
        const text = fc.stringify(sent)
        if (tried.has(text)) return
        tried.add(text)
        const code = await send(main, caseId, sent, more)
        if (!codes.includes(code)) throw new Error(`${(sent as AgentEvent).kind}, ${name}: ${code}`)
      }),
      { numRuns: 12 },
    )
  }
  expect(await fingerprint(main)).toBe(before)
}

/** Acts of steps that wait for others, of complete steps without a reason, and of steps that the edition does not have. */
function outOfTurn(edition: Edition, done: ReadonlySet<string>): Wrong[] {
  return agentEventKinds.flatMap((kind): Wrong[] => {
    const rule = journeyRules.events.get(kind)!
    const step = edition.steps.find(({ id }) => id === rule.step)
    const refuse = (...codes: string[]): Wrong[] => [{ name: 'out of turn', codes, event: fc.constant(samples[kind]) }]
    if (rule.step === undefined) return []
    if (!step) return refuse('not-in-edition')
    if (rule.when === 'any-time') return []
    if (step.needs.some((need) => !done.has(need))) return refuse('cannot-start-yet')
    return done.has(step.id) ? refuse('reason-needed', 'step-finished') : []
  })
}

/** Another case whose first card was lost in the post, and whose second is posted. */
async function caseWithTwoCards(main: MainApp): Promise<string> {
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'manifest')
  const posted = { ...journey.posted, postedOn: todayOf(main) }
  await main.act(caseId, { ...posted, trackingReference: 'AB123456785GB' })
  await main.act(caseId, samples.cardReplaced)
  for (const step of ['write-card', 'print-card', 'label', 'manifest'] as const) await walk[step](main, caseId)
  return caseId
}

describe.each(wholeJourneys.map((one) => [one.edition.id, one] as const))(
  'what the page never sends: %s',
  (_id, { edition, first, begin, points }) => {
    test('is refused at every point of the journey and changes nothing; what is right is accepted there', async () => {
      const main = await start()
      const other = await caseWithTwoCards(main)
      await main.act(other, { ...journey.posted, postedOn: todayOf(main), trackingReference: 'CD123456785GB' })
      const world: HostileWorld = {
        today: todayOf(main),
        otherUuid: journey.cisIdentityCreated.uuid,
        agentMobile: AGENT_MOBILE,
        otherTracking: ['AB123456785GB', 'CD123456785GB'],
        otherEvidence: await main.attach(other, new Uint8Array(3_000).fill(9)),
      }
      const wrongsOf = (right: AgentEvent): Wrong[] => [...hostileActs[right.kind](right as never, world), ...misshapen(right)]

      const { caseId, keys } = await main.must('case.prepare', {})
      await main.worker.addKeys(keys)
      const firstAct = first?.(main)
      if (firstAct) await refuses(main, caseId, wrongsOf(firstAct), { edition: edition.id })
      const notFirst = agentEventKinds.filter((kind) => kind !== firstAct?.kind).map((kind) => samples[kind])
      const cannotBegin: Wrong = { name: 'as the first act', codes: ['cannot-start-yet'], event: fc.constantFrom(...notFirst) }
      await refuses(main, caseId, [cannotBegin], { edition: edition.id })
      if (firstAct) {
        await refuses(main, caseId, [{ name: 'no such edition', codes: ['no-such-edition'], event: fc.constant(firstAct) }], {
          edition: 'none',
        })
        await refuses(main, caseId, [{ name: 'no edition', codes: ['no-such-edition'], event: fc.constant(firstAct) }])
        await main.act(caseId, firstAct, undefined, edition.id)
      }
      await begin?.(main, caseId)

      const done = new Set([edition.steps[0]!.id])
      for (const { step, right, perform, completes } of points) {
        await refuses(main, caseId, outOfTurn(edition, done))
        const event = await right?.(main, caseId)
        if (event) {
          await refuses(main, caseId, wrongsOf(event))
          await main.act(caseId, event)
        }
        await perform?.(main, caseId)
        if (completes !== false) done.add(step)
      }
      expect([...done].sort()).toEqual(edition.steps.map(({ id }) => id).sort())
      const afterTheEnd = ['noteAdded', 'noteWithdrawn', 'photographCopyGone', 'caseReopened', 'personLinked', 'notSamePerson']
      // May be recorded of an old card one day later; where there is none, the edition has no such step.
      const ofOldCards = ['oldCardCancelled']
      const closed = agentEventKinds.filter((kind) => ![...afterTheEnd, ...ofOldCards].includes(kind)).map((kind) => samples[kind])
      await refuses(main, caseId, [{ name: 'in a closed case', codes: ['case-closed'], event: fc.constantFrom(...closed) }], {
        reason: 'x',
      })
      await refuses(main, caseId, [...hostileActs.noteAdded(samples.noteAdded, world), ...misshapen(samples.noteAdded)])
      for (const kind of afterTheEnd.slice(1) as AgentEventKind[])
        await refuses(main, caseId, hostileActs[kind](samples[kind] as never, world))
      expect(await send(main, caseId, samples.noteAdded)).toBe('accepted')
    })
  },
)

describe('what the page never sends: a card that is replaced', () => {
  test('tracking reference: used once in a case too, and free for a correction of the same posting', async () => {
    const main = await start()
    const caseId = await caseWithTwoCards(main)
    const posted = { ...journey.posted, postedOn: todayOf(main) }
    await refuses(main, caseId, [
      {
        name: 'tracking reference of its replaced card',
        codes: ['tracking-used'],
        event: fc.constantFrom('AB123456785GB', 'ab 123 456 785 gb').map((trackingReference) => ({ ...posted, trackingReference })),
      },
    ])
    await main.act(caseId, { ...posted, trackingReference: 'CD123456785GB' })
    expect(
      await send(main, caseId, { ...posted, service: 'tracked', trackingReference: 'CD123456785GB' }, { reason: 'Typing error' }),
    ).toBe('accepted')
  })

  test('only the card that is there can be replaced, for a reason on the list', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await refuses(main, caseId, [{ name: 'no card', codes: ['no-live-card'], event: fc.constant(samples.cardReplaced) }])
    await walkUntil(main, caseId, 'write-card')
    const world = {
      today: todayOf(main),
      otherUuid: '555000111222',
      agentMobile: AGENT_MOBILE,
      otherTracking: [],
      otherEvidence: evidenceOf(9),
    }
    await refuses(main, caseId, [...hostileActs.cardReplaced(samples.cardReplaced, world), ...misshapen(samples.cardReplaced)])
    expect(await send(main, caseId, samples.cardReplaced)).toBe('accepted')
  })

  test('a label that was not made cannot be checked', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'write-card')
    await refuses(main, caseId, [{ name: 'no label', codes: ['cannot-start-yet'], event: fc.constant(samples.labelChecked) }])
  })
})

describe('what the page never sends: what its role may not do', () => {
  test('acts of `main`: no role can send them over the channel', async () => {
    const main = await start()
    const caseId = await newCase(main)
    const mainKinds = Object.values(journey).filter(({ kind }) => !(agentEventKinds as string[]).includes(kind))
    expect(mainKinds.length).toBeGreaterThan(6)
    await refuses(main, caseId, [{ name: 'act of main', codes: ['malformed'], event: fc.constantFrom(...mainKinds) }])
  })

  test('an ID checker records none of the acts of RA agents, in either edition', async () => {
    const main = await start()
    const cases = [await newCase(main)]
    const { caseId, keys } = await main.must('case.prepare', {})
    await main.worker.addKeys(keys)
    await main.act(caseId, samples.identityProvedElsewhere, undefined, provedElsewhere2026.id)
    cases.push(caseId)
    const passphrase = 'eleven paper lanterns doze'
    const checker = { name: 'Carys Made-Up', mobile: '+447700900112', signInName: 'carys', role: 'idChecker', passphrase } as const
    await main.must('agents.add', checker)
    const { agentId } = (await main.must('station.state', {})).agents.find(({ signInName }) => signInName === 'carys')!
    await main.app.lock('switch')
    await main.worker.open(await main.must('vault.unlock', { agentId, passphrase, workerPublicKey: main.worker.publicKey }))
    const forbidden = agentEventKinds.filter((kind) => !rolesOfEvent(kind).includes('idChecker')).map((kind) => samples[kind])
    expect(forbidden.length).toBeGreaterThan(8)
    for (const one of cases)
      await refuses(main, one, [{ name: 'act of an RA agent', codes: ['not-your-role'], event: fc.constantFrom(...forbidden) }], {
        reason: 'x',
      })
    expect(await send(main, cases[0]!, journey.detailsRecorded)).toBe('accepted')
  })
})

test('what the page never sends: every act of the journey is tried in one of the editions', () => {
  const ofEditions = new Set(bundledEditions.flatMap(({ steps }) => steps.map(({ id }) => id)))
  for (const kind of agentEventKinds) {
    const { step } = journeyRules.events.get(kind)!
    if (step) expect(ofEditions.has(step), kind).toBe(true)
    expect(hostileActs[kind], kind).toBeDefined()
  }
})
