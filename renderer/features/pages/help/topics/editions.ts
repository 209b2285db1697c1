import type { HelpTopic } from '../help-topic.ts'

export const editions: HelpTopic = {
  id: 'editions',
  title: 'Remote registration, or identity proved elsewhere',
  summary: 'Which edition of the guidance a case follows, and what changes with it.',
  sections: [
    {
      heading: 'Which one to choose',
      list: [
        'Remote registration by video call: you check the documents and compare the face yourself, then create the identity in CIS.',
        'Identity proved elsewhere: Apply for Care ID, ESR or a face-to-face check has proved the identity, and CIS has given a UUID. You make and post the card.',
      ],
      after: [
        'RA Desk calls each of them an edition of the guidance. An edition says which steps a case has, in which order, and gives the lists, emails and texts for them.',
      ],
    },
    {
      heading: 'A case keeps its edition',
      paragraphs: [
        'A case follows the edition under which it began until it is closed, even when that edition is superseded or withdrawn. The case page says so under “Guidance”.',
        'The number of digits of a code, how long it works and the words of a text can differ between editions.',
      ],
    },
    {
      heading: 'Another edition',
      paragraphs: [
        'An RA manager can import an edition that the service provider signed, withdraw an edition and take it back into use: “Settings”, “Policy”, “Editions of the guidance”.',
      ],
    },
  ],
}
