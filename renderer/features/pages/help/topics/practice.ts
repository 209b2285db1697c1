import type { HelpTopic } from '../help-topic.ts'

export const practice: HelpTopic = {
  id: 'practice',
  title: 'Practise with invented people',
  summary: 'Carry a whole registration through without a real person, card or phone.',
  sections: [
    {
      heading: 'Start practice',
      paragraphs: ['On the first screen, the lock screen or the Help page, choose “Practise with invented people”. RA Desk starts again.'],
      list: [
        'Practice keeps its own data. It never opens your real cases, and they stay locked.',
        'A purple bar on every page says PRACTICE, and so does every page that is printed.',
        'Practice needs no recovery key. You can try making one in Settings.',
      ],
    },
    {
      heading: 'Carry a case through',
      steps: [
        'On the empty page Today, choose “Begin with a sample request”.',
        'Where a step asks for a file, open “Practice: use a sample file”.',
        'Where a step writes a card, choose “Insert a new blank card”. There is always another one, with another serial.',
        'Where a step sends a text, read it on the practice phone on the same page. No text is sent to anyone, whichever way you choose.',
      ],
      after: ['“Card, phone and samples” in the purple bar has all of these on every page.'],
    },
    {
      heading: 'Leave practice',
      paragraphs: ['Choose “Leave practice” in the purple bar. RA Desk starts again with your real cases.'],
    },
  ],
}
