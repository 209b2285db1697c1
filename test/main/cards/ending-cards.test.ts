import { expect, test } from 'vitest'
import { addDays } from '../../../domain/registrant/plain-date.ts'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { closedCase } from '../../support/replacements.ts'
import { journey } from '../../fixtures/journey-events.ts'

const start = setUpAppsForEach()
const DAY = 24 * 60 * 60_000
/** A card is valid for two years. */
const NEARLY_TWO_YEARS = 715 * DAY

test('cards that end: listed in time, and renewed ones leave the list, also after another start', async () => {
  const main = await start()
  const { serial } = await closedCase(main)
  expect((await main.must('cards.ending', { days: 90 })).cards).toEqual([])
  main.clock.forward(NEARLY_TWO_YEARS)
  const { cards } = await main.must('cards.ending', { days: 30 })
  expect(cards).toEqual([expect.objectContaining({ serial, state: 'active', heldByCase: false })])
  expect((await main.must('cards.ending', { days: 7 })).cards).toEqual([])
  const today = plainDateOf(main.clock.now())
  expect(await main.call('cards.renewed', { serials: [serial], endsOn: today })).toMatchObject({ error: { code: 'not-in-time' } })
  expect((await main.must('cards.renewed', { serials: [serial, `0${serial}`], endsOn: addDays(today, 730) })).refused).toEqual([])
  expect((await main.must('cards.ending', { days: 90 })).cards).toEqual([])
  const next = await main.again()
  expect((await next.unlock()).ok).toBe(true)
  expect((await next.must('cards.ending', { days: 90 })).cards).toEqual([])
  next.remove()
})

test('cards that end: a card of an open case, and one that is not here, are refused by name', async () => {
  const main = await start()
  const { serial } = await closedCase(main)
  const open = await newCase(main)
  await walkUntil(main, open, 'arrival', {
    cis: (app, caseId) => app.act(caseId, { ...journey.cisIdentityCreated, uuid: '555000111333' }),
    posted: (app, caseId) =>
      app.act(caseId, { ...journey.posted, postedOn: plainDateOf(app.clock.now()), trackingReference: 'CD123456785GB' }),
  })
  const held = (await main.must('cards.list', {})).cards.find(({ heldByCase }) => heldByCase)!.serial
  const endsOn = addDays(plainDateOf(main.clock.now()), 730)
  const { refused } = await main.must('cards.renewed', { serials: [held, serial, '999'], endsOn })
  expect(refused.map((one) => one.serial)).toEqual([held, '999'])
})
