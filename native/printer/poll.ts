/** Polls printers while there are watchers, and tells them of the first look and of what changed. For printers that report nothing themselves. */
import type { CardPrinter, PrinterState } from '../ports.ts'

export interface Poll extends Pick<CardPrinter, 'watch' | 'close'> {
  /** What was seen last. */
  last(): readonly PrinterState[]
  see(printers: readonly PrinterState[]): void
  isClosed(): boolean
}

/** `every`: milliseconds between two looks. */
export function pollAgain(look: () => Promise<readonly PrinterState[]>, every: number): Poll {
  const listeners = new Set<(printers: readonly PrinterState[]) => void>()
  let last: readonly PrinterState[] = []
  let timer: NodeJS.Timeout | undefined
  let looking = false
  let closed = false
  /** Someone began to watch, and has not been told of a look yet. */
  let untold = false

  async function lookOn(): Promise<void> {
    if (looking) return
    looking = true
    const printers = await look()
    looking = false
    if (closed || listeners.size === 0) return
    if (untold || JSON.stringify(printers) !== JSON.stringify(last)) {
      untold = false
      last = printers
      for (const listener of [...listeners]) listener(printers)
    }
    timer = setTimeout(() => void lookOn(), every)
  }

  return {
    last: () => last,
    see: (printers) => {
      last = printers
    },
    isClosed: () => closed,
    watch(listener) {
      if (closed) return () => undefined
      listeners.add(listener)
      listener(last)
      if (listeners.size === 1) {
        untold = true
        void lookOn()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearTimeout(timer)
      }
    },
    async close() {
      await Promise.resolve()
      closed = true
      clearTimeout(timer)
      listeners.clear()
    },
  }
}
