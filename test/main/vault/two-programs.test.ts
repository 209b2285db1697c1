/** Two programs on one folder: another user's session on this computer, or a folder that two computers share. */
import { expect, test, onTestFinished } from 'vitest'
import { openMainApp, PASSPHRASE, type MainApp } from '../../support/main-app.ts'
import { newCase } from '../../support/main-journey.ts'
import { code } from './support.ts'

const unlock = async (main: MainApp) => {
  const { agents } = await main.must('station.state', {})
  return code(
    await main.call('vault.unlock', { agentId: agents[0]!.agentId, passphrase: PASSPHRASE, workerPublicKey: main.worker.publicKey }),
  )
}

test('the second program is refused while the first is unlocked, and what the first saves is there afterwards', async () => {
  const first = await openMainApp()
  onTestFinished(() => first.close())
  await first.setUp()
  await newCase(first)
  const second = await openMainApp({ folder: first.folder })
  onTestFinished(() => second.app.lock('closed'))

  expect(await unlock(second)).toBe('keyring-in-use')
  const caseId = await newCase(first)
  await first.must('vault.changePassphrase', { old: PASSPHRASE, next: 'seven slow badgers hum quietly' })
  expect(await unlock(second)).not.toBe('ok')

  await first.app.lock('asked')
  const { agents } = await second.must('station.state', {})
  second.clock.forward(60_000)
  const opened = await second.must('vault.unlock', {
    agentId: agents[0]!.agentId,
    passphrase: 'seven slow badgers hum quietly',
    workerPublicKey: second.worker.publicKey,
  })
  await second.worker.open(opened)
  expect(await second.must('case.open', { caseId })).toBeDefined()
  // Now the first is the second.
  expect(
    code(
      await first.call('vault.unlock', {
        agentId: agents[0]!.agentId,
        passphrase: 'seven slow badgers hum quietly',
        workerPublicKey: first.worker.publicKey,
      }),
    ),
  ).toBe('keyring-in-use')
  await second.app.lock('asked')
})
