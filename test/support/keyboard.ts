/** A person with a keyboard alone: goes from control to control with Tab, and at each one the page is asked whether the focus can be seen. */
import { expect, type Locator, type Page } from '@playwright/test'
import { findViolations } from './axe.ts'

/** More stops than any screen has: a focus that has not arrived by then is trapped. */
const MOST_STOPS = 250

/** What the page says of the control that has the focus. */
interface Stop {
  /** The same for the same control, as long as the screen stays. */
  readonly id: number
  readonly what: string
  /** Why the focus cannot be seen here. */
  readonly problems: readonly string[]
}

/** `undefined`: the focus is on the page itself, between its last control and its first. */
async function readStop(page: Page): Promise<Stop | undefined> {
  return page.evaluate(() => {
    interface Watch {
      readonly ids: WeakMap<Element, number>
      last: number
      before?: { readonly element: Element; readonly looks: string }
    }
    const store = window as unknown as { keyboardWatch?: Watch }
    const watch = (store.keyboardWatch ??= { ids: new WeakMap(), last: 0 })
    const describe = (one: Element) => `${location.hash} ${one.outerHTML.slice(0, 140)}`
    // Some controls draw their ring at the label, or on a box before it.
    const looksOf = (one: Element) =>
      [one, ...((one as HTMLInputElement).labels ?? [])]
        .flatMap((element) => [getComputedStyle(element), getComputedStyle(element, '::before')])
        .map((style) => [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.borderWidth])
        .join(' | ')
    const problems: string[] = []
    const { before } = watch
    delete watch.before
    const element = document.activeElement
    if (before && before.element !== element && before.element.isConnected && looksOf(before.element) === before.looks)
      problems.push(`nothing shows the focus at ${describe(before.element)}`)
    if (!element || element === document.body || element === document.documentElement) {
      if (problems.length > 0) return { id: 0, what: 'page', problems }
      return undefined
    }
    // A heading or a summary of errors that was given the focus is no stop of Tab.
    if ((element as HTMLElement).tabIndex >= 0) watch.before = { element, looks: looksOf(element) }
    const box = element.getClientRects()[0]
    const [left, top] = [Math.max(0, box?.left ?? 0), Math.max(0, box?.top ?? 0)]
    const [right, bottom] = [Math.min(innerWidth, box?.right ?? 0), Math.min(innerHeight, box?.bottom ?? 0)]
    if (right - left < 2 || bottom - top < 2) problems.push(`outside the window: ${describe(element)}`)
    else {
      const labels = [...((element as HTMLInputElement).labels ?? [])]
      const isSeen = [0.5, 0.1, 0.9].some((part) => {
        const hit = document.elementFromPoint(left + (right - left) * part, top + (bottom - top) * part)
        return hit !== null && (element.contains(hit) || hit.contains(element) || labels.some((label) => label.contains(hit)))
      })
      if (!isSeen) problems.push(`covered: ${describe(element)}`)
    }
    if (!watch.ids.has(element)) watch.ids.set(element, (watch.last += 1))
    return { id: watch.ids.get(element)!, what: describe(element), problems }
  })
}

/** One press of Tab. Fails where the focus stays, or cannot be seen. */
async function tab(page: Page, back = false): Promise<Stop | undefined> {
  await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
  const stop = await readStop(page)
  // Soft: one run shows every place.
  expect.soft(stop?.problems ?? []).toEqual([])
  return stop
}

const hasFocus = (wanted: Locator): Promise<boolean> =>
  wanted.first().evaluate((element) => element === document.activeElement, undefined, { timeout: 60_000 })

/** Goes to a control with Tab, or back to it with Shift+Tab. */
export async function tabTo(page: Page, wanted: Locator, { back = false } = {}): Promise<void> {
  await expect(wanted.first()).toBeVisible()
  await readStop(page)
  for (let stops = 0; !(await hasFocus(wanted)); stops += 1) {
    if (stops === MOST_STOPS) throw new Error(`Tab does not come to ${String(wanted)}`)
    await tab(page, back)
  }
}

export async function pressOn(page: Page, wanted: Locator, key = 'Enter', options = { back: false }): Promise<void> {
  await tabTo(page, wanted, options)
  await page.keyboard.press(key)
}

/** Over what the field says now. */
export async function typeInto(page: Page, wanted: Locator, text: string): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
  await expect(wanted).toHaveValue(text)
}

/** With the arrow keys, in a list that is closed. */
export async function chooseInList(page: Page, list: Locator, option: string): Promise<void> {
  await expect(list.getByRole('option', { name: option, exact: true })).toBeAttached()
  await tabTo(page, list)
  await page.keyboard.press('Home')
  const chosen = () => list.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.label ?? '')
  for (let presses = 0; (await chosen()) !== option; presses += 1) {
    if (presses === MOST_STOPS) throw new Error(`The arrow keys do not come to “${option}”`)
    await page.keyboard.press('ArrowDown')
  }
}

/** Tab comes to the first of a group of radio buttons, or to the chosen one; the arrow keys choose. */
export async function chooseRadio(page: Page, wanted: Locator): Promise<void> {
  const name = await wanted.evaluate((radio: HTMLInputElement) => radio.name)
  const inGroup = () => page.evaluate((group) => (document.activeElement as HTMLInputElement | null)?.name === group, name)
  await readStop(page)
  for (let stops = 0; !(await inGroup()); stops += 1) {
    if (stops === MOST_STOPS) throw new Error(`Tab does not come to ${String(wanted)}`)
    await tab(page)
  }
  await page.keyboard.press('Space')
  for (let presses = 0; !(await wanted.isChecked()); presses += 1) {
    if (presses === MOST_STOPS) throw new Error(`The arrow keys do not come to ${String(wanted)}`)
    await page.keyboard.press('ArrowDown')
  }
}

/**
 * Goes once round the whole screen with Tab, and two steps back. Fails where a control is not reached, where the focus cannot be seen, and where axe
 * finds something.
 */
export async function goRound(page: Page, screen: string): Promise<void> {
  const controls = page.locator('main')
  await expect(controls.locator('.desk-spinner')).toHaveCount(0)
  const first = await tab(page)
  const seen = new Set([first?.id])
  let round = 0
  for (; round < MOST_STOPS; round += 1) {
    const stop = await tab(page)
    if (stop === undefined ? first === undefined : stop.id === first?.id) break
    expect(stop === undefined || !seen.has(stop.id), `${screen}: Tab goes in a circle at ${stop?.what ?? ''}`).toBe(true)
    seen.add(stop?.id)
  }
  expect(round, `${screen}: Tab comes round`).toBeLessThan(MOST_STOPS)
  expect.soft(await notReached(page), `${screen}: reached with Tab`).toEqual([])
  const here = await readStop(page)
  await tab(page, true)
  await tab(page)
  expect((await readStop(page))?.id, `${screen}: Shift+Tab goes back`).toBe(here?.id)
  expect.soft(await findViolations(page), screen).toEqual([])
}

/** What can be pressed or filled in and had no focus on the way round. Arrow keys lead to the others of a group of radio buttons. */
function notReached(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { ids } = (window as unknown as { keyboardWatch: { ids: WeakMap<Element, number> } }).keyboardWatch
    return [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled, [type="radio"], [type="file"]'))
      .filter((one) => !ids.has(one) && !(one.tabIndex < 0 && one.closest('[role="row"]')))
      .map((one) => one.outerHTML.slice(0, 140))
  })
}
