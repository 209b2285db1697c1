import { describe, expect, test } from 'vitest'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { joinReaders } from '../../../native/reader/joined-reader.ts'
import type { ReadersState } from '../../../native/ports.ts'
import { createVirtualReader } from '../../../native/reader/virtual-reader.ts'
import { random } from '../../support/cards.ts'

describe('two readers as one', () => {
  const setUp = () => {
    const [desk, station] = [createVirtualReader({ random, name: 'Desk' }), createVirtualReader({ random, name: 'Station' })]
    const joined = joinReaders(desk.reader, station.reader)
    const told: ReadersState[] = []
    const stop = joined.watch((state) => told.push(state))
    return { desk: desk.hand, station: station.hand, joined, told, stop }
  }

  test('a watcher is told at once of both, and of each change', () => {
    const { station, told, stop } = setUp()
    expect(told).toHaveLength(1)
    expect(told[0]!.readers.map(({ name, card }) => [name, card])).toEqual([
      ['Desk', 'empty'],
      ['Station', 'empty'],
    ])
    station.insert(blankCard({ serial: 1 }))
    expect(told.at(-1)!.readers.map(({ name, card }) => [name, card])).toEqual([
      ['Desk', 'empty'],
      ['Station', 'present'],
    ])
    stop()
    station.remove()
    expect(told).toHaveLength(2)
  })

  test('a connection goes to the reader that was named', async () => {
    const { desk, station, joined } = setUp()
    desk.insert(blankCard({ serial: 1 }))
    expect(await joined.connect('Station')).toMatchObject({ ok: false, error: { code: 'no-card' } })
    expect(await joined.connect('Desk')).toMatchObject({ ok: true })
    station.insert(blankCard({ serial: 2 }))
    expect(await joined.connect('Station')).toMatchObject({ ok: true })
    expect(await joined.connect('Nowhere')).toMatchObject({ ok: false, error: { code: 'reader-gone' } })
  })

  test('a stopped service is reported, even if the printer has a card', () => {
    const { desk, told } = setUp()
    desk.stopService()
    expect(told.at(-1)).toMatchObject({ service: 'stopped', readers: [] })
  })
})
