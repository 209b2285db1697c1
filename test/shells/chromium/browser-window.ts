import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { allWindowsClosed, app, shutdown, switches } from './app.ts'
import { toBrowser } from './addresses.ts'
import { startBrowser, type Browser, type PausedRequest } from './browser.ts'
import { preventable } from './events.ts'
import { standIn } from './lacks.ts'
import { answerRequest } from './session.ts'
import { createWebContents } from './web-contents.ts'

export interface WindowOptions {
  readonly width?: number
  readonly height?: number
  readonly x?: number
  readonly y?: number
  readonly title?: string
  readonly show?: boolean
  readonly webPreferences?: { readonly preload?: string; readonly javascript?: boolean }
}
interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}
interface Kept {
  readonly window: WindowStandIn
  readonly contents: ReturnType<typeof createWebContents>
  targetId: string | undefined
  gone(reason: 'closed' | 'browser-died'): void
}

const windows = new Map<number, Kept>()
let browser: Promise<Browser> | undefined
let running: Browser | undefined

function answer(request: PausedRequest): Promise<Response | 'refused'> {
  const owner = [...windows.values()].find((kept) => kept.targetId === request.frameId)
  // A page that is in no window yet (the browser's first moment) gets nothing: it would have no bridge.
  const inWindow =
    request.isDocument && (owner !== undefined || [...windows.values()].some(({ contents }) => contents.hasFrame(request.frameId)))
  if (request.isDocument && (!inWindow || owner?.contents.mayNavigate(request.url) === false)) return Promise.resolve('refused')
  return answerRequest(request)
}

/** The browser starts with the first window and again with the next one after it died. */
function getBrowser(size: { width: number; height: number }): Promise<Browser> {
  browser ??= startBrowser({
    profile: join(app.getPath('sessionData'), 'chromium'),
    home: toBrowser('app://ra-desk/'),
    size,
    switches,
    answer,
  }).then((started) => {
    running = started
    started.onPageGone((targetId) => {
      for (const kept of [...windows.values()]) if (kept.targetId === targetId) kept.gone('closed')
    })
    started.onGone(() => {
      running = browser = undefined
      for (const kept of [...windows.values()]) kept.gone('browser-died')
    })
    return started
  })
  return browser
}
shutdown.closeWindows = () =>
  [...windows.values()].every(({ window }) => {
    window.close()
    return window.isDestroyed()
  })
shutdown.closeBrowser = async () => {
  const started = await browser?.catch(() => undefined)
  await started?.close()
}
shutdown.killBrowser = () => {
  running?.kill()
}

export class WindowStandIn extends EventEmitter {
  readonly id: number
  readonly webContents: ReturnType<typeof createWebContents>['webContents']
  readonly setBounds: (bounds: Partial<Rectangle>) => void
  readonly getBounds: () => Rectangle
  readonly isMaximized: () => boolean
  readonly maximize: () => void
  readonly minimize: () => void
  readonly restore: () => void
  readonly isMinimized: () => boolean
  readonly isDestroyed: () => boolean
  readonly destroy: () => void
  readonly setTitle: (title: string) => void
  readonly getTitle: () => string

  constructor(options: WindowOptions = {}) {
    super()
    const self = standIn('BrowserWindow', this)
    let bounds: Rectangle = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    let state: 'normal' | 'maximized' | 'minimized' = 'normal'
    let title = options.title ?? ''
    let destroyed = false
    let watching: NodeJS.Timeout | undefined

    const page = getBrowser(bounds).then(async (started) => {
      if (destroyed) throw new Error('The window was closed before it was there')
      const { targetId, sessionId } = await started.openPage(bounds)
      if (destroyed) {
        await started.cdp.send('Target.closeTarget', { targetId }).catch(() => undefined)
        throw new Error('The window was closed before it was there')
      }
      kept.targetId = targetId
      if (!started.headless) watching = watchBounds(started, targetId)
      return { browser: started, targetId, sessionId }
    })
    page.catch((error: unknown) => {
      if (destroyed) return
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      kept.gone('browser-died')
    })
    const contents = createWebContents({
      page,
      preload: options.webPreferences?.preload,
      javascript: options.webPreferences?.javascript !== false,
      onFirstLoad: () => {
        this.emit('ready-to-show')
      },
      close: () => {
        this.close()
      },
    })

    const windowOf = async () => {
      const { browser: started, targetId } = await page
      const { windowId } = await started.cdp.send<{ windowId: number }>('Browser.getWindowForTarget', { targetId })
      return { started, windowId }
    }
    const setWindow = (wanted: object) => {
      void windowOf()
        .then(({ started, windowId }) => started.cdp.send('Browser.setWindowBounds', { windowId, bounds: wanted }))
        .catch(() => undefined)
    }
    /** The protocol has no event for moving or sizing a window. */
    const watchBounds = (started: Browser, targetId: string) =>
      setInterval(() => {
        started.cdp
          .send<{ bounds: { left: number; top: number; width: number; height: number; windowState: typeof state } }>(
            'Browser.getWindowForTarget',
            { targetId },
          )
          .then(({ bounds: { left, top, width, height, windowState } }) => {
            if (windowState === 'normal' || windowState === 'maximized' || windowState === 'minimized') state = windowState
            if (state !== 'normal' || (left === bounds.x && top === bounds.y && width === bounds.width && height === bounds.height)) return
            bounds = { x: left, y: top, width, height }
            this.emit('resize')
          })
          .catch(() => undefined)
      }, 2_000).unref()

    const kept: Kept = {
      window: self,
      contents,
      targetId: undefined,
      gone: (reason) => {
        if (destroyed) return
        contents.gone(reason)
        // A person's click on the window's cross has closed the page already: there is nothing left to prevent.
        if (reason === 'closed') preventable(this, 'close')
        end()
      },
    }
    const end = () => {
      destroyed = true
      clearInterval(watching)
      windows.delete(this.id)
      contents.gone('closed')
      this.emit('closed')
      if (windows.size === 0) allWindowsClosed()
    }

    this.id = contents.webContents.id
    this.webContents = contents.webContents
    this.getBounds = () => ({ ...bounds })
    this.setBounds = (wanted) => {
      bounds = { ...bounds, ...wanted }
      setWindow({ left: bounds.x, top: bounds.y, width: bounds.width, height: bounds.height })
    }
    this.isMaximized = () => state === 'maximized'
    this.isMinimized = () => state === 'minimized'
    this.maximize = () => {
      state = 'maximized'
      setWindow({ windowState: 'maximized' })
    }
    this.minimize = () => {
      state = 'minimized'
      setWindow({ windowState: 'minimized' })
    }
    this.restore = () => {
      state = 'normal'
      setWindow({ windowState: 'normal' })
    }
    this.isDestroyed = () => destroyed
    this.destroy = () => {
      if (destroyed) return
      end()
      page.then(({ browser: started, targetId }) => started.cdp.send('Target.closeTarget', { targetId })).catch(() => undefined)
    }
    /** The page's own title is what Chromium shows. */
    this.setTitle = (wanted) => {
      title = wanted
    }
    this.getTitle = () => title
    windows.set(this.id, kept)
    return self
  }

  static getAllWindows(): WindowStandIn[] {
    return [...windows.values()].map(({ window }) => window)
  }
  static fromWebContents(webContents: object): WindowStandIn | null {
    return [...windows.values()].find(({ contents }) => contents.webContents === webContents)?.window ?? null
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }
  close(): void {
    if (!this.isDestroyed() && preventable(this, 'close')) this.destroy()
  }
  getNormalBounds(): Rectangle {
    return this.getBounds()
  }
  /** Chromium cannot hide a window of its own: it shows from the start. */
  show(): void {
    this.focus()
  }
  showInactive(): void {
    /* shown from the start */
  }
  isVisible(): boolean {
    return true
  }
  focus(): void {
    this.webContents.focus()
  }
  /** Electron does nothing here on Linux either; on other systems the stand-in cannot. */
  setContentProtection(_enable: boolean): void {
    /* no such thing over the protocol */
  }
  setMenu(_menu: null): void {
    /* an app window has no menu */
  }
  removeMenu(): void {
    /* an app window has no menu */
  }
  setMenuBarVisibility(_visible: boolean): void {
    /* an app window has no menu */
  }
}

/** Runs an expression in the page of the foremost window (the clipboard needs a page). */
export async function evaluateInPage(expression: string): Promise<void> {
  const first = [...windows.values()][0]
  await first?.contents.evaluate(expression)
}
