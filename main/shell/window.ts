/** The app's windows and what they may never do. */
import { BrowserWindow, Menu, app, screen, session, type WebContents, type WebPreferences } from 'electron'
import { z } from 'zod'
import { appOrigin, isAppUrl, isHomeUrl } from './own-origin.ts'

/** Every preference is written out, so that a changed default cannot open anything. */
function safePreferences(): WebPreferences {
  return {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    webgl: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  }
}

/**
 * Its database must not be evicted when the disk runs low; and the photograph is put on the clipboard by the page, because only the page
 * may decode a picture. What is on the clipboard it never reads.
 */
const allowed: ReadonlySet<string> = new Set(['persistent-storage', 'clipboard-sanitized-write'])

export function isPermissionAllowed(permission: string, requester: string): boolean {
  return allowed.has(permission) && isAppUrl(requester)
}

/** Whether a request may be answered at all. Everything the app needs is its own; blob: and data: never leave the page. */
export function isRequestAllowed(url: string, developing: boolean): boolean {
  return /^(app|blob|data):/.test(url) || (developing && /^(devtools|chrome-extension):/.test(url))
}

/**
 * Before the app is ready. The content policy and the look at every request stop what a page asks for; these two stop what neither sees:
 * names looked up and connections made ahead of a request (`<link rel="preconnect">`), and the datagrams of WebRTC.
 */
export function cutOffNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('webrtc-ip-handling-policy', 'disable_non_proxied_udp')
}

/** Once, before the first window: permissions, downloads and every address that is not ours are refused. */
export function denyTheRest(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(isPermissionAllowed(permission, details.requestingUrl))
  })
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => isPermissionAllowed(permission, origin))
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.setSpellCheckerEnabled(false)
  defaultSession.on('will-download', (event) => {
    event.preventDefault()
  })
  defaultSession.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isRequestAllowed(details.url, !app.isPackaged) })
  })
  Menu.setApplicationMenu(null)
  // Whatever comes to be that is not one of the two windows below may do no more than they.
  app.on('web-contents-created', (_event, contents) => {
    stayHome(contents, isHomeUrl)
  })
}

/** No new windows, no web views, and a page never leaves `mayShow`. */
function stayHome(contents: WebContents, mayShow: (url: string) => boolean): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event, url) => {
    if (!mayShow(url)) event.preventDefault()
  })
  contents.on('will-redirect', (event, url) => {
    if (!mayShow(url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!mayShow(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

export interface Bounds {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}
interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const smallest = { width: 1024, height: 640 }
const remembered = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
})

/** No larger than the work area: at 150 percent, that of a laptop (1366 by 768) is 910 by 464 above the taskbar of Windows 11. */
export const smallestIn = ({ width, height }: Pick<Area, 'width' | 'height'>) => ({
  width: Math.min(smallest.width, width),
  height: Math.min(smallest.height, height),
})

/** Where the window goes: as it was, as long as most of it is on a screen that is still there. */
export function fitBounds(saved: unknown, workAreas: readonly Area[]): Bounds {
  const main = workAreas[0] ?? { x: 0, y: 0, width: 1366, height: 768 }
  const asBefore = remembered.safeParse(saved).data
  if (!asBefore) return { width: Math.min(1280, main.width), height: Math.min(900, main.height), maximized: false }
  const width = Math.max(smallest.width, asBefore.width)
  const height = Math.max(smallest.height, asBefore.height)
  const screenOf = workAreas.find((area) => overlap(area, { ...asBefore, width, height }) >= (width * height) / 2)
  if (!screenOf) return { width: Math.min(width, main.width), height: Math.min(height, main.height), maximized: asBefore.maximized }
  const fitting = { width: Math.min(width, screenOf.width), height: Math.min(height, screenOf.height) }
  const x = Math.min(Math.max(asBefore.x, screenOf.x), screenOf.x + screenOf.width - fitting.width)
  const y = Math.min(Math.max(asBefore.y, screenOf.y), screenOf.y + screenOf.height - fitting.height)
  return { x, y, ...fitting, maximized: asBefore.maximized }
}

function overlap(one: Area, other: Area): number {
  const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return Math.max(0, wide) * Math.max(0, high)
}

export interface MainWindowOptions {
  /** The built preload. */
  readonly preload: string
  readonly title: string
  /** Remembers place and size between starts. */
  readonly place: { read(): unknown; write(bounds: Bounds): void }
}

/** The app's window, not yet loaded: hang the listeners on it, then `loadURL(appOrigin() + '/')`. */
export function openMainWindow({ preload, title, place }: MainWindowOptions): BrowserWindow {
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { maximized, ...bounds } = fitBounds(place.read(), workAreas)
  const least = smallestIn({
    width: Math.min(...workAreas.map(({ width }) => width)),
    height: Math.min(...workAreas.map(({ height }) => height)),
  })
  const window = new BrowserWindow({
    ...bounds,
    title,
    minWidth: least.width,
    minHeight: least.height,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...safePreferences(), preload },
  })
  if (maximized) window.maximize()
  stayHome(window.webContents, isHomeUrl)
  window.once('ready-to-show', () => {
    window.show()
  })
  rememberBounds(window, place)
  return window
}

/** A second window for what must not be in the app's own page: no preload, no scripts, kept out of screen captures where the system can. */
export function openAsideWindow({ title, width, height }: { title: string; width: number; height: number }): BrowserWindow {
  const window = new BrowserWindow({
    width,
    height,
    title,
    show: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    alwaysOnTop: true,
    autoHideMenuBar: true,
    webPreferences: { ...safePreferences(), javascript: false, devTools: false },
  })
  window.setContentProtection(true)
  stayHome(window.webContents, () => false)
  window.once('ready-to-show', () => {
    window.show()
  })
  return window
}

/** Never shown: it holds a page while the system's print dialog is open. */
export function openPrintWindow(): BrowserWindow {
  const window = new BrowserWindow({ show: false, webPreferences: { ...safePreferences(), javascript: false, devTools: false } })
  stayHome(window.webContents, () => false)
  return window
}

/** Clears the page's memory at lock: ends its process, then opens the page again. */
export function emptyPage(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  window.webContents.once('render-process-gone', () => {
    if (!window.isDestroyed()) void window.loadURL(`${appOrigin()}/`).catch(() => undefined)
  })
  window.webContents.forcefullyCrashRenderer()
}

function rememberBounds(window: BrowserWindow, place: MainWindowOptions['place']): void {
  let last = ''
  const save = () => {
    if (window.isDestroyed() || window.isMinimized()) return
    const bounds = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    if (JSON.stringify(bounds) === last) return
    last = JSON.stringify(bounds)
    place.write(bounds)
  }
  let waiting: NodeJS.Timeout | undefined
  const soon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(save, 500)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('close', () => {
    clearTimeout(waiting)
    save()
  })
  window.on('closed', () => {
    clearTimeout(waiting)
  })
}
