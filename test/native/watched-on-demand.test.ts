import { expect, test } from 'vitest'
import { createWatchedOnDemand } from '../../native/watched-on-demand.ts'

function bench() {
  const calls: string[] = []
  const told: string[] = []
  const watched = createWatchedOnDemand<string>({ begin: () => calls.push('begin'), end: () => calls.push('end') })
  const listen = (who: string) => watched.watch((state) => void told.push(`${who}: ${state}`))
  return { calls, told, watched, listen }
}

test('watched on demand: begun for the first who watches, ended with the last, and begun again', () => {
  const { calls, watched, listen } = bench()
  const [stopOne, stopTwo] = [listen('one'), listen('two')]
  expect([calls, watched.isWatched()]).toEqual([['begin'], true])
  stopOne()
  expect(calls).toEqual(['begin'])
  stopTwo()
  stopTwo()
  expect([calls, watched.isWatched()]).toEqual([['begin', 'end'], false])
  listen('three')
  expect(calls).toEqual(['begin', 'end', 'begin'])
})

test('watched on demand: all who watch are told, and who comes later hears at once what is known', () => {
  const { told, watched, listen } = bench()
  listen('one')
  expect(told).toEqual([])
  watched.tell('ready')
  listen('two')
  expect(told).toEqual(['one: ready', 'two: ready'])
  watched.forget()
  listen('three')
  expect(told).toHaveLength(2)
})

test('watched on demand: what comes while nobody watches is not kept, nor what was known before', () => {
  const { told, watched, listen } = bench()
  watched.tell('too early')
  const stop = listen('one')
  watched.tell('ready')
  stop()
  watched.tell('too late')
  listen('two')
  expect(told).toEqual(['one: ready'])
  watched.clear()
  watched.tell('after the end')
  expect(told).toEqual(['one: ready'])
})
