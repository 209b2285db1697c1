import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { PcscContext } from '../../../native/reader/pcsc-binding.ts'
import { listReaders, readStatus } from '../../../native/reader/pcsc-reader-list.ts'

const atr = Buffer.from('3B00', 'hex')

function bench() {
  const context = Object.assign(new EventEmitter(), { close: () => undefined })
  let changes = 0
  let broken = 0
  const list = listReaders(context as unknown as PcscContext, { changed: () => changes++, broken: () => broken++ })
  const plugIn = (name: string) => {
    const reader = Object.assign(new EventEmitter(), { name })
    context.emit('reader', reader)
    return reader
  }
  return { context, list, plugIn, changes: () => changes, broken: () => broken }
}

describe('PC/SC: the readers of one instance', () => {
  test.each([
    { title: 'no card', status: { state: 0x10 }, read: { name: 'R', card: 'empty' } },
    { title: 'a card', status: { state: 0x20, atr }, read: { name: 'R', card: 'present', atr: '3B00' } },
    { title: 'a card in use by a program', status: { state: 0x122, atr }, read: { name: 'R', card: 'present', atr: '3B00' } },
    { title: 'a card without an answer to reset yet', status: { state: 0x20, atr: Buffer.alloc(0) }, read: undefined },
    { title: 'a card of which no answer to reset is given', status: { state: 0x20 }, read: undefined },
    { title: 'a card that does not answer', status: { state: 0x220 }, read: { name: 'R', card: 'mute' } },
  ])('PC/SC status: $title', ({ status, read }) => {
    expect(readStatus('R', status)).toEqual(read)
  })

  test('PC/SC reader: it is listed until it ends, and one that comes back under its name is another', () => {
    const { list, plugIn, changes } = bench()
    const first = plugIn('R')
    first.emit('status', { state: 0x20, atr })
    expect(list.states()).toEqual([{ name: 'R', card: 'present', atr: '3B00' }])
    const second = plugIn('R')
    first.emit('end')
    expect(list.find('R')?.system).toBe(second)
    second.emit('end')
    expect(list.states()).toEqual([])
    expect(changes()).toBe(4)
  })

  test('PC/SC instance: an error of it or of a reader breaks it, and after the end nothing is heard', () => {
    const { context, list, plugIn, broken } = bench()
    const reader = plugIn('R')
    context.emit('error', new Error('service gone'))
    reader.emit('error', new Error('reader gone'))
    expect(broken()).toBe(2)
    list.end()
    reader.emit('error', new Error('late'))
    plugIn('S')
    expect(list.states()).toEqual([])
    expect(broken()).toBe(2)
  })
})
