/** Texts as they arrive on the registrant's virtual phone. */
import { expect } from '@playwright/test'
import { parseMobile } from '../../../domain/registrant/mobile.ts'
import type { SampleRegistrant } from '../../../tools/demo/samples.ts'
import { fail, patience } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'

/** Does something that sends a text, and reads it on the registrant's phone. */
export async function nextText(journey: Journey, act: () => Promise<void>): Promise<string> {
  const before = (await journey.hands.text.messages()).length
  await act()
  await expect.poll(async () => (await journey.hands.text.messages()).length, { timeout: patience }).toBe(before + 1)
  const message = (await journey.hands.text.messages()).at(-1)!
  expect(message.to).toBe(e164(journey.sample))
  return message.body
}

export function e164(sample: SampleRegistrant): string {
  const parsed = parseMobile(sample.mobile, { allowDramaNumbers: true })
  return parsed.ok ? parsed.value.value : fail('The sample’s mobile number cannot be read')
}

export const passcodeIn = (body: string): string | undefined => /passcode is (\d+)/.exec(body)?.[1]
