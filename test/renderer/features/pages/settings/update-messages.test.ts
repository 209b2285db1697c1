import { expect, test } from 'vitest'
import { lastWords, progressWords, startWords } from '../../../../../renderer/features/pages/settings/update-messages.ts'

test('update: where nothing is installed, the page says so before, at the button and after', () => {
  for (const starts of ['practice', 'stand-in', 'not-installed'] as const) {
    const words = startWords[starts]
    expect([words.notice, words.before, words.outcome].every((text) => /not started|nothing is installed/.test(text ?? ''))).toBe(true)
    expect([words.button, words.outcomeTitle]).toEqual(['Finish without installing', 'Nothing was installed'])
  }
  expect([startWords.installer.notice, startWords.shown.notice]).toEqual([undefined, undefined])
})

test('update: the last one is installed, or still not', () => {
  const last = { version: '1.2.0', from: '1.1.0', at: '2026-11-30T10:00:00.000Z', by: 'Sample Agent' }
  expect(lastWords(last, '1.2.0', 'today')).toBe('Updated to 1.2.0 by Sample Agent, today.')
  expect(lastWords(last, '1.1.0', 'today')).toContain('It is not installed: this is still RA Desk 1.1.0.')
})

test.each([
  [{ step: 'copying', done: 0.456 }, 'Copying… 45 %'],
  [{ step: 'checking', done: 1 }, 'Checking… 100 %'],
] as const)('update: progress %j', (progress, words) => {
  expect(progressWords(progress)).toBe(words)
})
