import { describe, expect, test } from 'vitest'
import type { CaseEvent, EventOf } from '../../../domain/case/events.ts'
import { codeAfter, elsewhere, replaceCard2026, replaceCardNewName2026, replacing, statusAfter, viewAfter } from '../../support/ask-case.ts'
import { journey } from '../../fixtures/journey-events.ts'

const { mobileCarriedOver: carried } = replacing
const asked: EventOf<'replacementRequested'> = replacing.replacementRequested
const { carriedFrom: _from, ...fromNowhere } = asked
const delivered = elsewhere.deliveryRecorded
const another: CaseEvent = { ...delivered, mobile: '+447700900125' }

describe('confirmed mobile: when it carries over', () => {
  test.each<[name: string, events: CaseEvent[], event: CaseEvent, code: string | undefined]>([
    ['the same number', [asked, delivered], carried, undefined],
    ['before the mobile of now is known', [asked], carried, 'cannot-start-yet'],
    ['another number', [asked, another], carried, 'mobile-not-confirmed'],
    ['of another case', [asked, delivered], { ...carried, fromCase: 'bbbbbbbb-0000-4000-8000-000000000000' }, 'mobile-not-confirmed'],
    ['no earlier case', [fromNowhere, delivered], carried, 'mobile-not-confirmed'],
    ['stolen: the mobile may be gone too', [{ ...asked, why: 'stolen', incident: 'I-1' }, delivered], carried, 'mobile-not-confirmed'],
  ])('%s', (_name, events, event, code) => expect(codeAfter(events, event, { edition: replaceCard2026 })).toBe(code))

  test('name changed: it is confirmed on the call', () =>
    expect(replaceCardNewName2026.replacementReasons![0]!.asks).toContain('confirm-mobile'))
})

test('confirmed mobile: it counts as confirmed here, until the mobile changes', () => {
  const events = [asked, delivered, carried]
  expect(viewAfter(events, replaceCard2026).facts.boundNumber).toBe(delivered.mobile)
  expect(statusAfter(events, 'phone-code', replaceCard2026)).toBe('Completed')
  expect(statusAfter([...events, another], 'phone-code', replaceCard2026)).not.toBe('Completed')
  expect(viewAfter([...events, another], replaceCard2026).facts.boundNumber).toBeUndefined()
})

test('confirmed mobile: once a code is texted, or the mobile changes, it counts as confirmed by no other case', () => {
  const texted: CaseEvent = { ...journey.phoneCodeTexted, to: delivered.mobile }
  expect(viewAfter([asked, delivered, carried], replaceCard2026).facts.carriedMobile).toMatchObject({ fromCase: carried.fromCase })
  for (const event of [texted, another])
    expect(viewAfter([asked, delivered, carried, event], replaceCard2026).facts).not.toHaveProperty('carriedMobile')
})
