/** From what a person does in a page to the paint that answers it, by the page's own clock. Works in the app and in a plain page. */
import type { Page } from '@playwright/test'

export interface Watched {
  readonly on: 'click' | 'keydown'
  /** Painted when an element that fits this selector has this text. Without it: the last paint before the page is quiet. */
  readonly until?: { readonly selector: string; readonly text: string }
}

/** Milliseconds from what was done. */
export interface Answered {
  /** To the change of the page: it is there, and the next frame shows it. */
  readonly changed: number
  readonly painted: number
}

interface WatchingWindow extends Window {
  paintWatch?: Promise<Answered | undefined>
}

/** The page is quiet when nothing on it changed for so long. */
const QUIET_MILLISECONDS = 250

/** Does it and answers when the page answered; nothing when it changed nothing. */
export async function measurePaint(page: Page, watched: Watched, act: () => Promise<void>): Promise<Answered | undefined> {
  await page.evaluate(watch, { ...watched, quiet: QUIET_MILLISECONDS })
  await act()
  return page.evaluate(() => (window as WatchingWindow).paintWatch)
}

/** Runs in the page: nothing outside of it is there. */
function watch({ on, until, quiet }: Watched & { readonly quiet: number }): void {
  const isThere = () =>
    until !== undefined && [...document.querySelectorAll(until.selector)].some(({ textContent }) => textContent.includes(until.text))
  ;(window as WatchingWindow).paintWatch = new Promise((resolve) => {
    let from: number | undefined
    let last: number | undefined
    let changed: number | undefined
    let late: ReturnType<typeof setTimeout> | undefined
    const finish = (painted: number | undefined) => {
      clearTimeout(late)
      changes.disconnect()
      const answered = painted !== undefined && from !== undefined && changed !== undefined
      resolve(answered ? { changed: changed! - from!, painted: painted - from! } : undefined)
    }
    const wait = () => {
      clearTimeout(late)
      if (until === undefined) late = setTimeout(() => finish(last), quiet)
    }
    // After the frame of a change was drawn, the first task comes.
    const changes = new MutationObserver(() => {
      if (from === undefined) return
      if (until === undefined) changed = performance.now()
      else if (isThere()) changed ??= performance.now()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          last = performance.now()
          if (isThere()) finish(last)
          else wait()
        }
        port2.postMessage(undefined)
      })
    })
    changes.observe(until === undefined ? (document.querySelector('main') ?? document.body) : document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
    addEventListener(
      on,
      (event) => {
        from = event.timeStamp
        wait()
      },
      { capture: true, once: true },
    )
  })
}
