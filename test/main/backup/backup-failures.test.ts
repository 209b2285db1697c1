import { describe, expect, test } from 'vitest'
import * as failures from '../../../main/backup/backup-failures.ts'

const all = Object.entries(failures).map(([name, failure]) => {
  const { error } = typeof failure === 'function' ? failure('The disk has 12 MB left.') : failure
  return { name, ...error }
})

describe('why a backup was not made', () => {
  test.each(all)('$name: says what happened, what is safe, and what to do', ({ message, next }) => {
    expect(message).toMatch(/\.$/)
    expect(next).toMatch(/^[A-Z].*\.$/)
    expect(message).toMatch(/[Nn]o backup was made|Nothing was changed|are safe|unchanged|not used/)
  })

  test('a failure that has no code of its own says so', () => {
    expect(failures.writeFailed('EIO').error.message).toContain('(EIO)')
    expect(failures.writeFailed('').error.message).toContain('(unknown)')
  })
})
