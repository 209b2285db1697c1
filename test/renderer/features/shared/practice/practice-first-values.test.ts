import { expect, test } from 'vitest'
import { parseMobile } from '../../../../../domain/registrant/mobile.ts'
import { findPassphraseFault } from '../../../../../renderer/features/pages/set-up/passphrase-fields.tsx'
import { practiceFirstValues as first } from '../../../../../renderer/features/shared/practice/practice-first-values.ts'
import { samples } from '../../../../../tools/demo/samples.ts'
import { openMainApp } from '../../../../support/main-app.ts'

test('practice: what is filled in is accepted by the form and by main', async () => {
  expect(findPassphraseFault(first, [first.agentName, first.signInName, first.providerName])).toBeUndefined()
  const main = await openMainApp({ parts: { practice: true } })
  const answer = await main.call('station.setUp', {
    signInName: first.signInName,
    agent: { name: first.agentName, mobile: '+447700900999' },
    serviceProvider: { name: first.providerName },
    passphrase: first.passphrase,
    workerPublicKey: main.worker.publicKey,
  })
  expect(answer.ok).toBe(true)
  main.remove()
})

test('practice: the agent’s mobile is of the drama range, and no sample registrant has it', () => {
  expect(parseMobile(first.agentMobile, { allowDramaNumbers: true })).toMatchObject({ ok: true, value: { value: '+447700900999' } })
  for (const { mobile } of samples) expect(mobile.replaceAll(' ', '')).not.toBe(first.agentMobile.replaceAll(' ', ''))
})
