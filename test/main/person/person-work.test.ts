import { expect, test } from 'vitest'
import { workItem } from '../../../domain/work-item.ts'
import { createMarkIndex } from '../../../main/registration/mark-index.ts'
import { listPersonWork } from '../../../main/person/person-work.ts'
import type { PersonRegistry } from '../../../main/person/person-registry.ts'

const nothingLeft = { book: { obligations: { withSeveralCardCases: () => [] } } }

test('work about persons: one item for each open case that may be about somebody known, after the short entries were read', async () => {
  const marks = createMarkIndex()
  let loaded = false
  const persons = {
    load: async () => {
      loaded = true
      marks.put({ id: 'person p', personId: 'p', marks: ['u1'], toldApart: [] })
    },
  } as PersonRegistry
  const ofCase = { caseId: 'c', caseReference: 'RA-1', isOpen: true }
  marks.put({ id: 'c', personId: 'c', marks: ['u1'], toldApart: [], ofCase })
  const desk = { persons, marks, windDown: nothingLeft } as unknown as Parameters<typeof listPersonWork>[0]
  const work = await listPersonWork(desk)
  expect(loaded).toBe(true)
  expect(work.map((one) => workItem.parse(one))).toEqual(work)
  expect(work).toMatchObject([{ id: 'duplicate c', kind: 'person', place: '/case/c' }])
  marks.put({ id: 'c', personId: 'c', marks: ['u1'], toldApart: ['p'], ofCase })
  expect(await listPersonWork(desk)).toEqual([])
})
