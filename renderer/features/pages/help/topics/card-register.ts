import type { HelpTopic } from '../help-topic.ts'

export const cardRegister: HelpTopic = {
  id: 'card-register',
  title: 'Stock and register of cards',
  summary: 'Boxes of blank cards, what happened to each card, certificates and card keys.',
  sections: [
    {
      heading: 'When a box of cards arrives',
      steps: [
        'Open “Cards”, then “Blank stock”, and drop in the list of serial numbers that came with the box.',
        'Check the lines that RA Desk leaves out. It shows the reason for each before it imports anything.',
        'Give the box the name on its label.',
      ],
      after: ['In the settings you can allow only listed cards. RA Desk then refuses any other card before it writes to it.'],
    },
    {
      heading: 'What happened to a card',
      paragraphs: [
        'The register shows every card that this workstation has used. While a case is open, record what happens to its card in the case, for example by replacing it. For blank cards and closed cases, open the card in the register.',
      ],
      list: [
        'Destroyed: fold, cut or punch through the chip in front of a colleague, and enter their name.',
        'Lost: the card cannot be found. If you find it later, destroy it. Never use it again.',
        'Cancelled: the card was cancelled in CIS.',
        'Unknown: do not use this card. Its passcode is not known. Destroy it.',
      ],
    },
    {
      heading: 'Installing a certificate later',
      paragraphs: ['If certificates come “Later, as a file”, the card keeps its request.'],
      steps: [
        'Open the card in the register and save the request.',
        'Have a certificate made from it.',
        'Put the card back in a reader and choose the returned file. RA Desk checks that it is for this card and reads it back.',
      ],
    },
    {
      heading: 'For RA managers: the issuing authority',
      paragraphs: [
        'A workstation can issue certificates itself, from an authority that you load in the settings as a certificate file (.p12 or .pfx). RA Desk keeps its key encrypted and never shows it.',
        'Certificates expire with the authority, so load a new one in time.',
      ],
    },
    {
      heading: 'For RA managers: the card key',
      paragraphs: [
        'A card key allows changes to a card. RA Desk gives each card its own, derived from a secret of this workstation, so you do not need to write it down.',
        'Without this workstation’s data or a backup of it, cards still work but can no longer be changed.',
      ],
    },
  ],
}
