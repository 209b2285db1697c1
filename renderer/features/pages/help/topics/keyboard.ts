import type { HelpTopic } from '../help-topic.ts'

export const keyboard: HelpTopic = {
  id: 'keyboard',
  title: 'Working with the keyboard',
  summary: 'You can do everything without a mouse.',
  sections: [
    {
      heading: 'On any screen',
      list: [
        'Press ? to see all shortcuts (Ctrl and / while you are typing).',
        'Press Ctrl and K to find a case by name, reference, UUID, mobile number, card, tracking reference or sponsor, or to find a setting, a help page or an action.',
        'Press Ctrl and F to go to the search of a list. On a page of text, such as a help page or a case, type the words to find: Enter or F3 goes to the next match, with Shift to the one before, and Esc closes the find bar.',
        'Press Ctrl and plus or minus for larger or smaller text, and Ctrl and 0 for the normal size.',
        'Press Ctrl and L to lock RA Desk.',
      ],
    },
    {
      heading: 'Searching for names',
      paragraphs: [
        'You can leave out accents and apostrophes: “oneill” finds O’Neill, and “lukasz” finds Łukasz. If you type several words, all must match, in any order.',
      ],
    },
    {
      heading: 'The work list',
      paragraphs: [
        'Press Tab until a row has the focus. Then use the arrow keys, Page up, Page down, Home and End. Press Enter to open the case, and Space to select it.',
      ],
    },
  ],
}
