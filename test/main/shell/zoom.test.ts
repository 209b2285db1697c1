import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { keepZoom, nextZoom, zoomStepOf } from '../../../main/shell/zoom.ts'

test.each([
  [1, 'in', 1.1],
  [1, 'out', 0.9],
  [2, 'in', 2],
  [0.8, 'out', 0.8],
  [1.75, 'reset', 1],
  // From a file of another version.
  [1.3, 'in', 1.5],
  [1.3, 'out', 1.25],
  [Number.NaN, 'in', 1],
] as const)('zoom: from %s, %s is %s', (from, step, to) => {
  expect(nextZoom(from, step)).toBe(to)
})

const key = (name: string, more: object = {}) => ({ type: 'keyDown' as const, key: name, control: true, meta: false, alt: false, ...more })
test.each([
  ['Ctrl and plus', key('+'), false, 'in'],
  ['Ctrl and the key of plus without Shift', key('='), false, 'in'],
  ['Ctrl and minus', key('-'), false, 'out'],
  ['Ctrl and zero', key('0'), false, 'reset'],
  ['Cmd and plus on a Mac', key('+', { control: false, meta: true }), true, 'in'],
  ['Ctrl and plus on a Mac', key('+'), true, undefined],
  ['plus alone', key('+', { control: false }), false, undefined],
  // AltGr is Ctrl and Alt: it types a character.
  ['AltGr and zero', key('0', { alt: true }), false, undefined],
  ['Ctrl and plus let go', key('+', { type: 'keyUp' }), false, undefined],
  ['Ctrl and another key', key('k'), false, undefined],
] as const)('zoom: %s', (_name, input, isMac, step) => {
  expect(zoomStepOf(input, isMac)).toBe(step)
})

test('zoom of the window: as remembered, again after each load, by wheel and key, and kept', () => {
  const factors: number[] = []
  const kept: number[] = []
  const contents = Object.assign(new EventEmitter(), { setZoomFactor: (factor: number) => void factors.push(factor) })
  keepZoom({ webContents: contents } as never, { read: () => ({ zoom: 1.25 }), write: ({ zoom }) => void kept.push(zoom) }, false)
  contents.emit('did-finish-load')
  contents.emit('zoom-changed', {}, 'in')
  contents.emit('did-finish-load')
  let prevented = 0
  const event = { preventDefault: () => prevented++ }
  contents.emit('before-input-event', event, key('0'))
  contents.emit('before-input-event', event, key('a'))
  expect(factors).toEqual([1.25, 1.5, 1.5, 1])
  expect([kept, prevented]).toEqual([[1.5, 1], 1])
})
