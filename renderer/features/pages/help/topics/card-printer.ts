import type { HelpTopic } from '../help-topic.ts'

export const cardPrinter: HelpTopic = {
  id: 'card-printer',
  title: 'The card printer and batches',
  summary: 'Choosing a printer, making many cards, and what is in each tray.',
  sections: [
    {
      heading: 'Choosing a printer',
      paragraphs: [
        'An RA manager opens “Settings”, “Workstation”, “Card printer”, chooses the card printer and types their own passphrase again. RA Desk then never prints a card face on another printer. The record shows who chose it.',
        'A printer on the network must be in the private network of this computer, or have a name that ends in “.local”. An administrator can add other printers in the policy file (“printerHosts”). Where you print a card face, RA Desk shows the address that it goes to.',
        'On Windows, set the card size to CR80 in the printer’s own settings. RA Desk prints at 100 % and never scales.',
      ],
    },
    {
      heading: 'A printer with a contact station',
      paragraphs: [
        'The printer feeds a blank card. RA Desk writes and checks the chip, the printer prints the face, and the card comes out in the output hopper.',
        'If anything goes wrong, the card goes to the reject tray. The screen shows which card it is, for which case, and whether you can use it:',
      ],
      list: [
        '“It is blank and can be used again”: put it back in the feeder.',
        '“It is written half way”: it can only be used for that case. Put it in a reader and continue from the case.',
        '“Its chip is finished”: the card is good. Print or check its face from the case.',
        '“Destroy it”: cut through the chip.',
      ],
    },
    {
      heading: 'Making many cards',
      paragraphs: [
        'Open “Dispatch”, then “Make cards in a batch”. RA Desk offers only cases whose next step is the card.',
        'One bad card does not stop the batch. An empty feeder, an open cover, a jam, or two bad cards in a row pause it and show the reason.',
        'You can use other screens meanwhile. If RA Desk locks, the batch pauses.',
        'At the end, RA Desk lists what happened to each card. Check each face and record in its case whether it printed well.',
      ],
    },
    {
      heading: '“Check inside the printer”',
      paragraphs: [
        'RA Desk closed while a card was being made, or the printer did not report where the card went. Open the printer, look inside, and record on the screen what happened to the card. RA Desk feeds no other card until you do.',
      ],
    },
  ],
}
