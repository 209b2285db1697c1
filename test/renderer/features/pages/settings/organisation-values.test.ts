import { describe, expect, test } from 'vitest'
import { remote20200408 as edition } from '../../../../../domain/guidance/editions/remote-2020-04-08.ts'
import { readOrganisation, toValues, type OrganisationValues } from '../../../../../renderer/features/pages/settings/organisation-values.ts'

const [channel] = edition.videoChannels
const [location] = edition.locations
const organisation = {
  odsCode: 'RA9',
  name: 'Sample Trust',
  videoChannels: [channel!.id, 'Own video'],
  locations: [location!.id],
  guidanceDistributed: [{ to: 'Sample Lead', on: '2026-01-02' }],
}
const values = toValues(edition, organisation)

function read(change: Partial<OrganisationValues>, known: readonly string[] = []) {
  const faults: [string, string][] = []
  const value = readOrganisation({ ...values, ...change }, { known, today: '2026-03-04', reject: (...fault) => faults.push(fault) })
  return { value, faults: faults.map(([name]) => name) }
}

describe('organisation form', () => {
  test('an organisation from the settings comes back unchanged', () => {
    expect(read({})).toEqual({ value: organisation, faults: [] })
  })

  test('an ODS code is stored in capitals without spaces', () => {
    expect(read({ odsCode: ' r a9 ' }).value?.odsCode).toBe('RA9')
  })

  test('an empty line of “guidance given to” is left out', () => {
    expect(read({ distributed: toValues(edition, undefined).distributed }).value?.guidanceDistributed).toEqual([])
  })

  test.each([
    ['no ODS code', { odsCode: '' }, ['odsCode']],
    ['no name', { name: ' ' }, ['name']],
    ['no video channel', { channels: [] }, ['channels']],
    ['other channel without a name', { otherChannel: ' ' }, ['otherChannel']],
    ['no location', { locations: [] }, ['locations']],
    ['other location without a name', { locations: ['other'] }, ['otherLocation']],
    ['a date without a person', { distributed: [{ ...values.distributed[0]!, to: '' }] }, ['distributed.0.to']],
    ['a person without a date', { distributed: [{ to: 'A', on: { day: '', month: '', year: '' } }] }, ['distributed.0.on']],
    ['a date in the future', { distributed: [{ to: 'A', on: { day: '5', month: '3', year: '2026' } }] }, ['distributed.0.on']],
  ] as [string, Partial<OrganisationValues>, string[]][])('%s: refused, with the field', (_, change, faults) => {
    expect(read(change)).toEqual({ value: undefined, faults })
  })

  test('an ODS code of another organisation: refused', () => {
    expect(read({}, ['RA9'])).toEqual({ value: undefined, faults: ['odsCode'] })
  })
})
