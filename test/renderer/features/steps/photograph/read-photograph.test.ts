import { describe, expect, test } from 'vitest'
import { agentEvent } from '../../../../../domain/case/events.ts'
import { problemsOf, readPhotograph } from '../../../../../renderer/features/steps/photograph/read-photograph.ts'
import { evidenceOf } from '../../../../fixtures/journey-events.ts'

describe('photograph', () => {
  const good = { ...evidenceOf(4), width: 900, height: 1_200 }
  const small = { ...good, width: 500, height: 640 }

  test('is accepted, or rejected with a reason', () => {
    expect(agentEvent.parse(readPhotograph({ outcome: 'accepted', reasons: ['eyes'], note: '' }, good).event)).toEqual({
      kind: 'photographAssessed',
      evidenceId: good.evidenceId,
      outcome: 'accepted',
    })
    expect(readPhotograph({ outcome: 'rejected', reasons: [], note: '' }, good).problems?.map(({ name }) => name)).toEqual(['reasons'])
    expect(agentEvent.parse(readPhotograph({ outcome: 'rejected', reasons: ['eyes'], note: '' }, good).event)).toMatchObject({
      reasons: ['eyes'],
    })
    expect(readPhotograph({ outcome: 'rejected', reasons: ['other'], note: '' }, good).problems?.map(({ name }) => name)).toEqual(['note'])
    expect(readPhotograph({ outcome: 'rejected', reasons: ['other'], note: 'Mirrored' }, good).event).toBeDefined()
    expect(readPhotograph({ outcome: '', reasons: [], note: '' }, good).problems?.map(({ name }) => name)).toEqual(['outcome'])
  })

  test('with too few pixels is accepted only with a note', () => {
    expect(problemsOf(small).map(({ code }) => code)).toEqual(['photo-too-narrow', 'photo-too-low'])
    expect(readPhotograph({ outcome: 'accepted', reasons: [], note: '' }, small).problems?.map(({ name }) => name)).toEqual(['note'])
    expect(readPhotograph({ outcome: 'accepted', reasons: [], note: 'Best she has' }, small).event).toBeDefined()
  })

  test('that RA Desk re-encoded to less than 50 KB gets no warning', () => {
    expect(problemsOf({ ...good, bytes: 20_000 })).toEqual([])
  })
})
