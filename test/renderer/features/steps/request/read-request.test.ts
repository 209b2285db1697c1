import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { remote20200408 as edition } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import { readRequest, requestValues, type RequestValues } from '../../../../../renderer/features/steps/request/read-request.ts'

const organisations = [
  { odsCode: 'ZZ9', name: 'Invented Health Centre' },
  { odsCode: 'ZZ8', name: 'Pretend Pharmacy' },
]
const context = { organisations, today: '2026-11-23' }
const empty = requestValues(undefined, edition, organisations, '2026-11-23')
const filled: RequestValues = {
  ...empty,
  channel: 'email',
  registrantName: 'Ŵyn Sampleton',
  sponsorName: 'Sponsor Invented',
  odsCode: 'ZZ9',
}

describe('request form', () => {
  test('becomes an event that main accepts, without empty fields', () => {
    const { event } = readRequest(filled, context)
    expect(agentEvent.parse(event)).toEqual({
      kind: 'requestReceived',
      channel: 'email',
      receivedOn: '2026-11-23',
      registrantName: 'Ŵyn Sampleton',
      sponsor: { name: 'Sponsor Invented' },
      organisation: { odsCode: 'ZZ9', name: 'Invented Health Centre' },
    })
  })

  test('reports everything that is missing at once', () => {
    expect(readRequest(empty, context).problems?.map(({ name }) => name)).toEqual(['channel', 'registrantName', 'sponsorName', 'odsCode'])
  })

  test.each([
    ['tomorrow', { receivedOn: { day: '24', month: '11', year: '2026' } }, 'receivedOn'],
    ['on a day that does not exist', { receivedOn: { day: '31', month: '6', year: '2026' } }, 'receivedOn'],
    ['by another channel that is not said', { channel: 'other' }, 'otherChannel'],
    ['from an address that is none', { sponsorEmail: 'nobody' }, 'sponsorEmail'],
    ['for an organisation that is no longer registered for', { odsCode: 'GONE' }, 'odsCode'],
    ['with a name longer than an event holds', { registrantName: 'x'.repeat(201) }, 'registrantName'],
  ])('%s is refused', (_name, change, field) => {
    expect(readRequest({ ...filled, ...change }, context).problems?.map(({ name }) => name)).toEqual([field])
  })

  test('keeps what was typed for another channel, and shows it again', () => {
    const { event } = readRequest({ ...filled, channel: 'other', otherChannel: ' Fax ' }, context)
    expect(event?.channel).toBe('Fax')
    expect(requestValues(event, edition, organisations, '2026-11-23')).toMatchObject({ channel: 'other', otherChannel: 'Fax' })
  })

  test('chooses the organisation when there is only one', () => {
    expect(requestValues(undefined, edition, organisations.slice(0, 1), '2026-11-23').odsCode).toBe('ZZ9')
    expect(empty.odsCode).toBe('')
  })
})
