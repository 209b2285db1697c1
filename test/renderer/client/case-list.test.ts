import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { CaseSummary } from '../../../domain/case/summary.ts'
import { createCaseList, type ListedCase } from '../../../renderer/client/case-list.ts'
import type { ListChange } from '../../../renderer/storage/messages.ts'
import { summaryOf } from './fakes.ts'

const isOpen = ({ status }: ListedCase) => status === 'open'
const labelsOf = ({ status, edition }: ListedCase) => [status, `${status} ${edition}`]

const summaries = fc.record({
  caseId: fc.constantFrom(...'abcdefghij'),
  changedAt: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03'),
  status: fc.constantFrom('open', 'closed', 'stopped'),
  edition: fc.constantFrom('one', 'other'),
}) as unknown as fc.Arbitrary<CaseSummary>
const unique = fc.uniqueArray(summaries, { selector: ({ caseId }) => caseId, maxLength: 6 })
const changes = fc
  .record({ changed: unique, gone: fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { maxLength: 3 }) })
  .map(({ changed, gone }): ListChange => ({ changed, gone: gone.filter((id) => changed.every(({ caseId }) => caseId !== id)) }))
const steps = fc.array(fc.oneof({ weight: 9, arbitrary: changes }, { weight: 1, arbitrary: unique }), { maxLength: 40 })

test('work list: patching it case by case gives the same list, parts and counts as building it again', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (sequence, isFollowed) => {
      const list = createCaseList()
      const [open, counts] = [list.view(isOpen), list.tally(labelsOf)]
      // A screen that is not subscribed has its parts built when it next reads them.
      if (isFollowed) for (const part of [list, open, counts]) part.subscribe(() => undefined)
      const expected = new Map<string, CaseSummary>()
      for (const step of sequence) {
        if (Array.isArray(step)) {
          expected.clear()
          list.set(step)
        } else list.patch(step as ListChange)
        const { changed, gone } = Array.isArray(step) ? { changed: step as CaseSummary[], gone: [] } : (step as ListChange)
        for (const id of gone) expected.delete(id)
        for (const one of changed) expected.set(one.caseId, one)

        const again = createCaseList()
        again.set([...expected.values()])
        expect(list.get()).toEqual(again.get())
        expect(open.get()).toEqual(again.view(isOpen).get())
        expect(counts.get()).toEqual(again.tally(labelsOf).get())
        for (const one of expected.values()) expect(list.find(one.caseId)).toBe(one)
        expect(list.get()).toHaveLength(expected.size)
      }
    }),
  )
})

test('work list: a change tells the screens that show it, and no others', () => {
  const list = createCaseList()
  list.set([summaryOf('a', 1), { ...summaryOf('b', 2), status: 'closed' }])
  const told = vi.fn()
  const open = list.view(isOpen)
  const before = open.get()
  const stop = open.subscribe(told)
  list.patch({ changed: [{ ...summaryOf('b', 3), status: 'closed' }], gone: [] })
  expect(told).not.toHaveBeenCalled()
  expect(open.get()).toBe(before)
  list.patch({ changed: [summaryOf('a', 4)], gone: [] })
  expect(told).toHaveBeenCalledTimes(1)
  stop()
  list.patch({ changed: [], gone: ['a'] })
  expect(told).toHaveBeenCalledTimes(1)
  expect(open.get()).toEqual([])
})

test('work list: when one case changes, no other case is looked at', () => {
  const list = createCaseList()
  const looked: string[] = []
  const many = Array.from({ length: 1_000 }, (_, number) => summaryOf(`case-${number}`, number))
  list.set(many)
  const part = list.view(({ caseId }) => (looked.push(caseId), true))
  part.subscribe(() => undefined)
  part.get()
  looked.length = 0
  list.patch({ changed: [summaryOf('case-500', 2_000)], gone: [] })
  expect(part.get()[0]).toMatchObject({ caseId: 'case-500' })
  expect(looked).toEqual(['case-500', 'case-500'])
})

test('work list: going back to it counts no case again, and an act counts the case that changed', () => {
  const list = createCaseList()
  list.set([summaryOf('case-1'), summaryOf('case-2'), summaryOf('case-3')])
  const counted = vi.fn(labelsOf)
  const show = () => {
    const tally = list.tally(counted)
    const leave = tally.subscribe(() => undefined)
    tally.get()
    leave()
  }
  show()
  counted.mockClear()
  show()
  expect(counted).not.toHaveBeenCalled()
  list.patch({ changed: [summaryOf('case-2')], gone: [] })
  show()
  // Its line before and after.
  expect(counted).toHaveBeenCalledTimes(2)
})
