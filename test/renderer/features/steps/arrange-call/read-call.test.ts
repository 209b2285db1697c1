import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { ANOTHER, parseTime, readCall, type CallValues } from '../../../../../renderer/features/steps/arrange-call/read-call.ts'

const agreed = { channels: ['teams', 'Whereby'], locations: ['home'] }
const filled: CallValues = {
  channel: 'teams',
  otherChannel: '',
  location: 'home',
  otherLocation: '',
  override: '',
  date: { day: '24', month: '11', year: '2026' },
  time: '9:30',
}
const fields = (change: Partial<CallValues>) => readCall({ ...filled, ...change }, agreed).problems?.map(({ name }) => name)

describe('arrange call', () => {
  test('accepts an agreed channel and location', () => {
    expect(agentEvent.parse(readCall(filled, agreed).event)).toEqual({
      kind: 'callArranged',
      channel: 'teams',
      location: 'home',
      at: '2026-11-24T09:30',
    })
  })

  test.each([
    ['a channel of the guidance that this organisation did not agree to', { channel: 'zoom' }, ['channel']],
    ['a location that was taken back', { location: 'private-room' }, ['location']],
    ['another channel without a name and a reason', { channel: ANOTHER }, ['otherChannel', 'override']],
    ['another place without a reason', { location: ANOTHER, otherLocation: 'Library' }, ['override']],
    ['no time', { time: '' }, ['time']],
    ['no day', { date: { day: '', month: '', year: '' } }, ['date']],
  ])('%s is refused', (_name, change, expected) => {
    expect(fields(change)).toEqual(expected)
  })

  test('reports what is missing in plain sentences', () => {
    const messages = readCall(
      { ...filled, channel: '', location: '', date: { day: '', month: '', year: '' }, time: '' },
      agreed,
    ).problems?.map(({ message }) => message)
    expect(messages).toEqual([
      'Choose how the call takes place',
      'Choose where the registrant will be',
      'Enter the date of the call.',
      'Enter the time of the call, like 09:30 or 2:15pm',
    ])
  })

  test('anything not agreed needs a reason, which is kept; an unneeded reason is not', () => {
    expect(readCall({ ...filled, channel: ANOTHER, otherChannel: 'Signal', override: 'Teams is down' }, agreed).event).toMatchObject({
      channel: 'Signal',
      override: 'Teams is down',
    })
    expect(readCall({ ...filled, override: 'left over' }, agreed).event).not.toHaveProperty('override')
  })
})

test.each([
  ['9:30', '09:30'],
  ['09.30', '09:30'],
  ['0930', '09:30'],
  ['2:15pm', '14:15'],
  ['2 PM', '14:00'],
  ['12am', '00:00'],
  ['12:05 p.m.', '12:05'],
  ['23:59', '23:59'],
  ['00:00', '00:00'],
  ['24:00', undefined],
  ['9:60', undefined],
  ['9', undefined],
  ['13pm', undefined],
  ['0pm', undefined],
  ['930', undefined],
  ['half nine', undefined],
  ['', undefined],
])('arrange call: the time %j reads as %s', (typed, time) => {
  expect(parseTime(typed)).toBe(time)
})
