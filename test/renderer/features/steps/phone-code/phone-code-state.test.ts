import { describe, expect, test } from 'vitest'
import {
  readTypedCode,
  describeAttemptsLeft,
  describeTextOutcome,
  findPhoneCodeState,
} from '../../../../../renderer/features/steps/phone-code/phone-code-state.ts'

const code = {
  attempt: 1,
  to: '+447700900123',
  route: 'modem',
  outcome: 'sent',
  textedAt: '2026-11-23T10:00:00.000Z',
  expiresAt: '2026-11-23T10:15:00.000Z',
  custodyId: 'x',
  attemptsUsed: 0,
  misread: 0,
  result: 'waiting',
} as const
const at = (time: string) => new Date(`2026-11-23T${time}Z`)

describe('phone code: state on the screen', () => {
  test.each([
    ['09:59:59', '15 minutes left'],
    ['10:00:00', '15 minutes left'],
    ['10:00:01', '15 minutes left'],
    ['10:13:59', '2 minutes left'],
    ['10:14:00', '60 seconds left'],
    ['10:14:59', '1 second left'],
  ])('time left at %s: %s', (time, timeLeft) => {
    expect(findPhoneCodeState(code, 3, at(time))).toEqual({ kind: 'waiting', attemptsLeft: 3, differed: false, timeLeft })
  })

  test.each([
    ['no code was texted', undefined, '10:00:00', 'none'],
    ['its time is over', code, '10:15:00', 'expired'],
    ['main found it expired', { ...code, result: 'expired' }, '10:01:00', 'expired'],
    ['it was not sent', { ...code, outcome: 'not-sent', result: 'not-sent' }, '10:01:00', 'not-sent'],
    ['it did not match three times', { ...code, attemptsUsed: 3, result: 'different' }, '10:01:00', 'used-up'],
    ['it matched, however long ago', { ...code, attemptsUsed: 1, result: 'same' }, '11:00:00', 'same'],
  ] as const)('%s', (_name, value, time, kind) => {
    expect(findPhoneCodeState(value, 3, at(time)).kind).toBe(kind)
  })

  test('after one wrong attempt two are left', () => {
    expect(findPhoneCodeState({ ...code, attemptsUsed: 1, result: 'different' }, 3, at('10:01:00'))).toMatchObject({
      attemptsLeft: 2,
      differed: true,
    })
  })

  test.each([
    [0, 'No attempts left.'],
    [1, '1 attempt left'],
    [2, '2 attempts left'],
  ])('%i: %s', (left, message) => {
    expect(describeAttemptsLeft(left)).toBe(message)
  })
})

describe('phone code: as typed', () => {
  test.each(['004217', '004 217', '0 0 4 2 1 7', '004-217', '00–42–17', '004, 217.'])('%s is 004217', (typed) => {
    expect(readTypedCode(typed)).toBe('004217')
  })
})

describe('phone code: state of the text', () => {
  test.each([
    ['handed-to-agent', false, 'Shown in a separate window with a QR code. Send it from the work phone.'],
    ['handed-to-agent', true, 'Practice: no text is sent. The text is on the practice phone.'],
    ['sent', true, 'Sent by the modem.'],
    ['unknown', false, 'RA Desk cannot tell whether it was sent.'],
  ] as const)('%s, in practice %s', (outcome, practice, message) => {
    expect(describeTextOutcome(outcome, practice)).toBe(message)
  })
})
