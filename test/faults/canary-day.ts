/** A day's work in the app, so that people and keys pass through all of it: a card, a backup, the pages and saved files. */
import type { Page } from '@playwright/test'
import type { AgentEvent } from '../../domain/case/events.ts'
import { remote20200408 } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import { angharad } from '../../tools/demo/samples.ts'
import { verifyOnCopy } from '../../tools/demo/verify-card.ts'
import { journey } from '../fixtures/journey-events.ts'
import type { RunningApp } from '../shells/app-fixture.ts'
import type { Canary } from '../support/canaries.ts'
import { reachSimulator } from '../support/e2e.ts'
import { sendIpcRequest } from '../support/ipc-request.ts'
import { goTo } from '../support/at-the-screen.ts'
import { newJourney, station } from '../support/journey/journey.ts'
import { readRecoveryGroup } from '../support/journey/set-up.ts'
import { writeCard } from '../support/journey/card.ts'
import type { ReadyCase } from '../support/ready-cases.ts'

/** One case gets its card, as on any day, so that main has secrets to keep. Answers passcode and PUK, as only the card can tell. */
export async function issueCard(app: RunningApp, caseId: string): Promise<Canary[]> {
  const hands = await reachSimulator(app)
  try {
    await writeCard({ ...newJourney({ page: app.page, hands, sample: angharad, files: '', reader: { insert: true } }), caseId })
    const card = (await hands.card.state())!
    // Padded with FF on the card (SP 800-73-4 part 2, 2.4.3).
    const [passcode, puk] = [card.passcode, card.puk].map(({ value }) =>
      Buffer.from(value.replace(/(?:ff)+$/i, ''), 'hex').toString('latin1'),
    ) as [string, string]
    if ((await verifyOnCopy(card, passcode)) !== undefined) throw new Error('that is not the passcode of the card')
    return [
      { what: 'passcode', value: passcode },
      { what: 'PUK', value: puk },
    ]
  } finally {
    hands.close()
  }
}

/** Everything in one file, and proved: keys and people pass through main once more. */
export async function backUp({ page }: RunningApp): Promise<void> {
  await confirmPassphrase(page)
  const { savedAs } = await sendIpcRequest(page, 'station.saveRecoverySheet', {})
  const { group } = await sendIpcRequest(page, 'station.askRecoveryGroup', {})
  await sendIpcRequest(page, 'station.confirmRecoveryKey', { typed: await readRecoveryGroup(savedAs!, group) })
  await sendIpcRequest(page, 'backup.chooseFolder', {})
  await sendIpcRequest(page, 'backup.make', {})
  await sendIpcRequest(page, 'backup.drill', {})
}

/** A new case of the person, and a backup of what changed since the last one, so that the person is in such a file too. */
export async function backUpChanges({ page }: RunningApp, { request }: ReadyCase): Promise<void> {
  const { caseId } = await sendIpcRequest(page, 'case.prepare', {})
  const event = { ...journey.requestReceived, ...request } as AgentEvent
  await sendIpcRequest(page, 'case.act', { caseId, expectedSeq: 0, event, edition: remote20200408.id })
  const { since } = await sendIpcRequest(page, 'backup.make', {})
  if (since === undefined) throw new Error('the second backup does not hold only what changed')
  await sendIpcRequest(page, 'backup.drill', {})
}

/** What a person does in a day: the list, a case, its history, and files saved on purpose. */
export async function lookAround(app: RunningApp, caseId: string, family: string): Promise<void> {
  const { page } = app
  await goTo(page, '/')
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor()
  for (const path of ['/work-list', `/case/${caseId}`, `/case/${caseId}/history`]) {
    await goTo(page, path)
    await page.getByText(new RegExp(family)).first().waitFor()
  }
  await goTo(page, '/work-list')
  await confirmPassphrase(page)
  await sendIpcRequest(page, 'record.export', {})
  await sendIpcRequest(page, 'file.save', {
    fileName: 'call.ics',
    base64: Buffer.from(`BEGIN:VCALENDAR\r\nSUMMARY:Video call with ${family}`).toString('base64'),
  })
}

/** As the page does when it is asked for it again. */
const confirmPassphrase = (page: Page) => sendIpcRequest(page, 'vault.confirmPassphrase', { passphrase: station.passphrase })
