import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Browser } from './browser.ts'
import type { CdpEvent, Params } from './cdp.ts'
import { bindingName, pageScript, preloadScript, receiverName, worldName, type BridgeMessage } from './bridge.ts'
import { originToApp, toApp, toBrowser } from './addresses.ts'
import { preventable } from './events.ts'
import { invoked, ipcMain } from './ipc-main.ts'
import { extend, lacking, standIn } from './lacks.ts'
import { decidedPermissions, session } from './session.ts'

interface FrameInfo {
  readonly id: string
  readonly parentId?: string
  readonly url: string
  readonly securityOrigin: string
}
interface World {
  readonly unique: string
  readonly frameId: string
  readonly origin: string
  readonly name: string
}

/** A frame as main sees it. One object per frame, so that frames may be compared. */
export interface FrameStandIn {
  readonly url: string
  readonly origin: string
  readonly parent: FrameStandIn | null
  readonly top: FrameStandIn
  readonly frameTreeNodeId: number
  readonly detached: boolean
}

let lastNumber = 0

export interface WebContentsHost {
  /** The page, once the browser has one. */
  readonly page: Promise<{ readonly browser: Browser; readonly targetId: string; readonly sessionId: string }>
  readonly preload: string | undefined
  readonly javascript: boolean
  onFirstLoad(): void
  close(): void
}

export type WebContentsStandIn = ReturnType<typeof createWebContents>['webContents']

export function createWebContents(host: WebContentsHost) {
  const events = new EventEmitter()
  const id = ++lastNumber
  const frames = new Map<string, FrameInfo>()
  const frameObjects = new Map<string, FrameStandIn>()
  const worlds = new Map<number, World>()
  let targetId = ''
  let address = ''
  let asked: string | undefined
  let destroyed = false
  let crashed = false
  let loaded = false
  let settleLoad: { resolve(): void; reject(error: Error): void } | undefined

  const send = async <Answer = Params>(method: string, params: Params = {}): Promise<Answer> => {
    const { browser, sessionId } = await host.page
    return browser.cdp.send<Answer>(method, params, sessionId)
  }
  const ready = host.page.then(async (page) => {
    targetId = page.targetId
    page.browser.cdp.onEvent((event) => {
      if (event.sessionId === page.sessionId) receive(event)
    })
    await Promise.all([send('Page.enable'), send('Inspector.enable'), send('Runtime.enable')])
    const { frameTree } = await send<{ frameTree: { frame: FrameInfo } }>('Page.getFrameTree')
    frames.set(frameTree.frame.id, frameTree.frame)
    if (!host.javascript) await send('Emulation.setScriptExecutionDisabled', { value: true })
    if (host.preload !== undefined) {
      const homes = ['https://ra-desk.invalid/']
      await send('Runtime.addBinding', { name: bindingName, executionContextName: worldName })
      await send('Page.addScriptToEvaluateOnNewDocument', { source: preloadScript(homes, readFileSync(host.preload, 'utf8')), worldName })
      await send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(homes) })
    }
  })
  ready.catch(() => undefined)

  const frameOf = (frameId: string): FrameStandIn => {
    const made = frameObjects.get(frameId)
    if (made) return made
    const number = ++lastNumber
    const frame: FrameStandIn = standIn('WebFrameMain', {
      get url() {
        return toApp(frames.get(frameId)?.url ?? '')
      },
      get origin() {
        return originToApp(frames.get(frameId)?.securityOrigin ?? 'null')
      },
      get parent() {
        const parentId = frames.get(frameId)?.parentId
        return parentId === undefined ? null : frameOf(parentId)
      },
      get top(): FrameStandIn {
        return this.parent?.top ?? frame
      },
      get detached() {
        return !frames.has(frameId)
      },
      frameTreeNodeId: number,
    })
    frameObjects.set(frameId, frame)
    return frame
  }

  function receive({ method, params }: CdpEvent): void {
    if (method === 'Runtime.executionContextCreated') {
      const {
        id: number,
        uniqueId,
        origin,
        name,
        auxData,
      } = params['context'] as { id: number; uniqueId: string; origin: string; name: string; auxData: { frameId: string } }
      worlds.set(number, { unique: uniqueId, frameId: auxData.frameId, origin, name })
    } else if (method === 'Runtime.executionContextDestroyed') worlds.delete(params['executionContextId'] as number)
    else if (method === 'Runtime.executionContextsCleared') worlds.clear()
    else if (method === 'Runtime.bindingCalled')
      void fromPage(params['name'] as string, params['executionContextId'] as number, params['payload'] as string)
    else if (method === 'Page.frameNavigated') navigated(params['frame'] as FrameInfo)
    else if (method === 'Page.frameAttached')
      frames.set(params['frameId'] as string, {
        id: params['frameId'] as string,
        parentId: params['parentFrameId'] as string,
        url: '',
        securityOrigin: 'null',
      })
    else if (method === 'Page.frameDetached') {
      frames.delete(params['frameId'] as string)
      frameObjects.delete(params['frameId'] as string)
    } else if (method === 'Page.navigatedWithinDocument' && params['frameId'] === targetId) address = toApp(params['url'] as string)
    else if (method === 'Page.domContentEventFired') events.emit('dom-ready', {})
    else if (method === 'Page.loadEventFired') {
      if (!toApp(frames.get(targetId)?.url ?? '').startsWith('app://')) return
      settleLoad?.resolve()
      settleLoad = undefined
      events.emit('did-finish-load', {})
      if (!loaded) {
        loaded = true
        host.onFirstLoad()
      }
    } else if (method === 'Inspector.targetCrashed') {
      if (crashed || destroyed) return
      crashed = true
      worlds.clear()
      events.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    }
  }

  function navigated(frame: FrameInfo): void {
    frames.set(frame.id, frame)
    if (frame.id !== targetId) return
    crashed = false
    for (const other of [...frames.keys()])
      if (other !== targetId) {
        frames.delete(other)
        frameObjects.delete(other)
      }
    const url = toApp(frame.url)
    // about:blank and blob: pages never pass the interception of requests, so they are undone after the fact.
    if (address !== '' && !url.startsWith('app://')) {
      preventable(events, 'will-navigate', { url }, url)
      void webContents.loadURL(address).catch(() => undefined)
      return
    }
    address = url
  }

  async function fromPage(name: string, worldId: number, payload: string): Promise<void> {
    const world = worlds.get(worldId)
    if (name !== bindingName || world?.name !== worldName) return
    const message = JSON.parse(payload) as BridgeMessage
    if (message.kind === 'preload-error') {
      process.stderr.write(`preload: ${String(message.args[0])}\n`)
      events.emit('preload-error', {}, host.preload, new Error(String(message.args[0])))
      return
    }
    const event = { type: 'frame', sender: webContents, senderFrame: frameOf(world.frameId), frameId: world.frameId }
    if (message.kind === 'send') {
      ipcMain.emit(message.channel, event, ...message.args)
      return
    }
    const answer = await invoked(event, message.channel, message.args)
    toWorld(world, { id: message.id, ...answer })
  }

  function toWorld(world: World, message: object): void {
    send('Runtime.callFunctionOn', {
      uniqueContextId: world.unique,
      functionDeclaration: `function (text) { globalThis.${receiverName}(text) }`,
      arguments: [{ value: JSON.stringify(message) }],
    }).catch(() => undefined)
  }

  const webContents = standIn(
    'webContents',
    extend(events, {
      id,
      session: session.defaultSession,
      get mainFrame() {
        return frameOf(targetId)
      },
      getURL: () => address,
      getTitle: () => '',
      isDestroyed: () => destroyed,
      isCrashed: () => crashed,
      loadURL: async (url: string): Promise<void> => {
        await ready
        asked = url
        const { browser } = await host.page
        const target = toBrowser(url)
        const { origin } = new URL(target)
        await Promise.all(
          decidedPermissions(webContents, originToApp(origin)).map(({ name, setting }) =>
            browser.cdp.send('Browser.setPermission', { permission: { name }, setting, origin }).catch(() => undefined),
          ),
        )
        const done = new Promise<void>((resolve, reject) => {
          settleLoad?.reject(new Error('ERR_ABORTED (-3)'))
          settleLoad = { resolve, reject }
        })
        done.catch(() => undefined)
        const { errorText } = await send<{ errorText?: string }>('Page.navigate', { url: target })
        if (errorText) {
          settleLoad = undefined
          throw new Error(`${errorText} loading '${url}'`)
        }
        await done
      },
      reload: () => {
        // After a crash there is nothing to reload: the page is opened again.
        if (crashed) void webContents.loadURL(address || asked!).catch(() => undefined)
        else {
          asked = address
          send('Page.reload').catch(() => undefined)
        }
      },
      forcefullyCrashRenderer: () => {
        void ready.then(() => send('Page.crash')).catch(() => undefined)
      },
      close: () => {
        host.close()
      },
      focus: () => {
        send('Page.bringToFront').catch(() => undefined)
      },
      send: (channel: string, ...args: unknown[]) => {
        for (const world of worlds.values()) if (world.name === worldName && world.frameId === targetId) toWorld(world, { channel, args })
      },
      /** `window.open` returns nothing in the page (`bridge.ts`), and a window that still opens is closed (`browser.ts`): always denied. */
      setWindowOpenHandler: (_handler: (details: { url: string }) => { action: 'allow' | 'deny' }) => undefined,
      /** The same is on the browser's command line, where it holds for all pages. */
      setWebRTCIPHandlingPolicy: (_policy: string) => undefined,
      printToPDF: lacking('webContents.printToPDF'),
    }),
  )

  return {
    webContents,
    ready,
    /** A document is asked for in this page: main may refuse, unless it asked itself. */
    mayNavigate: (url: string): boolean => {
      if (asked !== undefined && stripped(url) === stripped(asked)) {
        asked = undefined
        return true
      }
      return preventable(events, 'will-navigate', { url, isMainFrame: true }, url)
    },
    gone: (reason: 'closed' | 'browser-died') => {
      if (destroyed) return
      settleLoad?.reject(new Error('ERR_FAILED (-2)'))
      if (reason === 'browser-died' && !crashed) {
        crashed = true
        events.emit('render-process-gone', {}, { reason: 'killed', exitCode: 1 })
      }
      destroyed = true
      events.emit('destroyed')
    },
    hasFrame: (frameId: string) => frames.has(frameId),
    evaluate: (expression: string) => send('Runtime.evaluate', { expression, awaitPromise: true, userGesture: true }),
  }
}

function stripped(url: string): string {
  return url.replace(/#.*$/s, '')
}
