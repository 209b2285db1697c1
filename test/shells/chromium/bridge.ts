/**
 * What runs inside the browser so that the preload bundle can stay as it is: the two ends of a wire between the preload's isolated
 * world and the page's own. The functions are sent as text, each together with those that it names, and must not use anything else.
 *
 * The wire is an `EventTarget` of which only these two hold a reference: the preload end hands it over synchronously before the
 * page's first script runs.
 */
import { peer, peerParts } from './bridge-peer.ts'
import { browserKeyParts, withoutBrowserKeys, type BrowserInput } from './browser-keys.ts'
import { drawMenu, type DrawnItem } from './menu-in-page.ts'

export const worldName = 'ra-desk-preload'
export const bindingName = 'raDeskToMain'
export const receiverName = 'raDeskFromMain'

export interface BridgeMessage {
  readonly kind: 'invoke' | 'send' | 'preload-error' | 'input'
  readonly id: number
  readonly channel: string
  readonly args: unknown[]
}

/** Text to run at the start of every document, in the page's world. */
export function pageScript(homes: readonly string[]): string {
  return `${asText(pageEnd, [isOurs, ...peerParts])}(${JSON.stringify(homes)})`
}

/** Text to run at the start of every document, in the isolated world. */
export function preloadScript(homes: readonly string[], preload: string): string {
  const run = asText(preloadEnd, [isOurs, strict, offerWire, makeIpcRenderer, ...peerParts, ...browserKeyParts, drawMenu])
  return `${run}(${JSON.stringify({ homes, bindingName, receiverName })}, function (require, module, exports) {${preload}\n})`
}

type AnyFunction = (...args: never[]) => unknown

/** An expression for the function, with the functions that it names. */
function asText(entry: AnyFunction, named: readonly AnyFunction[]): string {
  return `(() => {\n${named.map(String).join('\n')}\nreturn ${String(entry)}\n})()`
}

function isOurs(homes: readonly string[]): boolean {
  return window === window.top && homes.some((home) => location.href.startsWith(home))
}

function pageEnd(homes: readonly string[]): void {
  if (!isOurs(homes)) return
  window.addEventListener(
    'ra-desk-wire',
    (event) => {
      event.stopImmediatePropagation()
      const wire = (event as FocusEvent).relatedTarget!
      peer(wire, 'to-page', 'to-preload', (key, value) => {
        Object.defineProperty(window, key, { value, enumerable: true, writable: false, configurable: false })
      })
      wire.dispatchEvent(new CustomEvent('taken'))
    },
    { once: true },
  )
  window.dispatchEvent(new Event('ra-desk-hello'))
  // As in Electron, where the window-open handler says no.
  Object.defineProperty(window, 'open', { value: () => null, writable: false, configurable: false })
}

interface Names {
  readonly homes: readonly string[]
  readonly bindingName: string
  readonly receiverName: string
}
type Preload = (require: (name: string) => unknown, module: object, exports: object) => void

/** Runs the preload bundle as Electron's sandbox does. */
function preloadEnd(names: Names, preload: Preload): void {
  if (!isOurs(names.homes)) return
  const world = globalThis as unknown as Record<string, unknown>
  const post = world[names.bindingName] as (text: string) => void
  const tell = (input: BrowserInput) => post(JSON.stringify({ kind: 'input', id: 0, channel: '', args: [input] }))
  withoutBrowserKeys(tell)
  const electron = strict('electron', {
    contextBridge: strict('contextBridge', { exposeInMainWorld: offerWire() }),
    ipcRenderer: makeIpcRenderer(post, (receive) => {
      world[names.receiverName] = (text: string) => {
        const { menu } = JSON.parse(text) as { menu?: { items: DrawnItem[]; at: { x: number; y: number } } }
        if (menu) drawMenu(menu.items, menu.at, (command) => tell({ what: 'chosen', command }))
        else receive(text)
      }
    }),
  })
  const module = { exports: {} }
  try {
    preload(
      (name) => {
        if (name === 'electron' || name === 'electron/renderer') return electron
        throw new Error(`A sandboxed preload cannot require ${name}`)
      },
      module,
      module.exports,
    )
  } catch (error) {
    post(JSON.stringify({ kind: 'preload-error', id: 0, channel: '', args: [String(error)] }))
  }
}

function strict<Target extends object>(name: string, target: Target): Target {
  return new Proxy(target, {
    get(of, key) {
      if (key in of || typeof key === 'symbol') return Reflect.get(of, key) as unknown
      throw new Error(`The Chromium stand-in for Electron lacks ${name}.${key}`)
    },
  })
}

/** Offers the wire until the page's end takes it. Answers what exposes a value there; until then values wait. */
function offerWire(): (key: string, value: unknown) => void {
  const wire = new EventTarget()
  const give = () => {
    window.dispatchEvent(new FocusEvent('ra-desk-wire', { relatedTarget: wire }))
  }
  const link = peer(wire, 'to-preload', 'to-page')
  const held: [string, unknown][] = []
  let taken = false
  wire.addEventListener(
    'taken',
    () => {
      taken = true
      window.removeEventListener('ra-desk-hello', give)
      for (const [key, value] of held.splice(0)) link.expose(key, value)
    },
    { once: true },
  )
  window.addEventListener('ra-desk-hello', give)
  give()
  return (key, value) => {
    if (taken) link.expose(key, value)
    else held.push([key, value])
  }
}

/** `post` sends text to main, `onText` sets what main's text is given to. */
function makeIpcRenderer(post: (text: string) => void, onText: (receive: (text: string) => void) => void): object {
  type Listener = (event: object, ...args: unknown[]) => void
  const listeners = new Map<string, Set<Listener>>()
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let lastId = 0
  const off = (channel: string, listener: Listener) => {
    listeners.get(channel)?.delete(listener)
    return ipcRenderer
  }
  const ipcRenderer: object = strict('ipcRenderer', {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        post(JSON.stringify({ kind: 'invoke', id, channel, args }))
      }),
    send: (channel: string, ...args: unknown[]) => {
      post(JSON.stringify({ kind: 'send', id: 0, channel, args }))
    },
    on: (channel: string, listener: Listener) => {
      if (!listeners.has(channel)) listeners.set(channel, new Set())
      listeners.get(channel)!.add(listener)
      return ipcRenderer
    },
    off,
    removeListener: off,
  })
  onText((text) => {
    const message = JSON.parse(text) as { id?: number; ok?: boolean; value?: unknown; error?: string; channel?: string; args?: unknown[] }
    if (message.channel !== undefined) {
      for (const listener of [...(listeners.get(message.channel) ?? [])]) listener({}, ...(message.args ?? []))
      return
    }
    const asked = waiting.get(message.id!)
    waiting.delete(message.id!)
    if (message.ok) asked?.resolve(message.value)
    else asked?.reject(new Error(message.error))
  })
  return ipcRenderer
}
