import type { HelpTopic } from '../help-topic.ts'

export const replacement: HelpTopic = {
  id: 'replacement',
  title: 'Replacing a card',
  summary: 'A locked, lost, stolen or damaged card, certificates that end, and a change of name.',
  sections: [
    {
      heading: 'Start a replacement',
      steps: [
        'Open “New request” and choose “Replace a card”. Or follow “Replace the card” from a closed case, or from a card in the register or in a reader.',
        'Enter the UUID, or the serial number of the card. RA Desk finds the person if they have a case here.',
        'Say which card is replaced and why. Try first what RA Desk suggests: it may save a new card.',
      ],
      after: ['If the case of the card is still open, replace the card in that case.'],
    },
    {
      heading: 'What is used again',
      list: [
        'The photograph of the earlier case, if it was not deleted. Check that it still looks like the holder.',
        'The confirmed mobile, if it is the same number and was confirmed not too long ago. Otherwise ring the holder and text a code.',
      ],
    },
    {
      heading: 'Cancel the old card',
      paragraphs: [
        'A person has one live card. Cancel the old card in CIS, then enter the date and the reference in the case. Until then the new card cannot go on a posting list.',
        'An RA manager can let the new card go first, and says why. The old card must then be cancelled as soon as possible.',
      ],
    },
    {
      heading: 'A change of name',
      paragraphs: [
        'Choose “Replace a card after a change of name”. The holder proves the new name with a new document and a new photograph on a video call.',
      ],
    },
    {
      heading: 'Cards that end soon',
      steps: [
        'Open “Cards”, then “Ending soon”, and choose how far ahead to look.',
        'Ask each holder to renew while the certificates are in date. Select the renewed cards and enter the new date.',
        'Select the cards that cannot be renewed, and start their replacements.',
      ],
    },
  ],
}
