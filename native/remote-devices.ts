/**
 * The devices of another process behind the same ports. When that process dies it is started again, more slowly each time, and meanwhile the
 * reader service is "restarting". A call that was under way answers what is true: the reader is gone; a text that was handed over is unknown.
 */
import { deviceNews, type MessagePipe } from './device-messages.ts'
import type { Devices, PrinterState, ReadersState, TextState } from './ports.ts'
import { timeLimit, timeLimits } from './reader/time-limit.ts'
import { createDeviceCalls } from './remote/device-calls.ts'
import { createRemoteDocuments } from './remote/remote-documents.ts'
import { createRemotePrinter } from './remote/remote-printer.ts'
import { createRemoteReader } from './remote/remote-reader.ts'
import { createRemoteTextSender } from './remote/remote-text-sender.ts'
import { createRestartedProcess } from './remote/restarted-process.ts'
import { createWatchedValue } from './watched-value.ts'

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
  const readers = createWatchedValue<ReadersState>({ service: 'restarting', kind, readers: [] })
  const printers = createWatchedValue<readonly PrinterState[]>([])
  const text = createWatchedValue<TextState>({ state: 'absent', name: '' })
  /** Why the last process could not open the devices; forgotten as soon as one can. */
  let reason: string | undefined

  const takeMessage = (message: unknown): void => {
    const news = deviceNews.safeParse(message)
    if (!news.success) return
    if ('id' in news.data) calls.settle(news.data.id, news.data.result)
    else if (news.data.event === 'readers') {
      reason = undefined
      // The first word of a new process.
      if (readers.last().service === 'restarting') documents.started()
      readers.set(news.data.state)
    } else if (news.data.event === 'printers') printers.set(news.data.state)
    else if (news.data.event === 'documents') documents.see(news.data.state)
    else if (news.data.event === 'text') text.set(news.data.state)
    else {
      reason = news.data.reason
      failed?.(reason)
    }
  }

  const tellLoss = (): void => {
    calls.loseAll()
    readers.set({ service: 'restarting', kind: readers.last().kind, readers: [], ...(reason === undefined ? {} : { reason }) })
    printers.set([])
    documents.lost()
    text.set({ state: 'absent', name: text.last().name })
  }

  const device = createRestartedProcess(spawn, { message: takeMessage, end: tellLoss })
  const calls = createDeviceCalls(device.pipe)
  const documents = createRemoteDocuments(calls)
  device.start()

  return {
    reader: createRemoteReader(calls, readers, { command: limit, connect: limits.connect, disconnect: limits.disconnect }),
    printer: createRemotePrinter(calls, printers),
    documents: documents.printer,
    text: createRemoteTextSender(calls, text),
    async close() {
      await Promise.resolve()
      for (const watched of [readers, printers, text]) watched.clear()
      device.close()
      calls.loseAll()
    },
  }
}
