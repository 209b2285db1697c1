import { expect, test } from 'vitest'
import { createEditions } from '../../../domain/guidance/index.ts'

const bundled = createEditions().all
const [first] = bundled
const own = { ...first!, id: 'invented-edition', name: 'Invented edition' }

test('editions: those of RA Desk first, and an imported one after them, found by its id', () => {
  const editions = createEditions([own])
  expect(editions.all.map(({ id }) => id)).toEqual([...bundled.map(({ id }) => id), 'invented-edition'])
  expect([editions.find('invented-edition')?.name, editions.find(first!.id)]).toEqual(['Invented edition', first])
  expect(editions.get('invented-edition').name).toBe('Invented edition')
})

test('editions: an imported one with the id of a bundled one replaces nothing, and is there once', () => {
  const forged = { ...first!, name: 'Forged' }
  expect(createEditions([forged]).all).toEqual(bundled)
  expect(createEditions([forged]).get(first!.id).name).toBe(first!.name)
})

test('editions: one that is not known is not guessed', () => {
  const editions = createEditions()
  expect(editions.find('unknown')).toBeUndefined()
  expect(() => editions.get('unknown')).toThrow()
})
