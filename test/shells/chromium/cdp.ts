import type { Readable, Writable } from 'node:stream'
import { EventEmitter } from 'node:events'

/* The protocol's values are as wide as the protocol: each use names what it reads. */
export interface CdpEvent {
  readonly method: string
  readonly params: Record<string, unknown>
  readonly sessionId?: string
}
export type Params = Record<string, unknown>

export interface Cdp {
  send<Answer = Params>(method: string, params?: Params, sessionId?: string): Promise<Answer>
  onEvent(listener: (event: CdpEvent) => void): void
  /** Called once, when the browser closed its end. */
  onClosed(listener: () => void): void
}

interface Waiting {
  readonly method: string
  resolve(value: never): void
  reject(error: Error): void
}

/** The Chrome DevTools Protocol over `--remote-debugging-pipe`: JSON messages, each ended by a NUL byte. */
export function overPipe(toBrowser: Writable, fromBrowser: Readable): Cdp {
  const events = new EventEmitter()
  events.setMaxListeners(0)
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let closed = false
  let rest: Buffer[] = []

  const receive = (text: string) => {
    const message = JSON.parse(text) as { id?: number; error?: { message: string }; result?: never } & CdpEvent
    if (message.id === undefined) {
      events.emit('event', message)
      return
    }
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error) asked?.reject(new Error(`${asked.method}: ${message.error.message}`))
    else asked?.resolve(message.result as never)
  }
  fromBrowser.on('data', (chunk: Buffer) => {
    let from = 0
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      const text = Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8')
      rest = []
      from = end + 1
      receive(text)
    }
    if (from < chunk.length) rest.push(chunk.subarray(from))
  })
  const close = () => {
    if (closed) return
    closed = true
    for (const asked of waiting.values()) asked.reject(new BrowserGone(asked.method))
    waiting.clear()
    events.emit('closed')
  }
  fromBrowser.on('close', close).on('end', close).on('error', close)
  toBrowser.on('error', close)

  return {
    send: <Answer>(method: string, params: Params = {}, sessionId?: string) =>
      new Promise<Answer>((resolve, reject) => {
        if (closed) {
          reject(new BrowserGone(method))
          return
        }
        const id = ++lastId
        waiting.set(id, { method, resolve, reject })
        toBrowser.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`)
      }),
    onEvent: (listener) => {
      events.on('event', listener)
    },
    onClosed: (listener) => {
      events.once('closed', listener)
    },
  }
}

class BrowserGone extends Error {
  constructor(method: string) {
    super(`The browser is gone (${method})`)
  }
}
