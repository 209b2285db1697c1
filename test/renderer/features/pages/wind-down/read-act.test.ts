import { describe, expect, test } from 'vitest'
import { readAct, type ActValues } from '../../../../../renderer/features/pages/wind-down/read-act.ts'

const day = { day: '30', month: '11', year: '2026' }
const values: ActValues = {
  what: 'decide',
  decision: '',
  why: '',
  decidedBy: '',
  how: '',
  on: day,
  reference: '',
  note: '',
  letter: '',
  next: { day: '', month: '', year: '' },
}
const read = (changed: Partial<ActValues>) => {
  const answer = readAct({ ...values, ...changed }, '2026-11-30')
  return 'problems' in answer ? answer.problems.map(({ name }) => name) : answer
}

describe('act of a campaign', () => {
  test.each<[Partial<ActValues>, unknown]>([
    [{}, ['decision']],
    [{ decision: 'reverify' }, { decide: { decision: 'reverify' } }],
    [{ decision: 'keep' }, ['why', 'decidedBy']],
    [{ decision: 'deregister' }, ['why']],
    [
      { decision: 'keep', why: ' Proved ', decidedBy: 'Invented Manager' },
      { decide: { decision: 'keep', why: 'Proved', decidedBy: 'Invented Manager' } },
    ],
    [{ what: 'settle' }, ['how']],
    [{ what: 'settle', how: 'rescinded' }, ['reference']],
    [{ what: 'settle', how: 'kept', reference: 'x' }, ['note']],
    [{ what: 'settle', how: 'ended' }, { settle: { how: 'ended', on: '2026-11-30' } }],
    [{ what: 'settle', how: 'ended', on: { ...day, year: '2027' } }, ['on']],
    [{ what: 'chase', letter: 'chaser' }, { chase: { letter: 'chaser', on: '2026-11-30' } }],
    [{ what: 'chase', letter: 'chaser', next: { day: '31', month: '2', year: '2026' } }, ['next']],
  ])('%j', (changed, expected) => expect(read(changed)).toEqual(expected))
})
