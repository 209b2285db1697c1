import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { expect, test, type LaunchOptions, type RunningApp } from '../shells/app-fixture.ts'
import { startWalk, type Walk } from '../support/e2e.ts'
import { lookInto } from '../support/look.ts'
import { readPdfText } from '../support/pdf-text.ts'
import { completed, goTo } from '../support/at-the-screen.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { nextText } from '../support/journey/text.ts'
import { openStep } from '../support/journey/step.ts'
import { addAgent, afterLock, part, signIn, type NewAgent } from '../support/journey/agents.ts'
import { confirmPassphrase, unlock } from '../support/journey/session.ts'
import { setUpStation } from '../support/journey/set-up.ts'
import { station } from '../support/journey/journey.ts'

const bryn: NewAgent = {
  name: 'Bryn Invented',
  mobile: '07700 900778',
  signInName: 'Bryn',
  passphrase: 'nine violet kettles wander slowly',
}
const carys: NewAgent = {
  name: 'Carys Made-Up',
  mobile: '07700 900779',
  signInName: 'Carys',
  passphrase: 'eleven paper lanterns doze softly',
}
const look = lookInto('agents')
const patience = { timeout: 60_000 }

async function start(launch: (options?: LaunchOptions) => Promise<RunningApp>, policy: object): Promise<Walk> {
  const file = join(tmpdir(), `ra-desk-policy-${randomUUID()}.json`)
  writeFileSync(file, JSON.stringify(policy))
  const walk = await startWalk((options) => launch({ ...options, env: { RA_DESK_MACHINE_POLICY: file } }))
  await setUpStation(walk.journey)
  return walk
}

test('several agents: added, with roles, switched, removed; another passphrase; the recovery key, used once', async ({ launch }) => {
  const walk = await start(launch, { idleMinutes: 4, twoAgentRelease: true, absoluteLockHours: 99 })
  let { page } = walk.journey
  await addAgent(page, bryn, /^RA agent/, () => look(page, 'add-agent'))
  await addAgent(page, carys, /^RA ID checker/)
  await look(page, 'agents')
  await look(page, 'agents', { schemes: ['dark'] })

  await goTo(page, '/settings/policy')
  const policy = part(page, 'Policy of your organisation')
  await expect(policy.getByRole('row', { name: /Minutes without use before RA Desk locks(?! during)/ })).toContainText('4')
  await expect(policy.getByRole('row', { name: /Minutes without use before RA Desk locks(?! during)/ })).toContainText(
    'Set by your organisation',
  )
  await expect(policy.getByRole('region', { name: 'Part of the policy cannot be used' })).toContainText('a whole number from 1 to 12')
  await policy.scrollIntoViewIfNeeded()
  await look(page, 'policy')

  page = await afterLock(walk, () => page.getByRole('banner').getByRole('button', { name: 'Switch agent' }).click())
  await expect(page.getByText('so that another agent can sign in')).toBeVisible()
  await look(page, 'sign-in')
  await page.getByRole('button', { name: 'Unlock', exact: true }).click()
  await expect(page.locator('.nhsuk-error-summary')).toContainText('Choose who you are.')
  await signIn(page, carys.signInName, carys.passphrase)
  await goTo(page, '/settings/agents')
  await expect(part(page, 'Agents').getByText('An RA manager adds and removes agents.')).toBeVisible(patience)
  await look(page, 'agents-seen-by-id-checker')
  // Whatever the page asks, main refuses what the role forbids.
  for (const [channel, input] of [
    ['agents.remove', { agentId: '11111111-1111-4111-8111-111111111111' }],
    ['passcode.text', { caseId: '11111111-1111-4111-8111-111111111111', expectedSeq: 0, route: 'modem' }],
  ] as const) {
    expect(await page.evaluate(([name, given]) => window.raDesk.call(name, given), [channel, input] as const), channel).toMatchObject({
      ok: false,
      error: { code: 'not-your-role' },
    })
  }

  await goTo(page, '/settings/passphrase')
  const passphrasePart = part(page, 'Your passphrase')
  await passphrasePart.getByLabel('Current passphrase').fill(carys.passphrase)
  await passphrasePart.getByLabel('New passphrase', { exact: true }).fill('seven slow badgers hum quietly')
  await passphrasePart.getByLabel('New passphrase again').fill('seven slow badgers hum quietly')
  await passphrasePart.getByRole('button', { name: 'Change the passphrase' }).click()
  await expect(page.getByText('Your passphrase was changed.')).toBeVisible(patience)
  page = await afterLock(walk, () => page.getByRole('banner').getByRole('button', { name: /^Lock/ }).click())
  await signIn(page, carys.signInName, 'seven slow badgers hum quietly')

  // Agnes has forgotten hers.
  page = await afterLock(walk, () => page.getByRole('banner').getByRole('button', { name: /^Lock/ }).click())
  const words = await readPdfText(readFileSync(walk.journey.saved.recoverySheet!))
  const key = Array.from({ length: 9 }, (_, index) => words[words.indexOf(String(index + 1)) + 1]).join(' ')
  const recover = async () => {
    await page.getByRole('button', { name: /recovery key/ }).click()
    await page.getByLabel('Agent').selectOption({ label: station.signInName })
    await page.getByLabel('Recovery key', { exact: true }).fill(key)
    await page.getByLabel('New passphrase', { exact: true }).fill('forty invented umbrellas whistle')
    await page.getByLabel('New passphrase again').fill('forty invented umbrellas whistle')
  }
  await recover()
  await look(page, 'recover')
  await page.getByRole('button', { name: 'Set the new passphrase and unlock' }).click()
  await expect(page.getByRole('heading', { name: 'Recovery key', level: 1, exact: true })).toBeVisible(patience)
  await look(page, 'recovery-replaced')
  await page.getByRole('button', { name: 'Save the recovery sheet' }).click()
  await expect(page.getByText(/^Saved as /)).toBeVisible(patience)

  await goTo(page, '/settings/agents')
  await part(page, 'Agents')
    .getByRole('button', { name: `Remove ${bryn.name}` })
    .click()
  await look(page, 'remove-agent')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText(`${bryn.name} can no longer sign in here`)).toBeVisible(patience)
  await part(page, 'Agents')
    .getByRole('button', { name: `Change role of ${carys.name}` })
    .click()
  await look(page, 'change-role')
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /^RA agent/ })
    .check()
  await page.getByRole('dialog').getByRole('button', { name: 'Change the role' }).click()
  await expect(part(page, 'Agents').getByRole('row', { name: new RegExp(carys.name) })).toContainText('RA agent')

  page = await afterLock(walk, () => page.getByRole('banner').getByRole('button', { name: /^Lock/ }).click())
  await expect(page.getByRole('radio', { name: bryn.signInName, exact: true })).toHaveCount(0)
  await recover()
  await page.getByRole('button', { name: 'Set the new passphrase and unlock' }).click()
  await expect(page.getByText('This recovery key belongs to another folder, or was replaced by a newer one.')).toBeVisible(patience)
})

test('a passcode goes only after a second agent typed their own passphrase', async ({ launch }) => {
  const walk = await start(launch, { twoAgentRelease: true })
  const { journey } = walk
  const { page } = journey
  await addAgent(page, bryn, /^RA agent/)
  const ids = journeySteps.map(({ id }) => id)
  for (const { run } of journeySteps.slice(1, ids.indexOf('text-passcode'))) await run(journey)
  await openStep(journey, 'text-passcode')
  await page
    .getByRole('group', { name: 'How will you send the text?' })
    .getByRole('radio', { name: /^Modem/ })
    .check()
  const send = page.getByRole('button', { name: 'Text the passcode', exact: true })
  await send.click()
  const dialog = page.getByRole('dialog', { name: /Approve texting the passcode/ })
  await expect(dialog.getByRole('radio', { name: bryn.name })).toBeVisible(patience)
  await look(page, 'second-agent')
  await dialog.getByRole('radio', { name: bryn.name }).check()
  await dialog.getByLabel('Passphrase of the second agent').fill(station.passphrase)
  await dialog.getByRole('button', { name: 'Approve and text the passcode' }).click()
  await expect(dialog.locator('.nhsuk-error-summary')).toContainText('This passphrase does not open RA Desk')
  expect((await journey.hands.text.messages()).filter(({ body }) => body.includes('passcode'))).toEqual([])
  await nextText(journey, async () => {
    await expect(async () => {
      await dialog.getByLabel('Passphrase of the second agent').fill(bryn.passphrase)
      await dialog.getByRole('button', { name: 'Approve and text the passcode' }).click()
      await expect(dialog).toBeHidden({ timeout: 15_000 })
    }).toPass(patience)
  })
  await completed(page, 'text-passcode')
  await openStep(journey, 'text-passcode')
  await expect(page.getByText(bryn.name)).toBeVisible(patience)
  await look(page, 'texted-with-second-agent')
})

test('policy: a control that was on stays on when its file is damaged or asks for less, until an RA manager agrees', async ({ launch }) => {
  const file = join(tmpdir(), `ra-desk-policy-${randomUUID()}.json`)
  const fileSays = (text: string) => writeFileSync(file, text)
  fileSays('{"twoAgentRelease": true}')
  const walk = await startWalk((options) => launch({ ...options, env: { RA_DESK_MACHINE_POLICY: file } }))
  await setUpStation(walk.journey)
  await walk.app.close()

  const openPolicy = async (app: RunningApp) => {
    await unlock(app)
    await goTo(app.page, '/settings/policy')
    return part(app.page, 'Policy of your organisation').getByRole('row', { name: /A second agent is needed/ })
  }
  fileSays('{"twoAgentRelease": false,}')
  const damaged = await walk.app.relaunch()
  const strict = await openPolicy(damaged)
  await expect(strict).toContainText('Yes', patience)
  await expect(strict).toContainText('The policy file cannot be read here.')
  await damaged.close()

  fileSays('{"twoAgentRelease": false}')
  const { page, close } = await damaged.relaunch().then(async (app) => {
    await openPolicy(app)
    return app
  })
  const kept = part(page, 'Policy of your organisation').getByRole('row', { name: /A second agent is needed/ })
  await expect(kept).toContainText('The policy file asks for “No”. “Yes” stays until an RA manager agrees.', patience)
  await look(page, 'policy-kept')
  await kept.getByRole('button', { name: 'Agree to “No”' }).click()
  await confirmPassphrase({ page })
  await expect(kept.getByRole('button')).toHaveCount(0, patience)
  await expect(kept).toContainText('Set by your organisation')
  await close()
})
