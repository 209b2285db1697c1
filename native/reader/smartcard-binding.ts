/**
 * The binding `smartcard` (Node-API: one build for every Node and Electron) in the shape of `pcsclite`. Only its thin calls are used. Its own monitor
 * is not: it tells nothing of a card whose answer to reset comes late, and after the service restarts it reports an error every second for ever.
 */
import { EventEmitter } from 'node:events'
import { disposition as dispositions, type PcscContext, type ReaderStatus, type SystemReader } from './pcsc-binding.ts'
import { codedError } from './smartcard-errors.ts'

/** What of the library is used. */
export interface SmartcardLibrary {
  readonly Context: new () => SmartcardContext
}
interface SmartcardContext {
  /** Answers at once, and holds the thread as long as the service takes to. */
  listReaders(): readonly SmartcardReader[]
  waitForChange(readers: readonly { readonly name: string; readonly state: number }[], milliseconds: number): Promise<unknown>
  cancel(): void
  close(): void
}
interface SmartcardReader {
  readonly name: string
  readonly state: number
  readonly atr: Buffer | null
  connect(shareMode: number): Promise<SmartcardCard>
}
interface SmartcardCard {
  readonly protocol: number
  transmit(command: Buffer, options: { readonly maxRecvLength: number }): Promise<Buffer>
  reconnect(shareMode: number, protocols: number, initialization: number): Promise<number>
  /** Holds the thread until it is done. */
  disconnect(disposition: number): void
}

/** A change wakes the wait. Readers that come are found by looking again this often: not every system can wait for them. */
const LOOK_AGAIN_MILLISECONDS = 1_000
const CHANGED = 0x2
/** T=0 or T=1, as at the first connection. */
const PROTOCOLS = 0x3

/** Throws, as `pcsclite` does, when the service does not run. */
export function openSmartcard({ Context }: SmartcardLibrary): PcscContext {
  let watched: SmartcardContext
  try {
    watched = new Context()
  } catch (error) {
    throw codedError(error)
  }
  const events = new EventEmitter()
  const readers = new Map<string, { readonly system: OneReader; state: number }>()
  let closed = false

  /** Those that came, went or changed, against the last look. */
  const look = (): void => {
    const now = watched.listReaders()
    for (const [name, { system }] of readers) {
      if (now.some((each) => each.name === name)) continue
      readers.delete(name)
      system.emit('end')
    }
    for (const { name, state, atr } of now) {
      const plain = state & ~CHANGED
      const known = readers.get(name)
      if (known?.state === plain) continue
      const system = known?.system ?? new OneReader(Context, name)
      readers.set(name, { system, state: plain })
      if (!known) events.emit('reader', system)
      system.emit('status', { state: plain, ...(atr ? { atr } : {}) } satisfies ReaderStatus)
    }
  }
  const watch = async (): Promise<void> => {
    try {
      while (!closed) {
        look()
        // Without a reader there is nothing to wait for, and the service would answer at once.
        if (readers.size === 0) await pause(LOOK_AGAIN_MILLISECONDS)
        else
          await watched.waitForChange(
            [...readers].map(([name, { state }]) => ({ name, state })),
            LOOK_AGAIN_MILLISECONDS,
          )
      }
    } catch (error) {
      if (!closed) events.emit('error', codedError(error))
    } finally {
      quietly(() => watched.close())
    }
  }
  // Listeners come first.
  setImmediate(() => void watch())

  return {
    on: (event: string, listener: (given: never) => void) => events.on(event, listener as (given: unknown) => void),
    close() {
      closed = true
      quietly(() => watched.cancel())
    },
  }
}

/**
 * Each connection has a context of its own: a context carries one call at a time, so a card that is slow or silent would hold the wait for changes,
 * and the other reader's card.
 */
class OneReader extends EventEmitter implements SystemReader {
  readonly name: string
  readonly #Context: SmartcardLibrary['Context']
  #open: { readonly context: SmartcardContext; readonly card: SmartcardCard; readonly shareMode: number } | undefined

  constructor(Context: SmartcardLibrary['Context'], name: string) {
    super()
    this.#Context = Context
    this.name = name
  }

  get connected(): boolean {
    return this.#open !== undefined
  }

  connect({ share_mode }: { readonly share_mode: number }, callback: (error: unknown, protocol: number) => void): void {
    void this.#connect(share_mode).then(
      (protocol) => callback(undefined, protocol),
      (error: unknown) => callback(codedError(error), 0),
    )
  }

  async #connect(shareMode: number): Promise<number> {
    const context = new this.#Context()
    try {
      const reader = context.listReaders().find(({ name }) => name === this.name)
      if (!reader) throw new Error('Unknown reader')
      const card = await reader.connect(shareMode)
      this.#open = { context, card, shareMode }
      return card.protocol
    } catch (error) {
      quietly(() => context.close())
      throw error
    }
  }

  transmit(command: Buffer, answerLength: number, _protocol: number, callback: (error: unknown, answer: Buffer) => void): void {
    if (!this.#open) return callback(new Error('not connected'), Buffer.alloc(0))
    void this.#open.card.transmit(command, { maxRecvLength: answerLength }).then(
      (answer) => callback(undefined, answer),
      (error: unknown) => callback(codedError(error), Buffer.alloc(0)),
    )
  }

  disconnect(disposition: number, callback: (error: unknown) => void): void {
    void this.#letGo(disposition).then(
      () => callback(undefined),
      (error: unknown) => callback(codedError(error)),
    )
  }

  async #letGo(disposition: number): Promise<void> {
    const open = this.#open
    if (!open) return
    try {
      // A reset takes as long as the card does. Connecting again does it on another thread, and letting go is then done at once.
      if (disposition === dispositions.reset) await open.card.reconnect(open.shareMode, PROTOCOLS, dispositions.reset)
    } finally {
      this.#open = undefined
      quietly(() => open.card.disconnect(dispositions.leave))
      quietly(() => open.context.close())
    }
  }
}

function quietly(end: () => void): void {
  try {
    end()
  } catch {
    // It is being thrown away, often because it is broken.
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
