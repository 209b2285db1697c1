/** Watches, in the page, that no act of a person leaves the focus on the body. */
import type { Page } from '@playwright/test'

/** A screen has this long to put the focus somewhere; seen on the body at one moment only, it is on its way. */
const SETTLED_MILLISECONDS = 700
const SECOND_LOOK_MILLISECONDS = 400

/** From now on. Answers how to ask for the acts after which the focus was on the body: nothing, when all is well. It waits until the last act was looked at. */
export async function watchFocus(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(
    ([patience, second]) => {
      const lost: string[] = []
      let timer: ReturnType<typeof setTimeout> | undefined
      const hasLooked = () => timer === undefined
      Object.assign(globalThis, { lostFocus: lost, hasLooked })
      const after = (event: Event) => {
        const what = event.target instanceof Element ? event.target.outerHTML.slice(0, 120) : ''
        clearTimeout(timer)
        const isOnBody = () => document.activeElement === document.body || document.activeElement === null
        // On a busy machine a save or a new screen takes longer than any limit.
        const isOnItsWay = () => document.querySelector('main h1') === null || document.querySelector('[data-busy], .desk-spinner') !== null
        const look = () => {
          timer = undefined
          if (!isOnBody()) return
          timer = setTimeout(() => {
            timer = undefined
            if (!isOnBody()) return
            if (isOnItsWay()) look()
            else lost.push(`${location.hash} ${event.type} ${what}`)
          }, second)
        }
        timer = setTimeout(look, patience)
      }
      for (const type of ['click', 'keydown', 'change', 'submit']) document.addEventListener(type, after, true)
    },
    [SETTLED_MILLISECONDS, SECOND_LOOK_MILLISECONDS] as const,
  )
  return async () => {
    await page.waitForFunction(() => (globalThis as unknown as { hasLooked: () => boolean }).hasLooked())
    return page.evaluate(() => (globalThis as unknown as { lostFocus: string[] }).lostFocus)
  }
}
