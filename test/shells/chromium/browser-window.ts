import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { allWindowsClosed, app, shutdown, switches } from './app.ts'
import { toBrowser } from './addresses.ts'
import { startBrowser, type Browser, type PausedRequest } from './browser.ts'
import { preventable } from './events.ts'
import { standIn } from './lacks.ts'
import type { DrawnItem } from './menu-in-page.ts'
import { answerRequest } from './session.ts'
import { createWebContents, type WebContentsStandIn } from './web-contents.ts'
import { createWindowPlace, type Rectangle, type WindowPlace } from './window-place.ts'

export interface WindowOptions {
  readonly width?: number
  readonly height?: number
  readonly x?: number
  readonly y?: number
  readonly title?: string
  readonly show?: boolean
  readonly minWidth?: number
  readonly minHeight?: number
  readonly webPreferences?: { readonly preload?: string; readonly javascript?: boolean }
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

interface OpenedPage {
  readonly browser: Browser
  readonly targetId: string
  readonly sessionId: string
}

/** The window's page. It is closed again when the window was closed before the page was there. */
async function openPage(bounds: Rectangle, isWindowGone: () => boolean): Promise<OpenedPage> {
  const gone = 'The window was closed before it was there'
  const started = await getBrowser(bounds)
  if (isWindowGone()) throw new Error(gone)
  const { targetId, sessionId } = await started.openPage(bounds)
  if (isWindowGone()) {
    await started.cdp.send('Target.closeTarget', { targetId }).catch(() => undefined)
    throw new Error(gone)
  }
  return { browser: started, targetId, sessionId }
}

export class WindowStandIn extends EventEmitter {
  readonly id: number
  readonly webContents: WebContentsStandIn
  private readonly contents: ReturnType<typeof createWebContents>
  private readonly place: WindowPlace
  private readonly page: Promise<OpenedPage>
  private readonly kept: Kept
  private title: string
  private readonly least: [width: number, height: number]
  private destroyed = false

  constructor(options: WindowOptions = {}) {
    super()
    const { x = 0, y = 0, width = 800, height = 600, minWidth = 0, minHeight = 0, webPreferences, title = '' } = options
    const self = standIn('BrowserWindow', this)
    this.title = title
    this.least = [minWidth, minHeight]
    this.place = createWindowPlace(
      { x, y, width: Math.max(width, minWidth), height: Math.max(height, minHeight) },
      () => this.page,
      () => {
        this.contents.resized()
        this.emit('resize')
      },
    )
    this.page = this.open()
    this.contents = createWebContents({
      page: this.page,
      preload: webPreferences?.preload,
      javascript: webPreferences?.javascript !== false,
      onFirstLoad: () => {
        this.emit('ready-to-show')
      },
      close: () => {
        this.close()
      },
    })
    this.webContents = this.contents.webContents
    this.id = this.webContents.id
    this.kept = { window: self, contents: this.contents, targetId: undefined, gone: (reason) => this.gone(reason) }
    windows.set(this.id, this.kept)
    return self
  }

  private async open(): Promise<OpenedPage> {
    try {
      const page = await openPage(this.place.bounds(), () => this.destroyed)
      this.kept.targetId = page.targetId
      if (!page.browser.headless) this.place.watch(page.browser, page.targetId)
      return page
    } catch (error) {
      if (!this.destroyed) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
        this.gone('browser-died')
      }
      throw error
    }
  }

  private gone(reason: 'closed' | 'browser-died'): void {
    if (this.destroyed) return
    this.contents.gone(reason)
    // A person's click on the window's cross has closed the page already: there is nothing left to prevent.
    if (reason === 'closed') preventable(this, 'close')
    this.end()
  }

  private end(): void {
    this.destroyed = true
    this.place.unwatch()
    windows.delete(this.id)
    this.contents.gone('closed')
    this.emit('closed')
    if (windows.size === 0) allWindowsClosed()
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
  isDestroyed(): boolean {
    return this.destroyed
  }
  destroy(): void {
    if (this.destroyed) return
    this.end()
    this.page.then(({ browser: started, targetId }) => started.cdp.send('Target.closeTarget', { targetId })).catch(() => undefined)
  }
  getBounds(): Rectangle {
    return this.place.bounds()
  }
  /** A person can make the browser's window smaller still: the protocol has no smallest size. */
  getMinimumSize(): number[] {
    return [...this.least]
  }
  setBounds({ width, height, ...place }: Partial<Rectangle>): void {
    const [least, lowest] = this.least
    this.place.setBounds({
      ...place,
      ...(width === undefined ? {} : { width: Math.max(width, least) }),
      ...(height === undefined ? {} : { height: Math.max(height, lowest) }),
    })
    this.contents.resized()
  }
  isMaximized(): boolean {
    return this.place.state() === 'maximized'
  }
  isMinimized(): boolean {
    return this.place.state() === 'minimized'
  }
  maximize(): void {
    this.place.setState('maximized')
  }
  minimize(): void {
    this.place.setState('minimized')
  }
  restore(): void {
    this.place.setState('normal')
  }
  /** Kept only: the page's own title is what Chromium shows. */
  setTitle(title: string): void {
    this.title = title
  }
  getTitle(): string {
    return this.title
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

export function showMenuIn({ id }: Pick<WindowStandIn, 'id'>, items: readonly DrawnItem[]): void {
  windows.get(id)?.contents.showMenu(items)
}
