import { describe, expect, test } from 'vitest'
import { chooseFocus, type FocusCandidate } from '../../../renderer/app/choose-focus.ts'

const heading: FocusCandidate = { kind: 'heading', words: 'The label', acts: false }
const field: FocusCandidate = { kind: 'field', words: '', acts: false }
const link: FocusCandidate = { kind: 'link', words: 'Task list', acts: false }
const turn: FocusCandidate = { kind: 'button', words: 'Turn', acts: false }
const remove: FocusCandidate = { kind: 'button', words: 'Remove', acts: false }
const save: FocusCandidate = { kind: 'button', words: 'Save', acts: true }

describe('lost focus: the next stop', () => {
  test.each([
    ['the field that took the place', 'Choose a file', [field, save], 0],
    ['a heading before its controls', 'Make the label', [heading, field], 0],
    ['another button', 'Use this crop', [turn, field], 0],
    ['a link', 'Save', [link], 0],
    // Enter pressed twice would remove two rows.
    ['not the same button of the next row', 'Remove', [remove, remove, field], 2],
    ['not a button that saves', 'Add a row', [save, link], 1],
    ['nothing fit: the heading of the part', 'Remove', [remove, save], -1],
    ['nothing at all', 'Remove', [], -1],
  ])('%s', (_name, lost, after, wanted) => expect(chooseFocus(lost, after)).toBe(wanted))
})
