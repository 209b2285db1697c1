import { describe, expect, test } from 'vitest'
import { personIdOf } from '../../../domain/journey/person.ts'
import { journey } from '../../fixtures/journey-events.ts'
import { replaceCard2026 } from '../../support/ask-case.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, readCase, walk, walkUntil } from '../../support/main-journey.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { beginReplacement, cancelOld, closedCase, deliverTo, prepareCase, toldOf, type Told } from '../../support/replacements.ts'

const start = setUpAppsForEach()
const NOBODY = '99999999-0000-4000-8000-000000000000'

async function tryTo(main: MainApp, told: Told): Promise<string> {
  const caseId = await prepareCase(main)
  const answer = await main.call('replacement.record', { caseId, expectedSeq: 0, told, edition: replaceCard2026.id })
  return answer.ok ? 'begun' : answer.error.code
}

describe('replacement: what belongs together', () => {
  test('the new case is linked to the person in the same commit, and may have the same UUID', async () => {
    const main = await start()
    const old = await closedCase(main)
    const caseId = await beginReplacement(main, toldOf(main, old))
    const { record, view } = await readCase(main, caseId, replaceCard2026)
    expect(record.events.map(({ event }) => event.kind)).toEqual(['replacementRequested', 'personLinked'])
    expect(personIdOf(caseId, view.facts)).toBe(old.caseId)
    expect(view.facts.replacement?.oldCard).toEqual({ serial: old.serial, from: 'here' })
    expect(view.facts.uuid).toBe(journey.cisIdentityCreated.uuid)
  })

  test('person, card and case are checked against what is here', async () => {
    const main = await start()
    const old = await closedCase(main)
    const open = await newCase(main)
    await walkUntil(main, open, 'write-card', {
      cis: (app, caseId) => app.act(caseId, { ...journey.cisIdentityCreated, uuid: '555000111333' }),
    })
    const { view } = await readCase(main, open)
    const theirs = view.facts.liveCard!.serial!
    const stock = (await main.must('cards.importBox', { box: 'Box 1', base64: Buffer.from('Serial number\n990077\n').toString('base64') }))
      .imported
    expect(stock).toBe(1)
    const refused: readonly (readonly [string, Partial<Told>, string])[] = [
      ['a person who is not here', { personId: NOBODY }, 'no-such-person'],
      ['a card of somebody else', { oldCard: { serial: theirs } }, 'not-this-card'],
      ['a blank card of the stock', { oldCard: { serial: '990077' } }, 'not-this-card'],
      ['no card, and one is live', { oldCard: {} }, 'card-may-be-live'],
      ['a case of somebody else', { carriedFrom: open }, 'no-such-case'],
      ['a case that is not here', { carriedFrom: NOBODY }, 'no-such-case'],
      ['the UUID of somebody else', { uuid: '555000111333' }, 'uuid-taken'],
      ['a reason without what it asks', { why: 'stolen' }, 'document-incomplete'],
    ]
    for (const [name, more, code] of refused) expect([name, await tryTo(main, toldOf(main, old, more))]).toEqual([name, code])
    const held = { ...toldOf(main, old), personId: open, uuid: '555000111333', carriedFrom: undefined, oldCard: { serial: theirs } }
    expect(await tryTo(main, held as Told)).toBe('card-held-by-case')
    expect(await tryTo(main, toldOf(main, old))).toBe('begun')
  })

  test('somebody who was never here is the person of the new case, and the card is from elsewhere', async () => {
    const main = await start()
    const caseId = await prepareCase(main)
    const told = { ...toldOf(main, { caseId, serial: '0088' }), uuid: '555444333222' }
    const { carriedFrom: _from, ...plain } = told
    await main.must('replacement.record', { caseId, expectedSeq: 0, told: plain, edition: replaceCard2026.id })
    const { record, view } = await readCase(main, caseId, replaceCard2026)
    expect(record.events).toHaveLength(1)
    expect(view.facts.replacement?.oldCard).toEqual({ serial: '88', from: 'elsewhere' })
  })

  test('a change needs a reason, and cannot make it somebody else’s', async () => {
    const main = await start()
    const old = await closedCase(main)
    const caseId = await beginReplacement(main, toldOf(main, old))
    const change = (told: Told, reason?: string) =>
      main.call('replacement.record', { caseId, expectedSeq: main.seq(caseId), told, ...(reason ? { reason } : {}) })
    const told = toldOf(main, old, { nameOnCard: 'W. Sampleton' })
    expect(await change(told)).toMatchObject({ ok: false, error: { code: 'reason-needed' } })
    expect(await change({ ...told, personId: caseId }, 'x')).toMatchObject({ ok: false, error: { code: 'no-such-person' } })
    expect((await change(told, 'As on the old card')).ok).toBe(true)
    expect((await readCase(main, caseId, replaceCard2026)).view.facts.registrant?.nameOnCard).toBe('W. Sampleton')
  })
})

describe('replacement: one live card', () => {
  const ready = async (main: MainApp, caseId: string) => {
    await deliverTo(main, caseId)
    await walk['photograph'](main, caseId)
  }
  const stateOf = async (main: MainApp, serial: string) => (await main.must('cards.show', { serial })).card

  test('the old card is cancelled in the register by the case that replaces it, and still is after another start', async () => {
    const main = await start()
    const old = await closedCase(main)
    const caseId = await beginReplacement(main, toldOf(main, old))
    await ready(main, caseId)
    await walk['write-card'](main, caseId)
    expect((await stateOf(main, old.serial)).state).toBe('active')
    await cancelOld(main, caseId)
    expect(await stateOf(main, old.serial)).toMatchObject({ state: 'cancelled', caseId: old.caseId })
    const next = await main.again()
    expect((await next.unlock()).ok).toBe(true)
    expect((await stateOf(next, old.serial)).state).toBe('cancelled')
    next.remove()
  })

  test('no card is written beside a live one that the case does not replace', async () => {
    const main = await start()
    const old = await closedCase(main)
    const first = await beginReplacement(main, toldOf(main, old))
    const second = await beginReplacement(main, toldOf(main, old))
    await ready(main, first)
    await ready(main, second)
    await walk['write-card'](main, first)
    const [reader] = (await main.must('devices.state', {})).reader.readers
    const answer = await main.call('card.write', { caseId: second, expectedSeq: main.seq(second), reader: reader!.name })
    expect(answer).toMatchObject({ ok: false, error: { code: 'card-may-be-live' } })
  })
})
