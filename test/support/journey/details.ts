/** What is entered about the registrant: the details, or only the address and mobile. */
import { expect } from '@playwright/test'
import { formatPhone } from '../../../domain/phone-number.ts'
import { choose, fill, fillDate } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'
import { openStep, saveStep, see } from './step.ts'
import { e164 } from './text.ts'

export async function recordDelivery(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await openStep(journey, 'delivery-details')
  await fill(page, 'Mobile phone number', sample.mobile)
  await fillAddress(journey)
  await see(journey, 'delivery-details')
  await saveStep(journey, 'delivery-details', 'Save the address and mobile')
}

export async function enterDetails(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await openStep(journey, 'details')
  await fillDetails(journey)
  await see(journey, 'details')
  await saveStep(journey, 'details', 'Save the details')
  await expect(page.getByText(formatPhone(e164(sample)), { exact: false }).first()).toBeVisible()
}

/** Without saving. */
export async function fillDetails(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await fillName(journey)
  await fillDate(page, 'Date of birth', sample.dateOfBirth)
  await choose(page, 'National Insurance number', 'Given')
  await fill(page, 'Number', sample.nationalInsurance)
  await fill(page, 'Mobile phone number', sample.mobile)
  await fill(page, 'Email address', sample.email)
  await fill(page, 'Why are you using this address?', sample.emailReason)
  await fillAddress(journey)
}

export async function fillName({ page, sample }: Journey): Promise<void> {
  await fill(page, 'Given names', sample.name.given)
  await fill(page, 'Family name', sample.name.family)
  await fill(page, 'Name on the card', sample.nameOnCard)
}

async function fillAddress({ page, sample }: Journey): Promise<void> {
  for (const [index, line] of sample.address.lines.entries())
    await fill(page, index === 0 ? 'Address line 1' : `Address line ${index + 1} (optional)`, line)
  await fill(page, 'Town or city', sample.address.town)
  await fill(page, 'Postcode', sample.address.postcode)
}
