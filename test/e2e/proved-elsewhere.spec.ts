import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../shells/app-fixture.ts'
import { projectFolder } from '../shells/shells.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { findViolations } from '../support/axe.ts'
import { startWalk } from '../support/e2e.ts'
import { e164, passcodeIn } from '../support/journey/text.ts'
import { goTo } from '../support/at-the-screen.ts'
import { journeySteps, provedElsewhere, provedElsewhereSteps } from '../support/journey/steps.ts'
import { newJourney, type Journey, type JourneyStep } from '../support/journey/journey.ts'
import { openStep } from '../support/journey/step.ts'
import { readPdfText } from '../support/pdf-text.ts'
import { tomasz } from '../../tools/demo/samples.ts'

const folder = join(projectFolder, 'test-output/screens')

/** The steps from one to another; `from` and `to` are included. */
function between(steps: readonly JourneyStep[], from: JourneyStep['id'], to: JourneyStep['id']): readonly JourneyStep[] {
  const place = (id: JourneyStep['id']) => steps.findIndex((step) => step.id === id)
  return steps.slice(place(from), place(to) + 1)
}

async function take(journey: Journey, steps: readonly JourneyStep[]): Promise<void> {
  for (const { id, run } of steps) await test.step(`${journey.edition.id}: ${id}`, () => run(journey))
}

/** The line of a case on the work list. */
const lineOf = (page: Page, { sample }: Journey) => page.getByRole('row').filter({ hasText: `${sample.name.given} ${sample.name.family}` })

/** Both cards on one posting list. Answers its dispatch reference. */
async function postTogether(page: Page, service: string): Promise<string> {
  await goTo(page, '/dispatch')
  const waiting = page.getByRole('table', { name: 'Cards waiting for a posting list' })
  await expect(waiting.getByRole('row')).toHaveCount(3)
  await page.getByLabel('Posting service', { exact: true }).selectOption({ label: service })
  await page.getByRole('button', { name: 'Close the posting list', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close the posting list' }).click()
  const closed = page.locator('.nhsuk-panel', { hasText: 'Posting list closed' })
  await expect(closed).toContainText('2 cards')
  return (await closed.locator('strong').first().innerText()).trim()
}

test('proved elsewhere: from the UUID to the closed case, beside a case of the remote edition', async ({ launch }) => {
  mkdirSync(folder, { recursive: true })
  const violations: unknown[] = []
  const look = async (screen: string, page: Page) => {
    await page.screenshot({ path: join(folder, `proved-elsewhere-${screen}-1366x768-light.png`) })
    violations.push(...(await findViolations(page)).map((violation) => ({ screen, ...violation })))
  }
  const { app, journey: remote } = await startWalk(launch)
  const { page, hands } = remote
  const second = newJourney({
    ...remote,
    ...provedElsewhere,
    sample: tomasz,
    files: join(projectFolder, 'tools/demo/input', tomasz.title),
    seen: look,
    reader: { insert: blankCard({ serial: 7_100_001 }) },
  })

  await take(remote, between(journeySteps, 'set-up', 'label'))
  await hands.reader.remove()
  await test.step('the UUID of the other case leads to that case, and one of zeros is marked', async () => {
    await goTo(page, '/new')
    await page.getByLabel('Identity proved elsewhere').check()
    const uuid = page.getByLabel('UUID', { exact: true })
    await uuid.fill('000000000000')
    await page.getByLabel('UUID again').fill('000000000000')
    await page.getByRole('button', { name: 'Start the case' }).click()
    await expect(uuid).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByRole('alert').getByRole('link', { name: 'This is not a UUID that CIS gives.' })).toBeVisible()
    await uuid.fill(remote.uuid)
    await page.getByRole('link', { name: /^Open case RA-/ }).click()
    await expect(page.getByRole('group', { name: 'Case' })).toContainText(remote.sample.name.family)
  })
  await take(second, between(provedElsewhereSteps, 'known-identity', 'phone-code'))

  await test.step('both on the work list, each with its own steps', async () => {
    await goTo(page, '/work-list')
    await expect(lineOf(page, remote)).toContainText(`15 of ${remote.edition.steps.length}`)
    await expect(lineOf(page, second)).toContainText(`4 of ${second.edition.steps.length}`)
    await expect(lineOf(page, second)).toContainText('Write the smartcard')
    await expect(page.getByRole('columnheader', { name: 'Edition' })).toBeVisible()
    await expect(lineOf(page, remote)).toContainText('Remote registration by video call')
    await page.getByLabel('Edition', { exact: true }).selectOption({ label: 'Identity proved elsewhere' })
    await expect(lineOf(page, second)).toBeVisible()
    await expect(lineOf(page, remote)).toHaveCount(0)
    await page.getByLabel('Edition', { exact: true }).selectOption({ label: 'All editions' })
    await expect(lineOf(page, remote)).toBeVisible()
    await look('work-list', page)
  })

  await test.step('each shows its own words and its own number of digits', async () => {
    const texts = await hands.text.messages()
    expect(texts.map(({ to }) => to)).toEqual([e164(remote.sample), e164(second.sample)])
    expect(texts[0]!.body).toMatch(/: your code is \d{3} ?\d{3}\. Read it out on the video call\./)
    expect(texts[1]!.body).toMatch(/: your code is \d{4} ?\d{4}\. Read it out on the call\./)
    for (const [journey, name] of [
      [remote, 'Remote registration by video call'],
      [second, 'Identity proved elsewhere'],
    ] as const) {
      await goTo(page, `/case/${journey.caseId!}`)
      await expect(page.locator('main').getByText(name, { exact: true })).toBeVisible()
      await expect(page.locator('[data-step]')).toHaveCount(journey.edition.steps.length)
      const step = journey.edition.steps.find(({ id }) => id === 'phone-code')!
      await openStep(journey, 'phone-code')
      await expect(page.getByText(step.hint)).toBeVisible()
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      await page.getByLabel('Reason for the change').fill('To look at its words')
      await page.getByRole('button', { name: 'Continue', exact: true }).click()
      await expect(page.getByText(`Each code is new and has ${journey === remote ? 6 : 8} digits.`, { exact: false })).toBeVisible()
      expect(/video call|see the registrant/.test(await page.locator('main').innerText())).toBe(journey === remote)
    }
    await look('phone-code-change', page)
  })

  await take(second, between(provedElsewhereSteps, 'write-card', 'label'))
  const dispatch = await postTogether(page, second.edition.postingServices[0]!.name)
  await look('dispatch', page)
  for (const journey of [remote, second]) {
    await openStep(journey, 'manifest')
    await expect(page.getByRole('main').getByText(dispatch, { exact: true })).toBeVisible()
  }
  await take(second, between(provedElsewhereSteps, 'posted', 'first-log-in'))
  await look('case-closed', page)

  const bodies = (await hands.text.messages()).map(({ body }) => body)
  expect(bodies).toHaveLength(3)
  expect(passcodeIn(bodies[2]!)).toMatch(/^\d{6}$/)
  const face = (await readPdfText((await hands.printer.jobs()).at(-1)!.pdf)).join(' ')
  expect(face).toContain(second.sample.nameOnCard)
  expect(face.replace(/\s/g, '')).toContain(second.uuid)

  await goTo(page, `/case/${second.caseId!}/history`)
  const history = page.locator('.desk-history > li')
  await expect(history.last()).toContainText('Identity proved elsewhere')
  await look('history', page)
  await openStep(second, 'known-identity')
  await look('known-identity-summary', page)
  await openStep(remote, 'posted')
  await expect(page.getByRole('button', { name: 'Save the posting' })).toBeVisible()
  expect(violations).toEqual([])

  hands.close()
  expect(await app.close()).toBe(0)
})
