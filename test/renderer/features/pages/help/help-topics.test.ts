import { describe, expect, it } from 'vitest'
import { findHelpTopic, helpTopics, textOf } from '../../../../../renderer/features/pages/help/help-topics.ts'
import { shortcuts } from '../../../../../renderer/app/shortcuts.ts'

/** Longer paragraphs are hard to read on a screen. */
const LONGEST_TEXT = 300

describe('help', () => {
  it('uses every id once and finds each topic by its id', () => {
    expect(new Set(helpTopics.map((topic) => topic.id)).size).toBe(helpTopics.length)
    for (const topic of helpTopics) expect(findHelpTopic(topic.id)).toBe(topic)
    expect(findHelpTopic('nowhere')).toBeUndefined()
  })

  it('names no shortcut that does not exist', () => {
    const known = new Set(shortcuts.map(({ keys }) => keys))
    const text = helpTopics.map(textOf).join(' ')
    for (const [, letter] of text.matchAll(/Ctrl and ([A-Z/])\b/g)) expect(known).toContain(`Ctrl+${letter}`)
    expect(text).toMatch(/Ctrl and K/)
  })

  it.each(helpTopics.map((topic) => [topic.id, topic] as const))('%s: passcode, never PIN, PUK or vault', (_, topic) => {
    expect(textOf(topic)).not.toMatch(/\b(PIN|PUK|vault|journal|erased)\b/)
  })

  it.each(helpTopics.map((topic) => [topic.id, topic] as const))('%s: short texts', (_, topic) => {
    for (const { paragraphs = [], steps = [], list = [], after = [] } of topic.sections)
      for (const text of [...paragraphs, ...steps, ...list, ...after]) expect(text.length, text).toBeLessThanOrEqual(LONGEST_TEXT)
  })
})
