import { expect, test } from 'vitest'
import { assignInCim, removeInCim } from '../../../domain/locum/revoke-pack.ts'

test.each([
  ['to remove the position', removeInCim, 6, /record the revocation here\.$/],
  ['to assign the position', assignInCim, 4, /assign the position\.$/],
])('steps in CIM %s: they begin where it is opened and end with the last act', (_name, steps, count, last) => {
  expect(steps).toHaveLength(count)
  expect(steps[0]).toMatch(/^Open CIM/)
  expect(steps[1]).toContain('FFFFF')
  expect(steps.at(-1)).toMatch(last)
})
