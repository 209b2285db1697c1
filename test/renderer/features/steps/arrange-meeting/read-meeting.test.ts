import { describe, expect, test } from 'vitest'
import { faceToFace2026 as edition } from '../../../../../domain/guidance/editions/face-to-face-2026.ts'
import { meetingValues, readMeeting, type MeetingValues } from '../../../../../renderer/features/steps/arrange-meeting/read-meeting.ts'

const organisations = [{ odsCode: 'ZZ9', name: 'Invented Health Centre' }]
const known = { uuid: '555000111222', name: { given: 'Siân', family: 'Sample' } }
const whole: MeetingValues = {
  ...meetingValues(known, organisations),
  date: { day: '2', month: '12', year: '2026' },
  time: '10:00',
  place: 'Room 2',
}
const problems = (changed: Partial<MeetingValues>) =>
  readMeeting({ ...whole, ...changed }, { edition, organisations }).problems?.map(({ name }) => name)

describe('face-to-face meeting', () => {
  test('a UUID that is on record need not be typed again', () =>
    expect(readMeeting(whole, { edition, organisations }).event).toEqual({
      kind: 'meetingArranged',
      ...known,
      organisation: organisations[0],
      at: '2026-12-02T10:00',
      place: 'Room 2',
    }))
  test.each<[Partial<MeetingValues>, string[]]>([
    [{ typed: '5550 0011 1223' }, ['again']],
    [{ typed: '000000000000', again: '000000000000' }, ['typed']],
    [{ given: ' ' }, ['given']],
    [{ family: '' }, ['family']],
    [{ odsCode: 'ZZ8' }, ['odsCode']],
    [{ time: 'soon' }, ['time']],
    [{ place: '' }, ['place']],
  ])('%j', (changed, expected) => expect(problems(changed)).toEqual(expected))
})
