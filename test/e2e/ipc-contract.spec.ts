import fc from 'fast-check'
import { channels, type ChannelName } from '../../preload/contract.ts'
import { expect, test } from '../shells/app-fixture.ts'
import { startWalk } from '../support/e2e.ts'
import { goTo } from '../support/at-the-screen.ts'
import { lock, unlock } from '../support/journey/session.ts'
import { recordRequest } from '../support/journey/request.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import type { Page } from '@playwright/test'

type Message = readonly [channel: string, input: unknown]

const RUNS = 4_000
const names = Object.keys(channels) as ChannelName[]
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(null, -1, 1e308, '', '../../etc/passwd', 'x'.repeat(5_000), [], {}, true),
  fc.dictionary(
    fc.constantFrom('caseId', 'expectedSeq', 'event', 'reader', 'rows', 'kind', 'document', 'passphrase', '__proto__', 'constructor'),
    fc.jsonValue({ maxDepth: 2 }),
  ),
)
/** Like what a channel takes, with one thing wrong or too much. */
const nearly = fc.record(
  {
    caseId: fc.oneof(fc.uuid(), fc.string({ maxLength: 40 })),
    expectedSeq: fc.oneof(fc.integer(), fc.double(), fc.string({ maxLength: 4 })),
    reader: value,
    typed: value,
    route: fc.constantFrom('modem', 'work-phone', 'pigeon'),
    event: fc.record({ kind: fc.constantFrom('requestReceived', 'cardWritten', 'labelMade', 'posted', 'nothing'), extra: value }),
    afterSeq: value,
    settings: value,
    surplus: value,
  },
  { requiredKeys: [] },
)
/** What is left of an input on its way into the page: the driver drops an own `__proto__`, and a message may be well formed without it. */
const crossed = (input: unknown): unknown =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? Object.fromEntries(Object.entries(input).filter(([name]) => name !== '__proto__'))
    : input
const known = fc
  .tuple(fc.constantFrom(...names), fc.oneof(value, nearly))
  .filter(([name, input]) => !channels[name].input.safeParse(crossed(input)).success)
const unknown = fc
  .tuple(
    fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom('case.erase', 'vault.export', 'toString', '__proto__', 'constructor', 'passcode.show', 'case.act '),
    ),
    value,
  )
  .filter(([name]) => !(names as string[]).includes(name))
const practice = fc.tuple(fc.constantFrom(...names.filter((name) => channels[name].when === 'practice')), fc.constant({}))

function messages(runs: number): Message[] {
  return fc.sample(
    fc.oneof(
      { weight: 6, arbitrary: known },
      { weight: 2, arbitrary: unknown },
      { weight: 1, arbitrary: practice },
    ) as fc.Arbitrary<Message>,
    { numRuns: runs, seed: 20_200_408 },
  )
}

/** The codes that came back; a message that was answered otherwise is given back whole. */
async function send(page: Page, batch: readonly Message[]): Promise<{ codes: string[]; taken: unknown[] }> {
  return page.evaluate(
    async (asked) => {
      const codes: string[] = []
      const taken: unknown[] = []
      for (const [channel, input] of asked) {
        const answer = await window.raDesk.call(channel as 'station.state', input)
        if (!answer.ok && answer.error.code !== 'fault' && answer.error.message && answer.error.next) codes.push(answer.error.code)
        else taken.push([channel, input, answer])
      }
      return { codes, taken }
    },
    batch as [string, unknown][],
  )
}

const look = async (page: Page) => {
  await goTo(page, '/')
  await expect(page.getByRole('heading', { name: 'Today', exact: true })).toBeVisible()
  const answers = await page.evaluate(async () => [
    await window.raDesk.call('record.checkpoint', {}),
    await window.raDesk.call('database.page', { afterSeq: 0, which: 'rows' }),
    await window.raDesk.call('station.read', {}),
    await window.raDesk.call('station.state', {}),
  ])
  return { answers, list: await page.getByRole('main').innerText() }
}

test(`${RUNS} malformed, unknown or forbidden messages are refused with a code and change nothing`, async ({ launch }) => {
  const { app, journey } = await startWalk(launch)
  await setUpStation(journey)
  await recordRequest(journey)
  const before = await look(journey.page)
  const all = messages(RUNS)
  expect(new Set(all.map(([channel]) => channel)).size).toBeGreaterThan(names.length)
  const codes = new Set<string>()
  for (let from = 0; from < all.length; from += 500) {
    const answered = await send(journey.page, all.slice(from, from + 500))
    expect(answered.taken).toEqual([])
    for (const code of answered.codes) codes.add(code)
  }
  expect(await look(journey.page)).toEqual(before)
  expect(codes.size).toBeGreaterThanOrEqual(3)

  await test.step('locked, every channel but those for the locked screen is refused, well formed or not', async () => {
    journey.page = await lock(journey.page, app.freshPage)
    const answered = await send(journey.page, [
      ...messages(300),
      ...names.filter((name) => channels[name].when === 'unlocked').map((name): Message => [name, {}]),
    ])
    expect(answered.taken).toEqual([])
    await unlock(journey)
    const after = await look(journey.page)
    expect(after.list).toBe(before.list)
    expect(after.answers[2]).toEqual(before.answers[2])
  })
})
