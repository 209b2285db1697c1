/**
 * Readers of this machine through PC/SC, by the binding `pcsclite`. What was measured of it, and is handled here: it throws when the service is absent,
 * its monitor dies when the service restarts (so the instance is thrown away and made again), and a card pulled during a command comes back as an
 * empty answer without an error. After close it can keep the process alive: the device process is ended, not asked.
 */
import { createRequire } from 'node:module'
import type pcsclite from 'pcsclite'
import { ok, type Err } from '../../domain/result.ts'
import { formatHex } from '../../domain/bytes.ts'
import type { CardReader, ReaderFailureCode, ReadersState, ReaderState } from '../ports.ts'
import { pcscFailure } from './pcsc-codes.ts'
import { readerFailure } from '../reader-failure.ts'

type Context = ReturnType<typeof pcsclite>
type Binding = typeof pcsclite
type SystemReader = Parameters<Parameters<Context['on']>[1]>[0] & {
  readonly name: string
  readonly connected: boolean
  on(event: 'status', listener: (status: { readonly state: number; readonly atr?: Buffer }) => void): unknown
  on(event: 'end', listener: () => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
  removeAllListeners(): unknown
  connect(options: { readonly share_mode: number }, callback: (error: unknown, protocol: number) => void): void
  disconnect(disposition: number, callback: (error: unknown) => void): void
  transmit(command: Buffer, answerLength: number, protocol: number, callback: (error: unknown, answer: Buffer) => void): void
}

// Names and values of winscard.h; the binding hangs them on each reader, we need them before there is one.
const share = { exclusive: 1, shared: 2 } as const
const disposition = { leave: 0, reset: 1 } as const
const present = 0x20
const muted = 0x200
const longestAnswer = 65_538
const retryMilliseconds = 2000
/** Systems look at each card that is put in (Windows copies its certificates) and let go after a moment: that is waited for. */
const exclusiveTries = 6
const exclusivePause = 400

function same(a: ReadersState, b: ReadersState): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The binding is native: loaded only here and only when PC/SC is chosen. Throws when it was built for another runtime. */
function loadBinding(): Binding {
  return createRequire(import.meta.url)('pcsclite') as Binding
}

export function createPcscReader(given: { readonly binding?: () => Binding } = {}): CardReader {
  const { binding = loadBinding } = given
  const open = binding()
  const listeners = new Set<(state: ReadersState) => void>()
  const readers = new Map<string, { readonly system: SystemReader; state: ReaderState }>()
  let context: Context | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined
  let told: ReadersState = { service: 'stopped', kind: 'pcsc', readers: [] }

  const tell = (): void => {
    const next: ReadersState = context
      ? { service: 'running', kind: 'pcsc', readers: [...readers.values()].map((reader) => reader.state) }
      : { service: 'stopped', kind: 'pcsc', readers: [] }
    if (same(told, next)) return
    told = next
    for (const listener of [...listeners]) listener(next)
  }

  const lose = (lost: Context | undefined): void => {
    if (closed || lost !== context) return
    context = undefined
    for (const { system } of readers.values()) quiet(system)
    readers.clear()
    try {
      lost?.close()
    } catch {
      // It is being thrown away because it is broken.
    }
    tell()
    clearTimeout(retry)
    retry = setTimeout(start, retryMilliseconds)
  }

  const start = (): void => {
    if (closed) return
    let mine: Context
    try {
      mine = open()
    } catch {
      retry = setTimeout(start, retryMilliseconds)
      return
    }
    context = mine
    mine.on('error', () => lose(mine))
    mine.on('reader', (reader: unknown) => {
      if (context === mine) follow(mine, reader as SystemReader)
    })
    tell()
  }

  const follow = (mine: Context, system: SystemReader): void => {
    const entry = { system, state: { name: system.name, card: 'empty' } as ReaderState }
    readers.set(system.name, entry)
    system.on('error', () => lose(mine))
    system.on('end', () => {
      if (readers.get(system.name) !== entry) return
      readers.delete(system.name)
      tell()
    })
    system.on('status', ({ state, atr }) => {
      const { name } = system
      if ((state & muted) !== 0) entry.state = { name, card: 'mute' }
      else if ((state & present) !== 0 && atr && atr.length > 0) entry.state = { name, card: 'present', atr: formatHex(atr) }
      else if ((state & present) === 0) entry.state = { name, card: 'empty' }
      tell()
    })
    tell()
  }

  const connectIn = (system: SystemReader, mode: number) =>
    new Promise<{ readonly protocol: number } | { readonly error: unknown }>((resolve) => {
      try {
        system.connect({ share_mode: mode }, (error, protocol) => resolve(error ? { error } : { protocol }))
      } catch (error) {
        resolve({ error })
      }
    })

  start()

  return {
    watch(listener) {
      listeners.add(listener)
      listener(told)
      return () => listeners.delete(listener)
    },

    async connect(readerName) {
      if (!context) return readerFailure('reader-service-stopped')
      const entry = readers.get(readerName)
      if (!entry) return readerFailure('reader-gone')
      if (entry.state.card === 'empty') return readerFailure('no-card')
      if (entry.state.card === 'mute') return readerFailure('card-mute')
      const { system, state } = entry
      if (system.connected) return readerFailure('card-in-use')
      let shared = false
      const isHeld = () => 'error' in connected && pcscFailure(connected.error).error.code === 'card-in-use'
      let connected = await connectIn(system, share.exclusive)
      for (let tries = 1; tries < exclusiveTries && isHeld(); tries++) {
        await new Promise((resolve) => {
          setTimeout(resolve, exclusivePause)
        })
        connected = await connectIn(system, share.exclusive)
      }
      if (isHeld()) {
        shared = true
        connected = await connectIn(system, share.shared)
      }
      if ('error' in connected) return pcscFailure(connected.error)
      const { protocol } = connected
      let lost: Err<ReaderFailureCode> | undefined

      return ok({
        atr: state.atr ?? '',
        shared,
        transmit: (command) =>
          new Promise((resolve) => {
            if (lost) return resolve(lost)
            const lose = (failure: Err<ReaderFailureCode>): void => {
              lost = failure
              // Let go at once, or the next connection cannot be made.
              void letGo(system, disposition.leave).then(() => resolve(failure))
            }
            try {
              system.transmit(Buffer.from(command), longestAnswer, protocol, (error, answer) => {
                if (error) lose(pcscFailure(error))
                else if (answer.length < 2) lose(readerFailure('card-removed'))
                else resolve(ok(new Uint8Array(answer)))
              })
            } catch (error) {
              lose(pcscFailure(error))
            }
          }),
        async disconnect(after) {
          if (lost) return
          lost = readerFailure('card-removed')
          await letGo(system, disposition[after])
        },
      })
    },

    async close() {
      closed = true
      clearTimeout(retry)
      listeners.clear()
      for (const { system } of readers.values()) quiet(system)
      readers.clear()
      try {
        context?.close()
      } catch {
        // Nothing is left to close.
      }
      context = undefined
    },
  }
}

/** Without a listener an `error` event would end the process. */
function quiet(system: SystemReader): void {
  system.removeAllListeners()
  system.on('error', () => undefined)
}

function letGo(system: SystemReader, how: number): Promise<void> {
  return new Promise((resolve) => {
    try {
      system.disconnect(how, () => resolve())
    } catch {
      resolve()
    }
  })
}
