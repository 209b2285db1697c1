import { expect, test } from 'vitest'
import { describeCopy } from '../../../../../renderer/features/shared/photograph-copies/describe-copy.ts'

test('saved copy: what it is and what to do, in different words for each state', () => {
  const [saved, moved, other] = [describeCopy(undefined), describeCopy('not-there'), describeCopy('other-contents')]
  expect(saved.title).toContain('not encrypted')
  expect(moved.next).toContain('delete it where it is now')
  expect(other.next).toContain('did not change that file')
  expect(new Set([saved.title, moved.title, other.title]).size).toBe(3)
})
