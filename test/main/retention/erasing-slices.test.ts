import { expect, test } from 'vitest'
import { createErasingSlices } from '../../../main/retention/erasing-slices.ts'

/** `due` changes while it runs. */
function setUp(due: string[], eraseCase: (caseId: string) => Promise<boolean>) {
  return createErasingSlices({ dueCases: () => [...due], eraseCase })
}
const without = (due: string[], caseId: string) => void due.splice(due.indexOf(caseId), 1)

test('erasing in slices: one case after another, and other work comes in between', async () => {
  const due = ['a', 'b']
  const steps: string[] = []
  const { run } = setUp(due, async (caseId) => {
    steps.push(caseId)
    setImmediate(() => steps.push('other work'))
    without(due, caseId)
    return true
  })
  await run()
  expect(steps.slice(0, 3)).toEqual(['a', 'other work', 'b'])
})

test('erasing in slices: stops when a case cannot be erased', async () => {
  const asked: string[] = []
  const { run } = setUp(['a', 'b'], async (caseId) => {
    asked.push(caseId)
    return false
  })
  await run()
  expect(asked).toEqual(['a'])
})

test('erasing in slices: takes what falls due meanwhile, and no case twice', async () => {
  const due = ['a']
  const asked: string[] = []
  const { run } = setUp(due, async (caseId) => {
    if (asked.push(caseId) === 1) due.push('b')
    return true
  })
  await run()
  expect(asked).toEqual(['a', 'b'])
})

test('erasing in slices: asked for twice, it runs once, and again after it ended', async () => {
  const asked: string[] = []
  const { run } = setUp(['a'], async (caseId) => {
    asked.push(caseId)
    return true
  })
  await Promise.all([run(), run()])
  expect(asked).toEqual(['a'])
  await run()
  expect(asked).toEqual(['a', 'a'])
})
