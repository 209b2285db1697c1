/**
 * One end of the wire of `bridge.ts`. Values cross as text, as Electron's contextBridge copies them: functions and promises by number.
 * Sent as text to the browser: nothing here may use anything but the functions of `peerParts` and the browser's own.
 */
interface Message {
  readonly t: string
  readonly key?: string
  readonly value?: unknown
  readonly fn?: number
  readonly args?: unknown[]
  readonly reply?: number
  readonly promise?: number
  readonly error?: string
}
/** A value (`v`), undefined (`u`), a function (`f`), a promise (`p`), an error (`e`), a list (`a`) or an object (`o`). */
interface Coded {
  readonly v?: unknown
  readonly u?: 1
  readonly f?: number
  readonly p?: number
  readonly e?: string
  readonly a?: Coded[]
  readonly o?: [string, Coded][]
}

/** Built-ins are kept at the start, so that the page cannot change what its own end does later. */
export function peer(wire: EventTarget, into: string, out: string, onExpose?: (key: string, value: unknown) => void) {
  const { parse, stringify } = JSON
  const SafeEvent = CustomEvent
  const dispatch = EventTarget.prototype.dispatchEvent
  const apply = Reflect.apply
  const forget = Reflect.deleteProperty
  const replies: Record<number, Message> = { __proto__: null } as never
  let lastReply = 0

  const send = (message: Message) => {
    apply(dispatch, wire, [new SafeEvent(out, { detail: stringify(message) })])
  }
  const { encode, functions } = makeEncoder(send)
  const { decode, settle, frozen } = makeDecoder((fn, args) => {
    const reply = ++lastReply
    const sent: Coded[] = []
    for (let i = 0; i < args.length; i++) sent[i] = encode(args[i])
    send({ t: 'apply', fn, args: sent, reply })
    const answer = replies[reply]
    forget(replies, reply)
    if (!answer) throw new Error('The bridge is closed')
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.value as Coded
  })
  const receive = (message: Message) => {
    if (message.t === 'expose') onExpose?.(message.key!, frozen(decode(message.value as Coded)))
    else if (message.t === 'return') replies[message.reply!] = message
    else if (message.t === 'settle') settle(message)
    else if (message.t === 'apply') {
      try {
        const args: unknown[] = []
        for (let i = 0; i < message.args!.length; i++) args[i] = decode(message.args![i] as Coded)
        send({ t: 'return', reply: message.reply!, value: encode(apply(functions[message.fn!]!, undefined, args)) })
      } catch (error) {
        send({ t: 'return', reply: message.reply!, error: wordsOf(error) })
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

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** `functions`: those that the other end may call, by number. A promise is settled by a message of its own. */
function makeEncoder(send: (message: Message) => void) {
  const { entries, getPrototypeOf } = Object
  const isArray = Array.isArray
  const proto = Object.prototype
  const SafePromise = Promise
  const then = Promise.prototype.then
  const apply = Reflect.apply
  const functions: ((...args: unknown[]) => unknown)[] = []
  let lastPromise = 0

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
          send({ t: 'settle', promise, error: wordsOf(error) })
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
  return { encode, functions }
}

/** `call` calls a function of the other end. */
function makeDecoder(call: (fn: number, args: readonly unknown[]) => Coded) {
  const { freeze, entries, defineProperty } = Object
  const SafePromise = Promise
  const forget = Reflect.deleteProperty
  const promises: Record<number, { resolve(value: unknown): void; reject(error: Error): void }> = { __proto__: null } as never

  const decode = (coded: Coded): unknown => {
    if (coded.f !== undefined) {
      const fn = coded.f
      return (...args: unknown[]) => decode(call(fn, args))
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
  const settle = ({ promise, value, error }: Message) => {
    const waiting = promises[promise!]
    forget(promises, promise!)
    if (error !== undefined) waiting?.reject(new Error(error))
    else waiting?.resolve(decode(value as Coded))
  }
  const frozen = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) {
      for (const [, item] of entries(value)) frozen(item)
      freeze(value)
    }
    return value
  }
  return { decode, settle, frozen }
}

/** `peer`, and the functions that it names. */
export const peerParts = [peer, wordsOf, makeEncoder, makeDecoder] as const
