/** What a person does at a screen: finds by role and label, types, chooses, presses, and waits for what should come. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { StepId } from '../../domain/case/steps.ts'
import { linuxPath } from '../../tools/windows/windows-path.ts'
import { sendIpcRequest } from './ipc-request.ts'

export const patience = 60_000

export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, path)
}

export const group = (page: Page, legend: string): Locator => page.getByRole('group', { name: legend, exact: true })

export async function fill(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole('main').getByLabel(label, { exact: true }).fill(value)
}

export async function choose(page: Page, legend: string, option: string): Promise<void> {
  await group(page, legend).getByRole('radio', { name: option, exact: true }).check()
}

export async function tick(page: Page, legend: string, option: string): Promise<void> {
  await group(page, legend).getByRole('checkbox', { name: option, exact: true }).check()
}

/** ISO plain date. */
export async function fillDate(page: Page, legend: string, date: string): Promise<void> {
  const [year = '', month = '', day = ''] = date.split('-')
  const boxes = group(page, legend)
  await boxes.getByLabel('Day', { exact: true }).fill(String(Number(day)))
  await boxes.getByLabel('Month', { exact: true }).fill(String(Number(month)))
  await boxes.getByLabel('Year', { exact: true }).fill(year)
}

export async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).click()
}

/** With the keys, to the nearest place: a tenth of the way at a time while it is far, then step by step. */
export async function slideTo(slider: Locator, wanted: number): Promise<void> {
  await slider.focus()
  const read = () =>
    slider.evaluate((input: HTMLInputElement) => ({
      value: Number(input.value),
      step: Number(input.step),
      leap: (Number(input.max) - Number(input.min)) / 10,
    }))
  for (let attempt = 0; attempt < 220; attempt++) {
    const { value, step, leap } = await read()
    const distance = Math.abs(wanted - value)
    if (distance <= step * 0.6) return
    const [up, down] = distance > leap ? ['PageUp', 'PageDown'] : ['ArrowRight', 'ArrowLeft']
    await slider.press(value < wanted ? up : down)
  }
  throw new Error('The slider does not reach the wanted place')
}

export const taskList = (page: Page): Locator => page.getByRole('heading', { name: 'Registration steps', level: 1 })

/** Only after this is a step saved as far as a person can know. */
export async function completed(page: Page, id: StepId): Promise<void> {
  await expect(page.locator(`[data-step="${id}"]`)).toContainText('Completed', { timeout: patience })
}

/** Waits for what should come, and fails at once, in the app's own words, when a problem is shown instead. */
export async function settled(page: Page, wanted: Locator, timeout = patience): Promise<void> {
  const problem = page.locator('.nhsuk-error-summary')
  await wanted.or(problem).first().waitFor({ timeout })
  if ((await problem.count()) > 0 && !(await wanted.first().isVisible()))
    throw new Error(`The app says: ${(await problem.allInnerTexts()).join(' | ')}`)
}

/** The focus went on with what was done, and did not fall to the page's body, from where it is many keys back. */
export async function focusKept(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => Boolean(document.activeElement?.closest('main'))), { timeout: patience }).toBe(true)
}

/** As this machine has it, when main is Windows' under Wine, too. */
export async function savedPath(page: Page): Promise<string> {
  const status = page
    .getByRole('main')
    .getByText(/^Saved as \S/)
    .first()
  await settled(page, status)
  return linuxPath((await status.innerText()).replace(/^Saved as /, ''))
}

export async function pictureShown(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page
          .getByRole('main')
          .locator('img')
          .evaluateAll(
            (images) =>
              images.length > 0 &&
              images.every((image) => (image as HTMLImageElement).complete && (image as HTMLImageElement).naturalWidth > 0),
          ),
      { timeout: patience },
    )
    .toBe(true)
}

export async function pdfShown(page: Page, label: string): Promise<void> {
  await expect(page.getByRole('main').locator('canvas').first()).toBeVisible({ timeout: patience })
  await expect(page.getByRole('main').getByText(`Making ${label}`)).toHaveCount(0)
}

/** The app's own day, where the workstation stands. */
export async function today(page: Page): Promise<string> {
  return (await sendIpcRequest(page, 'station.state', {})).today
}

export function fail(message: string): never {
  throw new Error(message)
}
