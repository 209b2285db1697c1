/** Steps that change a secret, each by itself, on a card that answers as the table says. */
import { expect, test } from 'vitest'
import type { ManagementKey, Work } from '../../../native/card/personalise-work.ts'
import { algorithms } from '../../../native/card/piv.ts'
import type { CardResult } from '../../../native/card/session.ts'
import type { CardFailure } from '../../../native/card/status-word.ts'
import { setRetries } from '../../../native/card/steps-begin.ts'
import { secretSteps } from '../../../native/card/steps-secrets.ts'

const keyOf = (algorithm: ManagementKey['algorithm'], fill: number, held: ManagementKey['held'] = 'next'): ManagementKey => ({
  held,
  algorithm,
  key: new Uint8Array(24).fill(fill),
})
const present = keyOf(algorithms.tripleDes, 1, 'present')
const [aes, des] = [keyOf(algorithms.aes192, 2), keyOf(algorithms.tripleDes, 2)]
const failure = (code: CardFailure['code'], sw?: number): CardResult<never> => ({
  ok: false,
  error: { code, message: code, next: '', ...(sw === undefined ? {} : { sw }) } as CardFailure,
})
const done: CardResult<void> = { ok: true, value: undefined }

/** `answers`: of the card to each management key, in order. */
function working(answers: readonly CardResult<void>[], more: Partial<Work> = {}) {
  const asked: number[] = []
  const waiting = [...answers]
  const session = {
    setManagementKey: async (algorithm: number) => {
      asked.push(algorithm)
      return waiting.shift()!
    },
  }
  return { work: { session, management: present, nextManagement: [aes, des], ...more } as unknown as Work, asked }
}

test.each<[string, readonly CardResult<void>[], string, number]>([
  ['takes the best one', [done], 'algorithm 10', 1],
  ['takes the second one', [failure('wrong-data', 0x6a80), done], 'algorithm 3', 2],
  ['knows no such command at the first one', [failure('not-supported', 0x6d00), failure('not-supported', 0x6d00)], 'skipped', 2],
  ['is pulled at the first one', [failure('reader-gone')], 'reader-gone', 1],
  ['is pulled at the last one', [failure('wrong-data', 0x6a80), failure('reader-gone')], 'reader-gone', 2],
  ['refuses the kind of key that it has', [failure('wrong-data', 0x6a80), failure('wrong-data', 0x6a80)], 'wrong-data', 2],
])('management key: a card that %s', async (_name, answers, expected, times) => {
  const { work, asked } = working(answers)
  const answer = await secretSteps.managementKey.run(work)
  const told = !answer.ok ? answer.error.code : 'skipped' in answer.value ? 'skipped' : `algorithm ${answer.value['algorithm']}`
  expect([told, asked.length]).toEqual([expected, times])
  expect(work.management?.held).toBe(expected.startsWith('algorithm') ? 'next' : 'present')
})

test.each<[string, Partial<Work>]>([
  ['no key of the workstation', { nextManagement: [] }],
  ['no key that was proved', { management: undefined }],
  ['the very key on the card', { management: { ...aes, held: 'present' } }],
])('management key: %s, and the card is not asked', async (_name, more) => {
  const { work, asked } = working([], more)
  const answer = await secretSteps.managementKey.run(work)
  expect(answer.ok && 'skipped' in answer.value).toBe(true)
  expect(asked).toEqual([])
})

test.each<[string, 'done' | 'open', 'passcode' | 'puk']>([
  ['the passcode was changed', 'done', 'passcode'],
  ['the PUK was changed', 'done', 'puk'],
  ['the change of the passcode was begun', 'open', 'passcode'],
  ['the change of the PUK was begun', 'open', 'puk'],
])('attempt limits: %s, so the card is not put back to the factory’s secrets', async (_name, list, step) => {
  const begun = { serial: '1', done: new Map(list === 'done' ? [[step, {}]] : []), open: new Set(list === 'open' ? [step] : []) }
  const tries = { left: 3, total: 3 }
  const secrets = { passcode: { isFactory: true, tries }, puk: { isFactory: true, tries } }
  const session = {
    verifyPasscode: () => Promise.reject(new Error('the factory passcode was sent')),
    setRetries: () => Promise.reject(new Error('limits were set')),
  }
  const work = { session, begun, secrets, plan: { retries: { passcode: 5, puk: 5 } }, attempts: 3 } as unknown as Work
  const answer = await setRetries(work)
  expect(answer.ok && 'skipped' in answer.value).toBe(true)
  await expect(setRetries({ ...work, begun: undefined })).rejects.toThrow('the factory passcode was sent')
})
