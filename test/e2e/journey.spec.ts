import { getEditionStep } from '../../domain/guidance/edition.ts'
import { remote20200408 as edition } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import { verifyOnCopy } from '../../tools/demo/verify-card.ts'
import { expect, test } from '../shells/app-fixture.ts'
import { canariesOf, scanFolder, type CanaryFinding } from '../support/canaries.ts'
import { startWalk } from '../support/e2e.ts'
import { e164, passcodeIn } from '../support/journey/text.ts'
import { goTo } from '../support/at-the-screen.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { uuid } from '../support/journey/journey.ts'
import { watchFocus } from '../support/focus-watch.ts'
import { readPdfText } from '../support/pdf-text.ts'

test('one registrant, from the request to the first log-in; nothing personal can be read on the disk at any step', async ({ launch }) => {
  const walk = await startWalk(launch)
  const { journey, app } = walk
  const { sample } = journey
  const person = { ...sample, ...sample.name, documentNumber: sample.document.number }
  const found: (CanaryFinding & { after: string })[] = []
  const passcode = async () => (await journey.hands.text.messages()).map(({ body }) => passcodeIn(body)).find((each) => each !== undefined)
  const scan = async (after: string, secrets: readonly string[]) => {
    for (const finding of (await scanFolder(app.dataFolder, canariesOf(person, secrets))).findings) found.push({ after, ...finding })
  }

  const lostFocus = await watchFocus(journey.page)
  for (const { id, run } of journeySteps) {
    await test.step(id, () => run(journey))
    await scan(id, [(await passcode()) ?? []].flat())
  }

  const texts = await journey.hands.text.messages()
  expect(texts.map(({ to }) => to)).toEqual([e164(sample), e164(sample)])
  expect(texts[0]!.body).toMatch(/^Invented .*: your code is \d{3} ?\d{3}\./)
  const secret = (await passcode())!
  expect(secret).toMatch(/^\d{6}$/)

  const card = (await journey.hands.card.state())!
  expect(String(card.serial)).toBe(journey.card!.serial)
  expect(await verifyOnCopy(card, secret)).toBeUndefined()
  expect(await verifyOnCopy(card, '123456')).toBeDefined()
  expect(await verifyOnCopy(card, secret === '135790' ? '135791' : '135790')).toBeDefined()
  expect(Object.keys(card.objects).length).toBeGreaterThanOrEqual(4)

  const [job, ...more] = await journey.hands.printer.jobs()
  expect(more).toEqual([])
  const face = (await readPdfText(job!.pdf)).join(' ')
  expect(face).toContain(sample.nameOnCard)
  expect(face.replace(/\s/g, '')).toContain(uuid)

  const { page } = journey
  await goTo(page, `/case/${journey.caseId!}`)
  await expect(page.getByText(`${edition.steps.length} of ${edition.steps.length} steps are finished.`)).toBeVisible()
  await goTo(page, `/case/${journey.caseId!}/history`)
  const history = page.locator('.desk-history > li')
  await expect(history.last()).toContainText('Request', { ignoreCase: true })
  // A station that nothing happened to has nothing to say of its files.
  await expect(page.getByText('File checks at sign-in')).toHaveCount(0)
  // Each thing once, although each text and each print is written down before it goes as well.
  expect(await history.count()).toBe(27)
  for (const what of ['Card 1 written and read back', 'Call ended: matched', 'Posted', 'First log-in confirmed'])
    await expect(history.filter({ hasText: what }).first()).toBeVisible()
  const text = await page.locator('body').innerText()
  expect(text).not.toContain(secret)
  // What the guidance says stands on the screens as its data say it.
  await goTo(page, `/case/${journey.caseId!}/cis`)
  await page.getByText('What the guidance says').click()
  for (const passage of getEditionStep(edition, 'cis').guidance) await expect(page.getByText(passage)).toBeVisible()

  expect(await lostFocus()).toEqual([])
  journey.hands.close()
  expect(await app.close()).toBe(0)
  await scan('the end', [secret])
  expect(found).toEqual([])
  // A scan that finds nothing proves something only when it can find: the email the registrant's case began with names them.
  expect((await scanFolder(journey.files, canariesOf(person))).findings.map(({ what }) => what)).toContain('name')
})
