import { expect, test } from 'vitest'
import { createObservable } from '../../../../renderer/client/observable.ts'
import { keepAnswer } from '../../../../renderer/features/shared/keep-answer.ts'

function scene(first?: object) {
  const rebuilding = createObservable<object | undefined>(first)
  const waiting: ((answer: string) => void)[] = []
  const taken: string[] = []
  const ask = () => new Promise<string>((resolve) => waiting.push(resolve))
  const kept = keepAnswer(ask, rebuilding, (answer) => taken.push(answer))
  return { rebuilding, waiting, taken, kept }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

test('keeping an answer: asked once while a database is rebuilt, and once more at its end', () => {
  const { rebuilding, waiting } = scene()
  for (let done = 0; done < 3; done += 1) rebuilding.set({ done })
  expect(waiting).toHaveLength(1)
  rebuilding.set(undefined)
  expect(waiting).toHaveLength(2)
  rebuilding.set(undefined)
  expect(waiting).toHaveLength(2)
})

test('keeping an answer: a page that opens during a rebuild asks at once and at the end', () => {
  const { rebuilding, waiting } = scene({})
  expect(waiting).toHaveLength(1)
  rebuilding.set(undefined)
  expect(waiting).toHaveLength(2)
})

test('keeping an answer: asked again after an act, and an older answer that comes late is not taken', async () => {
  const { waiting, taken, kept } = scene()
  kept.again()
  waiting[1]!('new')
  waiting[0]!('old')
  await settle()
  expect(taken).toEqual(['new'])
})

test('keeping an answer: once the page is left, nothing is asked and no answer is taken', async () => {
  const { rebuilding, waiting, taken, kept } = scene({})
  kept.stop()
  rebuilding.set(undefined)
  waiting[0]!('late')
  await settle()
  expect([waiting.length, taken]).toEqual([1, []])
})
