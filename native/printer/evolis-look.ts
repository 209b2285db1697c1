/** Looks at an Evolis printer again and again while there are watchers, by its serial line and its queue, and tells them what changed. */
import type { CardPrinter, PrinterState } from '../ports.ts'
import type { EvolisConnection } from './evolis-connection.ts'
import { describeEvolis, readStatus, type EvolisState } from './evolis-state.ts'

export interface EvolisLook extends Pick<CardPrinter, 'watch' | 'close'> {
  readonly state: EvolisState
  /** Asks the printer now. */
  look(): Promise<void>
}

/** `every`: milliseconds between two looks. */
export function lookAtEvolis(given: {
  readonly queue: string
  readonly reader: string
  readonly queues: Pick<CardPrinter, 'watch'>
  readonly connection: Pick<EvolisConnection, 'askStatus' | 'isClosed'>
  readonly every: number
}): EvolisLook {
  const { queue, reader, queues, connection, every } = given
  const listeners = new Set<(printers: readonly PrinterState[]) => void>()
  const noQueue: PrinterState = { name: queue, state: 'offline', problem: 'There is no queue of this name' }
  const state: EvolisState = { queue: noQueue, path: readStatus(undefined), cardInside: false }
  let told = ''
  let timer: NodeJS.Timeout | undefined
  let stopQueue: (() => void) | undefined
  let looking: Promise<void> = Promise.resolve()

  const describe = (): PrinterState => describeEvolis(state, queue, reader)
  const tell = (): void => {
    const now = JSON.stringify(describe())
    if (now === told) return
    told = now
    for (const listener of [...listeners]) listener([describe()])
  }

  async function look(): Promise<void> {
    state.path = readStatus(await connection.askStatus())
    tell()
  }
  async function lookOn(): Promise<void> {
    looking = look()
    await looking
    if (!connection.isClosed() && listeners.size > 0) timer = setTimeout(() => void lookOn(), every)
  }
  function stop(): void {
    clearTimeout(timer)
    stopQueue?.()
  }

  return {
    state,
    look,
    watch(listener) {
      listeners.add(listener)
      listener([describe()])
      if (listeners.size === 1) {
        stopQueue = queues.watch((printers) => {
          state.queue = printers.find(({ name }) => name === queue) ?? noQueue
          tell()
        })
        void lookOn()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop()
      }
    },
    async close() {
      stop()
      listeners.clear()
      await looking
    },
  }
}
