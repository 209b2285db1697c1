import { toApp } from './addresses.ts'
import type { BrowserInput } from './browser-keys.ts'
import { bindingName, worldName, type BridgeMessage } from './bridge.ts'
import type { CdpEvent, Params } from './cdp.ts'
import { preventable } from './events.ts'
import type { FrameInfo } from './frames.ts'
import { receiveInput } from './input-events.ts'
import { invoked, ipcMain } from './ipc-main.ts'
import { toWorld, type Page } from './page.ts'

/** Takes an event of the browser about this page; those that are not in the table do not matter. */
export function receive(page: Page, { method, params }: CdpEvent): void {
  received[method]?.(page, params)
}

const received: Readonly<Record<string, (page: Page, params: Params) => void>> = {
  'Runtime.executionContextCreated': ({ worlds }, params) => {
    const { id, uniqueId, name, auxData } = params['context'] as {
      id: number
      uniqueId: string
      name: string
      auxData: { frameId: string }
    }
    worlds.set(id, { unique: uniqueId, frameId: auxData.frameId, name })
  },
  'Runtime.executionContextDestroyed': ({ worlds }, params) => void worlds.delete(params['executionContextId'] as number),
  'Runtime.executionContextsCleared': ({ worlds }) => worlds.clear(),
  'Runtime.bindingCalled': (page, params) => {
    if (params['name'] === bindingName) void fromPage(page, params['executionContextId'] as number, params['payload'] as string)
  },
  'Page.frameNavigated': (page, params) => navigated(page, params['frame'] as FrameInfo),
  'Page.frameAttached': ({ frames }, params) =>
    frames.put({ id: params['frameId'] as string, parentId: params['parentFrameId'] as string, url: '', securityOrigin: 'null' }),
  'Page.frameDetached': ({ frames }, params) => frames.remove(params['frameId'] as string),
  'Page.navigatedWithinDocument': (page, params) => {
    if (params['frameId'] === page.targetId) page.address = toApp(params['url'] as string)
  },
  'Page.domContentEventFired': ({ events }) => void events.emit('dom-ready', {}),
  'Page.loadEventFired': loadEnded,
  'Inspector.targetCrashed': (page) => {
    if (!page.isDestroyed) crashed(page, 'crashed')
  },
}

export function crashed(page: Page, reason: 'crashed' | 'killed'): void {
  if (page.isCrashed) return
  page.isCrashed = true
  page.worlds.clear()
  page.events.emit('render-process-gone', {}, { reason, exitCode: 1 })
}

function loadEnded(page: Page): void {
  if (!toApp(page.frames.urlOf(page.targetId)).startsWith('app://')) return
  page.settleLoad?.resolve()
  page.settleLoad = undefined
  page.events.emit('did-finish-load', {})
  if (!page.wasLoaded) {
    page.wasLoaded = true
    page.host.onFirstLoad()
  }
}

function navigated(page: Page, frame: FrameInfo): void {
  page.frames.put(frame)
  if (frame.id !== page.targetId) return
  page.isCrashed = false
  page.frames.removeAllBut(page.targetId)
  const url = toApp(frame.url)
  // about:blank and blob: pages never pass the interception of requests, so they are undone after the fact.
  if (page.address !== '' && !url.startsWith('app://')) {
    preventable(page.events, 'will-navigate', { url }, url)
    void page.sender.loadURL(page.address).catch(() => undefined)
    return
  }
  page.address = url
}

/** A message of the preload. */
async function fromPage(page: Page, worldId: number, payload: string): Promise<void> {
  const world = page.worlds.get(worldId)
  if (world?.name !== worldName) return
  const message = JSON.parse(payload) as BridgeMessage
  if (message.kind === 'preload-error') {
    process.stderr.write(`preload: ${String(message.args[0])}\n`)
    page.events.emit('preload-error', {}, page.host.preload, new Error(String(message.args[0])))
    return
  }
  if (message.kind === 'input') {
    receiveInput(page, message.args[0] as BrowserInput)
    return
  }
  const event = { type: 'frame', sender: page.sender, senderFrame: page.frames.standInOf(world.frameId), frameId: world.frameId }
  if (message.kind === 'send') {
    ipcMain.emit(message.channel, event, ...message.args)
    return
  }
  const answer = await invoked(event, message.channel, message.args)
  toWorld(page, world, { id: message.id, ...answer })
}
