/**
 * Readers of this machine through PC/SC, by the binding `pcsclite`. What was measured of it, and is handled here: it throws when the service is absent,
 * and its monitor dies when the service restarts, so the instance is thrown away and made again. After close it can keep the process alive: the
 * device process is ended, not asked.
 */
import type { CardReader, ReadersState } from '../ports.ts'
import { readerFailure } from '../reader-failure.ts'
import { createWatchedValue } from '../watched-value.ts'
import { loadBinding, type PcscBinding, type PcscContext } from './pcsc-binding.ts'
import { connectCard } from './pcsc-connection.ts'
import { listReaders, type PcscReaderList } from './pcsc-reader-list.ts'

const retryMilliseconds = 2000

export function createPcscReader(given: { readonly binding?: () => PcscBinding } = {}): CardReader {
  const { binding = loadBinding } = given
  const open = binding()
  const state = createWatchedValue<ReadersState>({ service: 'stopped', kind: 'pcsc', readers: [] })
  /** Of the instance that is open now; `undefined` while the service is stopped. */
  let list: PcscReaderList | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const tell = (): void => {
    state.update(list ? { service: 'running', kind: 'pcsc', readers: list.states() } : { service: 'stopped', kind: 'pcsc', readers: [] })
  }

  const start = (): void => {
    if (closed) return
    let context: PcscContext
    try {
      context = open()
    } catch {
      retry = setTimeout(start, retryMilliseconds)
      return
    }
    const mine = listReaders(context, { changed: tell, broken: () => lose(mine) })
    list = mine
    tell()
  }

  const lose = (lost: PcscReaderList): void => {
    if (closed || lost !== list) return
    list = undefined
    lost.end()
    tell()
    clearTimeout(retry)
    retry = setTimeout(start, retryMilliseconds)
  }

  start()

  return {
    watch: state.watch,

    async connect(readerName) {
      if (!list) return readerFailure('reader-service-stopped')
      const reader = list.find(readerName)
      if (!reader) return readerFailure('reader-gone')
      if (reader.state.card === 'empty') return readerFailure('no-card')
      if (reader.state.card === 'mute') return readerFailure('card-mute')
      if (reader.system.connected) return readerFailure('card-in-use')
      return connectCard(reader.system, reader.state.atr ?? '', () => list?.find(readerName)?.state.card === 'present')
    },

    async close() {
      closed = true
      clearTimeout(retry)
      state.clear()
      list?.end()
      list = undefined
    },
  }
}
