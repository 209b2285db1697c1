import type { Browser } from './browser.ts'

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}
type State = 'normal' | 'maximized' | 'minimized'

/** Where a window stands: main's own idea of it, carried to the browser's window and followed from there. */
export interface WindowPlace {
  bounds(): Rectangle
  state(): State
  setBounds(wanted: Partial<Rectangle>): void
  setState(wanted: State): void
  /** Follows what a person does to the window, until `unwatch`. */
  watch(browser: Browser, targetId: string): void
  unwatch(): void
}

/** `page`: the window's page, once there is one. `onResize`: a person moved or sized the window. */
export function createWindowPlace(
  first: Rectangle,
  page: () => Promise<{ readonly browser: Browser; readonly targetId: string }>,
  onResize: () => void,
): WindowPlace {
  let bounds = first
  let state: State = 'normal'
  let watching: NodeJS.Timeout | undefined
  const setWindow = async (wanted: object): Promise<void> => {
    const { browser, targetId } = await page()
    const { windowId } = await browser.cdp.send<{ windowId: number }>('Browser.getWindowForTarget', { targetId })
    await browser.cdp.send('Browser.setWindowBounds', { windowId, bounds: wanted })
  }
  const look = async (browser: Browser, targetId: string): Promise<void> => {
    const { left, top, width, height, windowState } = (
      await browser.cdp.send<{ bounds: { left: number; top: number; width: number; height: number; windowState: State } }>(
        'Browser.getWindowForTarget',
        { targetId },
      )
    ).bounds
    if (windowState === 'normal' || windowState === 'maximized' || windowState === 'minimized') state = windowState
    if (state !== 'normal' || (left === bounds.x && top === bounds.y && width === bounds.width && height === bounds.height)) return
    bounds = { x: left, y: top, width, height }
    onResize()
  }
  return {
    bounds: () => ({ ...bounds }),
    state: () => state,
    setBounds(wanted) {
      bounds = { ...bounds, ...wanted }
      setWindow({ left: bounds.x, top: bounds.y, width: bounds.width, height: bounds.height }).catch(() => undefined)
    },
    setState(wanted) {
      state = wanted
      setWindow({ windowState: wanted }).catch(() => undefined)
    },
    /** The protocol has no event for moving or sizing a window. */
    watch(browser, targetId) {
      watching = setInterval(() => {
        look(browser, targetId).catch(() => undefined)
      }, 2_000).unref()
    },
    unwatch() {
      clearInterval(watching)
    },
  }
}
