import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { originToApp, toBrowser } from './addresses.ts'
import { bindingName, pageScript, preloadScript, worldName } from './bridge.ts'
import { isHeadless } from './browser.ts'
import { preventable } from './events.ts'
import { createFrames, nextNumber, type FrameInfo } from './frames.ts'
import { extend, lacking, standIn } from './lacks.ts'
import { showMenu } from './input-events.ts'
import type { DrawnItem } from './menu-in-page.ts'
import { crashed, receive } from './page-events.ts'
import { send, toWorld, type Page, type WebContentsHost } from './page.ts'
import { decidedPermissions, session } from './session.ts'
import { createZoom, type Zoom } from './zoom.ts'

export type WebContentsStandIn = ReturnType<typeof webContentsOf>

export function createWebContents(host: WebContentsHost) {
  const page: Page = {
    host,
    events: new EventEmitter(),
    frames: createFrames(),
    worlds: new Map(),
    targetId: '',
    address: '',
    asked: undefined,
    menuPlace: { x: 0, y: 0 },
    isDestroyed: false,
    isCrashed: false,
    wasLoaded: false,
    settleLoad: undefined,
    sender: { loadURL: () => Promise.reject(new Error('There is no page yet')) },
  }
  const ready = attach(page)
  ready.catch(() => undefined)
  const zoom = createZoom(page)
  const webContents = webContentsOf(page, ready, zoom)
  page.sender = webContents
  return {
    webContents,
    /** A document is asked for in this page: main may refuse, unless it asked itself. */
    mayNavigate: (url: string): boolean => {
      if (page.asked !== undefined && stripped(url) === stripped(page.asked)) {
        page.asked = undefined
        return true
      }
      return preventable(page.events, 'will-navigate', { url, isMainFrame: true }, url)
    },
    gone: (reason: 'closed' | 'browser-died') => {
      if (page.isDestroyed) return
      page.settleLoad?.reject(new Error('ERR_FAILED (-2)'))
      if (reason === 'browser-died') crashed(page, 'killed')
      page.isDestroyed = true
      page.events.emit('destroyed')
    },
    hasFrame: page.frames.has,
    resized: zoom.resized,
    showMenu: (items: readonly DrawnItem[]) => showMenu(page, items),
    evaluate: (expression: string) => send(page, 'Runtime.evaluate', { expression, awaitPromise: true, userGesture: true }),
  }
}

/** Follows the page's events, and puts the preload and its bridge into every document to come. */
async function attach(page: Page): Promise<void> {
  const { host } = page
  const { browser, targetId, sessionId } = await host.page
  page.targetId = targetId
  browser.cdp.onEvent((event) => {
    if (event.sessionId === sessionId) receive(page, event)
  })
  await Promise.all([send(page, 'Page.enable'), send(page, 'Inspector.enable'), send(page, 'Runtime.enable')])
  const { frameTree } = await send<{ frameTree: { frame: FrameInfo } }>(page, 'Page.getFrameTree')
  page.frames.put(frameTree.frame)
  if (!host.javascript) await send(page, 'Emulation.setScriptExecutionDisabled', { value: true })
  if (host.preload !== undefined) {
    const homes = ['https://ra-desk.invalid/']
    const source = preloadScript(homes, readFileSync(host.preload, 'utf8'))
    await send(page, 'Runtime.addBinding', { name: bindingName, executionContextName: worldName })
    await send(page, 'Page.addScriptToEvaluateOnNewDocument', { source, worldName })
    await send(page, 'Page.addScriptToEvaluateOnNewDocument', { source: pageScript(homes) })
  }
}

function webContentsOf(page: Page, ready: Promise<void>, zoom: Zoom) {
  const load = async (url: string): Promise<void> => {
    await ready
    await navigate(page, url)
  }
  return standIn(
    'webContents',
    extend(page.events, {
      id: nextNumber(),
      session: session.defaultSession,
      get mainFrame() {
        return page.frames.standInOf(page.targetId)
      },
      getURL: () => page.address,
      getTitle: () => '',
      isDestroyed: () => page.isDestroyed,
      isCrashed: () => page.isCrashed,
      loadURL: load,
      reload: () => {
        // After a crash there is nothing to reload: the page is opened again.
        if (page.isCrashed) void load(page.address || page.asked!).catch(() => undefined)
        else {
          page.asked = page.address
          send(page, 'Page.reload').catch(() => undefined)
        }
      },
      forcefullyCrashRenderer: () => {
        void ready.then(() => send(page, 'Page.crash')).catch(() => undefined)
      },
      close: () => {
        page.host.close()
      },
      focus: () => {
        send(page, 'Page.bringToFront').catch(() => undefined)
      },
      send: (channel: string, ...args: unknown[]) => {
        for (const world of page.worlds.values())
          if (world.name === worldName && world.frameId === page.targetId) toWorld(page, world, { channel, args })
      },
      /** `window.open` returns nothing in the page (`bridge.ts`), and a window that still opens is closed (`browser.ts`): always denied. */
      setWindowOpenHandler: (_handler: (details: { url: string }) => { action: 'allow' | 'deny' }) => undefined,
      getZoomFactor: zoom.get,
      setZoomFactor: zoom.set,
      /** The same is on the browser's command line, where it holds for all pages. */
      setWebRTCIPHandlingPolicy: (_policy: string) => undefined,
      /** A drag cannot be begun over the protocol: there, the page's own picture is dragged. */
      startDrag: (_item: { file: string }) => undefined,
      /** Chromium's own dialog. Without a desktop it cannot be answered, so it counts as cancelled. */
      print: (_options: unknown, done: (isSent: boolean, reason: string) => void) => {
        if (isHeadless()) done(false, 'Print job canceled')
        else
          send(page, 'Emulation.setScriptExecutionDisabled', { value: false })
            .then(() => send(page, 'Runtime.evaluate', { expression: 'window.print()' }))
            .then(
              () => done(true, ''),
              () => done(false, 'Print job failed'),
            )
      },
      printToPDF: lacking('webContents.printToPDF'),
    }),
  )
}

/** Resolves when the page has loaded; the load before it, if it goes on still, is broken off. */
async function navigate(page: Page, url: string): Promise<void> {
  page.asked = url
  const { browser } = await page.host.page
  const target = toBrowser(url)
  const { origin } = new URL(target)
  await Promise.all(
    decidedPermissions(page.sender, originToApp(origin)).map(({ name, setting }) =>
      browser.cdp.send('Browser.setPermission', { permission: { name }, setting, origin }).catch(() => undefined),
    ),
  )
  const done = new Promise<void>((resolve, reject) => {
    page.settleLoad?.reject(new Error('ERR_ABORTED (-3)'))
    page.settleLoad = { resolve, reject }
  })
  done.catch(() => undefined)
  const { errorText } = await send<{ errorText?: string }>(page, 'Page.navigate', { url: target })
  if (errorText) {
    page.settleLoad = undefined
    throw new Error(`${errorText} loading '${url}'`)
  }
  await done
}

function stripped(url: string): string {
  return url.replace(/#.*$/s, '')
}
