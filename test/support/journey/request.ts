/** The first step of each edition, which opens the case: the request email, or the identity that was proved elsewhere. */
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { StepId } from '../../../domain/case/steps.ts'
import { sampleFiles } from '../../../tools/demo/samples.ts'
import { choose, completed, fail, fill, fillDate, goTo, patience, press, settled, taskList, today } from '../at-the-screen.ts'
import { fillName } from './details.ts'
import type { Journey } from './journey.ts'
import { see } from './step.ts'

export async function recordRequest(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await chooseEdition(journey)
  await page.getByLabel('Request email', { exact: true }).setInputFiles(join(journey.files, sampleFiles.request))
  await expect(page.getByRole('region', { name: 'Text of the email' })).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`${sample.name.given} ${sample.name.family}`)
  await expect(page.getByLabel('Email address (optional)', { exact: true })).toHaveValue(sample.email)
  await fill(page, 'Sponsor’s role (optional)', sample.sponsor.role)
  await see(journey, 'request')
  await startCase(journey, 'request')
}

/** The first step of the edition for an identity that was proved elsewhere. */
export async function recordKnownIdentity(journey: Journey): Promise<void> {
  const { page, sample, edition } = journey
  await chooseEdition(journey)
  await see(journey, 'new-request')
  await fill(page, 'UUID', journey.uuid)
  await fill(page, 'UUID again', journey.uuid)
  await fillName(journey)
  const { name, reference } = edition.identityProofs[0]!
  await choose(page, 'Where was the identity proved?', name)
  await fill(page, reference!, 'SAMPLE-0042')
  await fillDate(page, 'When was it proved?', await today(page))
  await page.getByLabel('Organisation', { exact: true }).selectOption(sample.organisation.odsCode)
  await see(journey, 'known-identity')
  await startCase(journey, 'known-identity')
}

async function chooseEdition({ page, edition }: Journey): Promise<void> {
  await goTo(page, '/new')
  await choose(page, 'What kind of request is it?', edition.name)
  await expect(page.getByRole('button', { name: 'Start the case' })).toBeVisible({ timeout: patience })
}

async function startCase(journey: Journey, id: StepId): Promise<void> {
  const { page } = journey
  await press(page, 'Start the case')
  await settled(page, taskList(page))
  journey.caseId = /#\/case\/([^/]+)$/.exec(page.url())?.[1] ?? fail(`No case was opened: ${page.url().replace(/.*#/, '#')}`)
  await completed(page, id)
}
