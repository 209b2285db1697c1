/**
 * The devices of another process behind the same ports. When that process dies it is started again, more slowly each time, and meanwhile the
 * reader service is "restarting". A call that was under way answers what is true: the reader is gone; a text that was handed over is unknown.
 * A card that never answers blocks the binding it was asked through, so the time-out is kept here and the whole process is replaced.
 */
import { z } from 'zod'
import { err, ok } from '../domain/result.ts'
import { fromBase64, toBase64 } from '../domain/bytes.ts'
import {
  connectAnswer,
  deviceNews,
  moveAnswer,
  printAnswer,
  sendAnswer,
  transmitAnswer,
  type DeviceCall,
  type MessagePipe,
} from './device-messages.ts'
import type {
  CardConnection,
  CardMove,
  CardMoveFailureCode,
  CardPath,
  Devices,
  PrinterFailureCode,
  PrinterState,
  ReaderFailureCode,
  ReadersState,
  TextFailureCode,
  TextSender,
} from './ports.ts'
import { printFailures } from './printer/print-failures.ts'
import { readerFailure } from './reader-failure.ts'
import { timeLimit, timeLimits } from './reader/time-limit.ts'

type TextState = Parameters<Parameters<TextSender['watch']>[0]>[0]
type WithoutId<One> = One extends unknown ? Omit<One, 'id'> : never

const firstPause = 250
const longestPause = 10_000
/** A process that has lived this long was well; the next pause is short again. */
const steadyAfter = 30_000

const done = { ok: true } as const
const disconnectAnswer = z.object({ ok: z.literal(true) })

/** One value and who wants to know when it changes. */
function createNews<State>(first: State) {
  const listeners = new Set<(state: State) => void>()
  let last = first
  return {
    watch(listener: (state: State) => void): () => void {
      listeners.add(listener)
      listener(last)
      return () => listeners.delete(listener)
    },
    tell(state: State): void {
      last = state
      for (const listener of [...listeners]) listener(state)
    },
    last: () => last,
    clear: () => listeners.clear(),
  }
}

/**
 * `spawn` starts a device process and gives our end of its pipe. `kind` is what the readers are called before the first word from it.
 * `failed` hears, in the device process's own words, why devices could not be opened (a binding built for another runtime).
 */
export function createRemoteDevices(
  spawn: () => MessagePipe,
  given: {
    readonly kind?: 'pcsc' | 'virtual'
    readonly failed?: (reason: string) => void
    /** Milliseconds that a card may take for a command. */
    readonly limit?: (command: Uint8Array) => number
    /** Milliseconds for making and ending a connection. */
    readonly limits?: { readonly connect: number; readonly disconnect: number }
  } = {},
): Devices {
  const { kind = 'pcsc', failed, limit = timeLimit, limits = timeLimits } = given
  const readers = createNews<ReadersState>({ service: 'restarting', kind, readers: [] })
  const printers = createNews<readonly PrinterState[]>([])
  const text = createNews<TextState>({ state: 'absent', name: '' })
  const waiting = new Map<number, { readonly answer: (result: unknown) => void; readonly lost: () => void }>()
  let pipe: MessagePipe | undefined
  let closed = false
  let pause = firstPause
  let timer: NodeJS.Timeout | undefined
  let steady: NodeJS.Timeout | undefined
  let nextId = 1
  /** Why the last process could not open the devices; forgotten as soon as one can. */
  let reason: string | undefined
  /** Connections do not outlive the process they were made in. */
  let era = 0

  const start = (): void => {
    if (closed) return
    let mine: MessagePipe
    try {
      mine = spawn()
    } catch {
      again()
      return
    }
    pipe = mine
    steady = setTimeout(() => {
      pause = firstPause
    }, steadyAfter)
    steady.unref()
    mine.onMessage((message) => {
      if (pipe !== mine) return
      const news = deviceNews.safeParse(message)
      if (!news.success) return
      if ('id' in news.data) {
        const call = waiting.get(news.data.id)
        waiting.delete(news.data.id)
        call?.answer(news.data.result)
      } else if (news.data.event === 'readers') {
        reason = undefined
        readers.tell(news.data.state)
      } else if (news.data.event === 'printers') printers.tell(news.data.state)
      else if (news.data.event === 'text') text.tell(news.data.state)
      else {
        reason = news.data.reason
        failed?.(reason)
      }
    })
    mine.onClose(() => {
      if (pipe !== mine) return
      pipe = undefined
      clearTimeout(steady)
      loseAll()
      if (closed) return
      readers.tell({ service: 'restarting', kind: readers.last().kind, readers: [], ...(reason === undefined ? {} : { reason }) })
      printers.tell([])
      text.tell({ state: 'absent', name: text.last().name })
      again()
    })
  }

  const again = (): void => {
    timer = setTimeout(start, pause)
    pause = Math.min(pause * 2, longestPause)
  }

  const loseAll = (): void => {
    era++
    const lost = [...waiting.values()]
    waiting.clear()
    for (const call of lost) call.lost()
  }

  /**
   * `shape` checks what the other process says; what cannot be read counts as lost. `notSent` is for when there was no process to tell.
   * `late` is the answer when none came in time: by then the process is of no use any more and is ended.
   */
  const ask = <Answer>(
    asked: WithoutId<DeviceCall>,
    shape: z.ZodType<Answer>,
    otherwise: { readonly lost: Answer; readonly notSent: Answer; readonly late?: { readonly after: number; readonly answer: Answer } },
  ): Promise<Answer> =>
    new Promise((resolve) => {
      if (!pipe) return resolve(otherwise.notSent)
      const id = nextId++
      const mine = pipe
      const { late } = otherwise
      const patience =
        late &&
        setTimeout(() => {
          if (!waiting.delete(id)) return
          // Answer first: ending the process answers all other requests.
          resolve(late.answer)
          mine.close()
        }, late.after)
      const end = (answer: Answer): void => {
        clearTimeout(patience)
        resolve(answer)
      }
      waiting.set(id, {
        answer: (result) => {
          const read = shape.safeParse(result)
          end(read.success ? read.data : otherwise.lost)
        },
        lost: () => end(otherwise.lost),
      })
      try {
        mine.send({ id, ...asked })
      } catch {
        waiting.delete(id)
        end(otherwise.lost)
      }
    })

  const openConnection = (connection: number, atr: string, shared: boolean): CardConnection => {
    const mine = era
    const gone = readerFailure('reader-gone')
    let hung = false
    return {
      atr,
      shared,
      async transmit(command) {
        if (hung) return readerFailure('card-timed-out')
        if (era !== mine) return gone
        const late = { after: limit(command), answer: readerFailure('card-timed-out') }
        const answer = await ask({ call: 'transmit', connection, command: toBase64(command) }, transmitAnswer, {
          lost: gone,
          notSent: gone,
          late,
        })
        if (answer.ok) return ok(fromBase64(answer.value))
        hung ||= answer === late.answer
        return err(answer.error.code as ReaderFailureCode, answer.error.message, answer.error.next)
      },
      async disconnect(after) {
        if (era !== mine) return
        await ask({ call: 'disconnect', connection, after }, disconnectAnswer, {
          lost: done,
          notSent: done,
          late: { after: limits.disconnect, answer: done },
        })
      },
    }
  }

  const move =
    (which: CardMove): CardPath[CardMove] =>
    async (printer) => {
      const answer = await ask({ call: 'move', move: which, printer }, moveAnswer, {
        lost: printFailures.movedPerhaps(which),
        notSent: printFailures.restarting(),
      })
      return answer.ok ? ok() : err(answer.error.code as CardMoveFailureCode, answer.error.message, answer.error.next)
    }

  start()

  return {
    reader: {
      watch: readers.watch,
      async connect(readerName) {
        const gone = readerFailure('reader-gone')
        const late = { after: limits.connect, answer: readerFailure('card-mute') }
        const answer = await ask({ call: 'connect', reader: readerName }, connectAnswer, { lost: gone, notSent: gone, late })
        if (!answer.ok) return err(answer.error.code as ReaderFailureCode, answer.error.message, answer.error.next)
        return ok(openConnection(answer.value.connection, answer.value.atr, answer.value.shared))
      },
      close: () => Promise.resolve(),
    },
    printer: {
      watch: printers.watch,
      async print({ printer, title, pdf }) {
        const lost = printFailures.perhaps()
        const notSent = err(
          'printer-problem',
          'The link to the printer is being restarted. Nothing was printed.',
          'Wait a moment and print again.',
        )
        const answer = await ask({ call: 'print', printer, title, pdf: toBase64(pdf) }, printAnswer, { lost, notSent })
        return answer.ok ? ok(answer.value) : err(answer.error.code as PrinterFailureCode, answer.error.message, answer.error.next)
      },
      path: { feed: move('feed'), toContacts: move('toContacts'), eject: move('eject'), reject: move('reject') },
      close: () => Promise.resolve(),
    },
    text: {
      watch: text.watch,
      async send({ to, body }) {
        const lost = ok({ state: 'unknown' as const })
        const notSent = err(
          'modem-not-found',
          'The link to the modem is being restarted. The text was not sent.',
          'Wait a moment and send it again.',
        )
        const answer = await ask({ call: 'send', to, body }, sendAnswer, { lost, notSent })
        return answer.ok ? ok(answer.value) : err(answer.error.code as TextFailureCode, answer.error.message, answer.error.next)
      },
      close: () => Promise.resolve(),
    },
    async close() {
      await Promise.resolve()
      closed = true
      clearTimeout(timer)
      clearTimeout(steady)
      for (const news of [readers, printers, text]) news.clear()
      pipe?.close()
      loseAll()
      pipe = undefined
    },
  }
}
