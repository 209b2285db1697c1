import { describe, expect, it } from 'vitest'
import { findHelpTopic, helpTopics } from '../../../renderer/features/pages/help/help-topics.ts'
import { shortcuts } from '../../../renderer/app/shortcuts.ts'

describe('help', () => {
  it('uses every id once and finds each', () => {
    expect(new Set(helpTopics.map((topic) => topic.id)).size).toBe(helpTopics.length)
    for (const topic of helpTopics) expect(findHelpTopic(topic.id)).toBe(topic)
    expect(findHelpTopic('nowhere')).toBeUndefined()
  })
  it('says passcode and never PIN', () => {
    expect(JSON.stringify(helpTopics)).not.toMatch(/\bPIN\b/)
  })
  it('names no shortcut that does not exist', () => {
    const known = new Set(shortcuts.map(({ keys }) => keys))
    const text = JSON.stringify(helpTopics)
    for (const [, letter] of text.matchAll(/Ctrl and ([A-Z/])\b/g)) expect(known).toContain(`Ctrl+${letter}`)
    expect(text).toMatch(/Ctrl and K/)
  })
})
