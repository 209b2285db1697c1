import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/checks.ts'
import { findPatterns, findSlowPiece } from '../support/slow-patterns.ts'

/** Slow on long texts, and never given one. */
const SHORT_TEXTS_ONLY: readonly (readonly [file: string, why: string])[] = [
  ['domain/work/search-words.ts', 'a query, cut to 200 characters'],
]

const files = globSync('{domain,main,native,preload,renderer}/**/*.{ts,tsx}', { cwd: root })

test('patterns: none in the source takes more than its share of time on a long text', () => {
  const patterns = files.flatMap((file) => findPatterns(file, readFileSync(join(root, file), 'utf8')))
  expect(patterns.length).toBeGreaterThan(300)
  const slow = patterns.flatMap(({ file, line, pattern }) => {
    if (SHORT_TEXTS_ONLY.some(([one]) => one === file)) return []
    const piece = findSlowPiece(pattern)
    return piece === undefined ? [] : [`${file}:${line} ${String(pattern)} on ${piece}`]
  })
  expect(slow).toEqual([])
})

test.each([
  ['blanks before an end', /\s+$/],
  ['blanks before a colon', /^[\s*]*name\s*:/im],
  ['two stars', /^(a+)+$/],
  ['an open bracket', /\([^)]*\)/],
  ['two runs of the same', /\d+\d+x/],
])('patterns: %s is found to be slow', (_what, pattern) => expect(findSlowPiece(pattern)).toBeDefined())

test.each([[/^\s+/], [/(?<!\s)\s+$/], [/\([^()]*\)/], [/[^\p{L}\p{N}]+/gu]])('patterns: %s is linear', (pattern) =>
  expect(findSlowPiece(pattern)).toBeUndefined(),
)
