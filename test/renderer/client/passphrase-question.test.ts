import { expect, test } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import type { Call } from '../../../renderer/client/calls.ts'
import { askPassphraseAgain } from '../../../renderer/client/passphrase-question.ts'
import { code } from '../../main/vault/support.ts'

/** `main`: asks for the passphrase before `policy.agree`, until it was confirmed. */
function page() {
  const sent: string[] = []
  let isConfirmed = false
  const main = (async (channel: string, input: { passphrase?: string }) => {
    sent.push(channel)
    if (channel === 'vault.confirmPassphrase') {
      if (input.passphrase !== 'right') return err('wrong-passphrase', 'Wrong.', 'Try again.')
      isConfirmed = true
      return ok({})
    }
    return channel === 'policy.agree' && !isConfirmed ? err('passphrase-needed', 'Again.', 'Enter it.') : ok({})
  }) as unknown as Call
  return { ...askPassphraseAgain(main), sent }
}
const agree = (call: Call) => call('policy.agree', { name: 'twoAgentRelease', asked: false })
const settled = () => new Promise((resolve) => setTimeout(resolve))

test('passphrase again: asked once, then the request is repeated by itself', async () => {
  const { call, passphraseQuestion, sent } = page()
  const answer = agree(call)
  await settled()
  expect(code(await passphraseQuestion.get()!.confirm('wrong'))).toBe('wrong-passphrase')
  expect(passphraseQuestion.get()).toBeDefined()
  expect(code(await passphraseQuestion.get()!.confirm('right'))).toBe('ok')
  expect(code(await answer)).toBe('ok')
  expect(passphraseQuestion.get()).toBeUndefined()
  expect(sent).toEqual(['policy.agree', 'vault.confirmPassphrase', 'vault.confirmPassphrase', 'policy.agree'])
})

test('passphrase again: cancelled, the request is answered with the refusal and not repeated', async () => {
  const { call, passphraseQuestion, sent, cancel } = page()
  const answer = agree(call)
  await settled()
  cancel()
  expect(code(await answer)).toBe('passphrase-needed')
  expect([passphraseQuestion.get(), sent]).toEqual([undefined, ['policy.agree']])
})

test('passphrase again: two requests share one question', async () => {
  const { call, passphraseQuestion, sent } = page()
  const answers = [agree(call), agree(call)]
  await settled()
  await passphraseQuestion.get()!.confirm('right')
  expect((await Promise.all(answers)).map((answer) => code(answer))).toEqual(['ok', 'ok'])
  expect(sent.filter((channel) => channel === 'vault.confirmPassphrase')).toHaveLength(1)
})

test('passphrase again: other requests are not touched', async () => {
  const { call, passphraseQuestion, sent } = page()
  expect(code(await call('station.state', {}))).toBe('ok')
  expect([passphraseQuestion.get(), sent]).toEqual([undefined, ['station.state']])
})
