/** Several readers behind one port, as the system's service shows them. The first one's service speaks for all. Readers may be added later: hot-plug. */
import type { CardReader, ReadersState } from '../ports.ts'
import { readerFailure } from '../reader-failure.ts'

export interface JoinedReader extends CardReader {
  add(reader: CardReader): void
}

export function joinReaders(first: CardReader, ...others: readonly CardReader[]): JoinedReader {
  const listeners = new Set<(state: ReadersState) => void>()
  const parts: { readonly reader: CardReader; state: ReadersState; stop: () => void }[] = []

  const state = (): ReadersState => {
    const lead = parts[0]!.state
    if (lead.service !== 'running') return lead
    return { ...lead, readers: parts.flatMap((part) => (part.state.service === 'running' ? part.state.readers : [])) }
  }
  const add = (reader: CardReader): void => {
    const part: (typeof parts)[number] = {
      reader,
      state: { service: 'stopped', kind: 'virtual', readers: [] },
      stop: (): void => undefined,
    }
    parts.push(part)
    let begun = false
    part.stop = reader.watch((now) => {
      part.state = now
      if (begun) for (const listener of [...listeners]) listener(state())
    })
    begun = true
    for (const listener of [...listeners]) listener(state())
  }
  for (const reader of [first, ...others]) add(reader)

  return {
    add,
    watch(listener) {
      listeners.add(listener)
      listener(state())
      return () => listeners.delete(listener)
    },
    async connect(readerName) {
      if (state().service !== 'running') return readerFailure('reader-service-stopped')
      const part = parts.find((one) => one.state.readers.some(({ name }) => name === readerName))
      return part ? part.reader.connect(readerName) : readerFailure('reader-gone')
    },
    async close() {
      listeners.clear()
      for (const { stop } of parts) stop()
      await Promise.all(parts.map(({ reader }) => reader.close()))
    },
  }
}
