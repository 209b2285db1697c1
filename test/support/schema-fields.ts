/** Asks a schema about samples in which one field is changed, for tables of what it takes and what it refuses. */
import { expect } from 'vitest'
import type { z } from 'zod'

/** What takes a field out. */
export const absent = Symbol('absent')

/** One row: the field (`head.base.seq`; numbers are places in a list), values that are taken, values that are refused. */
export type FieldRow = readonly [field: string, taken: readonly unknown[], refused: readonly unknown[]]

function withField(sample: unknown, field: string, value: unknown): unknown {
  const [name, ...rest] = field.split('.') as [string, ...string[]]
  const copy: Record<string, unknown> = Array.isArray(sample)
    ? (Object.assign([], sample) as unknown as Record<string, unknown>)
    : { ...(sample as Record<string, unknown>) }
  const changed = rest.length === 0 ? value : withField(copy[name], rest.join('.'), value)
  if (changed === absent) delete copy[name]
  else copy[name] = changed
  return copy
}

/** The sample itself is taken, and so is each of `taken`; each of `refused` is not. */
export function expectField(schema: z.ZodType, sample: unknown, [field, taken, refused]: FieldRow): void {
  const isTaken = (value: unknown): boolean => schema.safeParse(withField(sample, field, value)).success
  expect(schema.safeParse(sample).error).toBeUndefined()
  expect([field, taken.filter((value) => !isTaken(value))]).toEqual([field, []])
  expect([field, refused.filter((value) => isTaken(value))]).toEqual([field, []])
}
