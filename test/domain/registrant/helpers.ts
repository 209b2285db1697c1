import { expect } from 'vitest'
import type { Result } from '../../../domain/result.ts'
import type { Parsed } from '../../../domain/registrant/parsed.ts'

/** The normalised value, or a failed test that shows the code. */
export function valueOf<Value>(result: Result<Parsed<Value>>): Value {
  expect(result.ok ? 'ok' : result.error.code).toBe('ok')
  if (!result.ok) throw new Error('not ok')
  return result.value.value
}

export function warningsOf(result: Result<Parsed<unknown>>): readonly string[] {
  expect(result.ok ? 'ok' : result.error.code).toBe('ok')
  return result.ok ? result.value.warnings : []
}

export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code
}

/** Every failure says a whole sentence and what to do next. */
export function expectWords(result: Result<unknown>): void {
  if (result.ok) return
  expect(result.error.message).toMatch(/^[A-Z].*\.$/)
  expect(result.error.next).toMatch(/^[A-Z].*[.”]$/)
}
