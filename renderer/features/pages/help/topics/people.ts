import type { HelpTopic } from '../help-topic.ts'

export const people: HelpTopic = {
  id: 'people',
  title: 'People, duplicates and ending a case',
  summary: 'One page for a person with all their cases, what to do about a possible duplicate, and how to end a case.',
  sections: [
    {
      heading: 'One person',
      paragraphs: [
        'Choose “People” to find anybody by name, UUID, reference, email or mobile. The page of a person shows all their cases, cards, access and texts, and what is to be undone one day.',
        'To record someone who was never registered here, choose “Add a person”. Their name and UUID are enough.',
      ],
    },
    {
      heading: '“This may be a person you know”',
      paragraphs: [
        'RA Desk asks this as soon as a case has something in common with a person who is known, even if that person’s case was deleted.',
      ],
      list: [
        'The same person: say how you know. The cases are linked. Go on with this case, or replace their card instead and end this case as a duplicate.',
        'Not the same person: say how you know. RA Desk does not ask again.',
        'Decide later: the notice stays on the case.',
      ],
      after: ['If you linked a case by mistake, open the person and choose “A case here is about another person”.'],
    },
    {
      heading: 'Ending a case',
      steps: [
        'Open the case and choose “End this case”.',
        'Read what stays to be undone, for example a card or an identity in CIS.',
        'Choose the reason, say what happened, and confirm. The passcodes of the case are destroyed.',
      ],
      after: [
        'If a written card is still here, destroy it and record that first. You can reopen a case that was ended, with a reason, unless its card was posted.',
      ],
    },
  ],
}
