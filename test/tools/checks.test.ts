import { describe, expect, test } from 'vitest'
import { byLayer, describeCheck } from '../support/checks.ts'

const run = { seconds: 1 }

describe('check: the type check of all layers', () => {
  test('is one result when it passes', () => {
    expect(byLayer({ ...run, ok: true, output: '' })).toEqual([{ name: 'types', ok: true, seconds: 1, output: '' }])
  })

  test('names each layer that fails, the worker apart from the renderer', () => {
    const output = [
      "domain/case/a.ts(1,2): error TS2304: Cannot find name 'window'.",
      '  Did you mean something else?',
      'renderer/storage/worker/b.ts(1,1): error TS1: x',
      'renderer/ui/c.ts(1,1): error TS1: x',
      '',
    ].join('\n')
    const results = byLayer({ ...run, ok: false, output })
    expect(results.map(({ name, ok }) => [name, ok])).toEqual([
      ['types of domain', false],
      ['types of renderer/storage/worker', false],
      ['types of renderer', false],
    ])
    expect(results[0]!.output).toContain('Did you mean')
  })

  test('fails when the tool fails without naming a file', () => {
    expect(byLayer({ ...run, ok: false, output: 'error TS5083: Cannot read file' })).toEqual([
      { name: 'types', ok: false, seconds: 1, output: 'error TS5083: Cannot read file' },
    ])
  })
})

test('check: a line tells a pass and a failure apart, and a failure goes on with what the tool printed', () => {
  const result = { name: 'x', seconds: 1.26 }
  expect(describeCheck({ ...result, ok: true, output: '' })).toBe('ok     x (1.3 s)')
  expect(describeCheck({ ...result, ok: false, output: 'two findings\n' })).toBe('FAILED x (1.3 s)\ntwo findings')
})
