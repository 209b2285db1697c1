/**
 * What runs inside the browser so that the preload bundle can stay as it is: the two ends of a wire between the preload's isolated
 * world and the page's own. Both functions are sent as text and must not use anything from outside themselves.
 *
 * The wire is an `EventTarget` of which only these two hold a reference: the preload end hands it over synchronously before the
 * page's first script runs. Values cross as text, as Electron's contextBridge copies them: functions and promises by number.
 */
export const worldName = 'ra-desk-preload'
export const bindingName = 'raDeskToMain'
export const receiverName = 'raDeskFromMain'

export interface BridgeMessage {
  readonly kind: 'invoke' | 'send' | 'preload-error'
  readonly id: number
  readonly channel: string
  readonly args: unknown[]
}

/** Text to run at the start of every document, in the page's world. */
export function pageScript(homes: readonly string[]): string {
  return `(${pageEnd.toString()})(${JSON.stringify(homes)}, ${peer.toString()})`
}

/** Text to run at the start of every document, in the isolated world. */
export function preloadScript(homes: readonly string[], preload: string): string {
  return `(${preloadEnd.toString()})(${JSON.stringify({ homes, bindingName, receiverName })}, ${peer.toString()}, function (require, module, exports) {${preload}\n})`
}

type Peer = typeof peer

function pageEnd(homes: string[], makePeer: Peer): void {
  if (window !== window.top || !homes.some((home) => location.href.startsWith(home))) return
  window.addEventListener(
    'ra-desk-wire',
    (event) => {
      event.stopImmediatePropagation()
      const wire = (event as FocusEvent).relatedTarget!
      makePeer(wire, 'to-page', 'to-preload', (key, value) => {
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

function preloadEnd(
  names: { homes: string[]; bindingName: string; receiverName: string },
  makePeer: Peer,
  preload: (require: (name: string) => unknown, module: object, exports: object) => void,
): void {
  if (window !== window.top || !names.homes.some((home) => location.href.startsWith(home))) return
  const world = globalThis as unknown as Record<string, unknown>
  const post = world[names.bindingName] as (text: string) => void
  const wire = new EventTarget()
  const give = () => {
    window.dispatchEvent(new FocusEvent('ra-desk-wire', { relatedTarget: wire }))
  }
  const link = makePeer(wire, 'to-preload', 'to-page')
  const held: [string, unknown][] = []
  let taken = false
  wire.addEventListener(
    'taken',
    () => {
      taken = true
      window.removeEventListener('ra-desk-hello', give)
      for (const [key, api] of held.splice(0)) link.expose(key, api)
    },
    { once: true },
  )
  window.addEventListener('ra-desk-hello', give)
  give()

  const strict = <Target extends object>(name: string, target: Target): Target =>
    new Proxy(target, {
      get(of, key) {
        if (key in of || typeof key === 'symbol') return Reflect.get(of, key) as unknown
        throw new Error(`The Chromium stand-in for Electron lacks ${name}.${key}`)
      },
    })
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
  world[names.receiverName] = (text: string) => {
    const message = JSON.parse(text) as { id?: number; ok?: boolean; value?: unknown; error?: string; channel?: string; args?: unknown[] }
    if (message.channel !== undefined) {
      for (const listener of [...(listeners.get(message.channel) ?? [])]) listener({}, ...(message.args ?? []))
      return
    }
    const asked = waiting.get(message.id!)
    waiting.delete(message.id!)
    if (message.ok) asked?.resolve(message.value)
    else asked?.reject(new Error(message.error))
  }
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => {
      if (taken) link.expose(key, api)
      else held.push([key, api])
    },
  })
  const electron = strict('electron', { contextBridge, ipcRenderer })
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

/** One end of the wire. Built-ins are kept at the start, so that the page cannot change what its own end does later. */
function peer(wire: EventTarget, into: string, out: string, onExpose?: (key: string, value: unknown) => void) {
  type Message = {
    t: string
    key?: string
    value?: unknown
    fn?: number
    args?: unknown[]
    reply?: number
    promise?: number
    error?: string
  }
  type Coded = { v?: unknown; u?: 1; f?: number; p?: number; e?: string; a?: Coded[]; o?: [string, Coded][] }
  const { parse, stringify } = JSON
  const { freeze, entries, getPrototypeOf, defineProperty } = Object
  const isArray = Array.isArray
  const proto = Object.prototype
  const SafePromise = Promise
  const then = Promise.prototype.then
  const SafeEvent = CustomEvent
  const dispatch = EventTarget.prototype.dispatchEvent
  const apply = Reflect.apply
  const forget = Reflect.deleteProperty
  const functions: ((...args: unknown[]) => unknown)[] = []
  const replies: Record<number, Message> = { __proto__: null } as never
  const promises: Record<number, { resolve(value: unknown): void; reject(error: Error): void }> = { __proto__: null } as never
  let lastReply = 0
  let lastPromise = 0

  const send = (message: Message) => {
    apply(dispatch, wire, [new SafeEvent(out, { detail: stringify(message) })])
  }
  const words = (error: unknown) => (error instanceof Error ? error.message : String(error))

  const encode = (value: unknown): Coded => {
    if (value === undefined) return { u: 1 }
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return { v: value }
    if (typeof value === 'function') return { f: functions.push(value as never) - 1 }
    if (value instanceof SafePromise) {
      const promise = ++lastPromise
      void apply(then, value, [
        (result: unknown) => {
          send({ t: 'settle', promise, value: encode(result) })
        },
        (error: unknown) => {
          send({ t: 'settle', promise, error: words(error) })
        },
      ])
      return { p: promise }
    }
    if (value instanceof Error) return { e: value.message }
    if (isArray(value)) {
      const a: Coded[] = []
      for (let i = 0; i < value.length; i++) a[i] = encode(value[i])
      return { a }
    }
    if (typeof value === 'object' && (getPrototypeOf(value) === null || getPrototypeOf(value) === proto)) {
      const o: [string, Coded][] = []
      for (const [key, item] of entries(value)) o[o.length] = [key, encode(item)]
      return { o }
    }
    throw new TypeError('An object could not be cloned.')
  }
  const decode = (coded: Coded): unknown => {
    if (coded.f !== undefined) {
      const fn = coded.f
      return (...args: unknown[]) => {
        const reply = ++lastReply
        const sent: Coded[] = []
        for (let i = 0; i < args.length; i++) sent[i] = encode(args[i])
        send({ t: 'apply', fn, args: sent, reply })
        const answer = replies[reply]
        forget(replies, reply)
        if (!answer) throw new Error('The bridge is closed')
        if (answer.error !== undefined) throw new Error(answer.error)
        return decode(answer.value as Coded)
      }
    }
    if (coded.p !== undefined) {
      const id = coded.p
      return new SafePromise((resolve, reject) => {
        promises[id] = { resolve, reject }
      })
    }
    if (coded.e !== undefined) return new Error(coded.e)
    if (coded.a) {
      const list: unknown[] = []
      for (let i = 0; i < coded.a.length; i++) list[i] = decode(coded.a[i]!)
      return list
    }
    if (coded.o) {
      const object = {}
      for (let i = 0; i < coded.o.length; i++)
        defineProperty(object, coded.o[i]![0], { value: decode(coded.o[i]![1]), enumerable: true, writable: true, configurable: true })
      return object
    }
    return coded.u ? undefined : coded.v
  }
  const frozen = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) {
      for (const [, item] of entries(value)) frozen(item)
      freeze(value)
    }
    return value
  }
  const receive = (message: Message) => {
    if (message.t === 'expose') onExpose?.(message.key!, frozen(decode(message.value as Coded)))
    else if (message.t === 'return') replies[message.reply!] = message
    else if (message.t === 'settle') {
      const waiting = promises[message.promise!]
      forget(promises, message.promise!)
      if (message.error !== undefined) waiting?.reject(new Error(message.error))
      else waiting?.resolve(decode(message.value as Coded))
    } else if (message.t === 'apply') {
      try {
        const args: unknown[] = []
        for (let i = 0; i < message.args!.length; i++) args[i] = decode(message.args![i] as Coded)
        send({ t: 'return', reply: message.reply!, value: encode(apply(functions[message.fn!]!, undefined, args)) })
      } catch (error) {
        send({ t: 'return', reply: message.reply!, error: words(error) })
      }
    }
  }
  wire.addEventListener(into, (event) => {
    receive(parse((event as CustomEvent<string>).detail) as Message)
  })
  return {
    expose: (key: string, value: unknown) => {
      send({ t: 'expose', key, value: encode(value) })
    },
  }
}
