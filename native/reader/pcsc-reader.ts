/**
 * Readers of this machine through PC/SC, by either binding. What was measured, and is handled here: a binding throws when the service is absent,
 * and dies when the service restarts, so the instance is thrown away and made again. After close `pcsclite` can keep the process alive: the
 * device process is ended, not asked.
 */
import type { CardReader, ReadersState } from '../ports.ts'
import { readerFailure } from '../reader-failure.ts'
import { createWatchedValue } from '../watched-value.ts'
import type { BindingName } from './binding-names.ts'
import { chooseBinding } from './choose-binding.ts'
import type { PcscContext } from './pcsc-binding.ts'
import { connectCard } from './pcsc-connection.ts'
import { listReaders, type PcscReaderList } from './pcsc-reader-list.ts'

const retryMilliseconds = 2000

/** `first`: the binding that is used where it loads. */
export function createPcscReader(given: { readonly first?: BindingName | undefined } = {}): CardReader {
  const { open } = chooseBinding(given.first)
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
