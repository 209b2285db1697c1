import type { HelpTopic } from '../help-topic.ts'

export const cards: HelpTopic = {
  id: 'cards',
  title: 'Problems with cards and readers',
  summary: 'No reader found, card refused, or writing stopped part way.',
  sections: [
    {
      heading: 'No card reader found',
      steps: [
        'Unplug the reader, wait five seconds and plug it in again, if possible directly into the computer.',
        'Open “Workstation”. The checks show whether the smartcard service is running and how to start it.',
        'Close other programs that use smartcards.',
      ],
    },
    {
      heading: 'Your own card is in a reader too',
      paragraphs: [
        'RA Desk recognises NHS smartcards and never connects to one, so your CIS session continues.',
        'If you have another kind of card, open “Workstation” and choose “My own card” for its reader. RA Desk then leaves that reader alone. Choose “Blank cards” for the other reader, so that RA Desk offers it first.',
        'RA Desk remembers readers by name. If you have two of the same make, check these choices after you unplug them, because the computer may have swapped their names.',
      ],
    },
    {
      heading: 'Another program is using the card',
      paragraphs: [
        'Close that program or use another reader. While RA Desk writes a card, no other program can use it.',
        'If another program resets the card during writing, put the same card back. RA Desk checks what is on it and continues.',
      ],
    },
    {
      heading: 'A card does not answer',
      paragraphs: [
        'Take the card out, check which side the chip is on, and push it in fully. Try another card: if that one works, the first card is faulty.',
        'If a card stops answering, RA Desk restarts the card readers and sends nothing a second time. Take the card out. If it was being written, put the same card back and read the message.',
      ],
    },
    {
      heading: 'What is on a card',
      paragraphs: [
        'Open “Workstation” to see everything that a card shows without its passcode.',
        '“Save for support” saves the commands sent to the card, without passcodes, card numbers or personal details.',
      ],
    },
    {
      heading: 'The card is refused',
      paragraphs: [
        'RA Desk writes only to blank cards. It refuses a card that is in use, or that has different keys from blank stock, before it writes anything to it.',
        'Most new cards allow 3 wrong passcodes before they lock. If a card allows another number and cannot say whether it was used, RA Desk asks once for each box whether new cards come like this. If you are not sure, answer no and take another card.',
      ],
    },
    {
      heading: 'Writing stopped part way',
      paragraphs: [
        'Put the same card back in the reader and continue. RA Desk checks what is on the card and carries on from there.',
        'If the card is spoiled, or its passcode is not known, destroy it and start with a blank one. A registrant never has two cards in use.',
      ],
    },
    {
      heading: 'The printer has a problem',
      paragraphs: [
        'The status bar shows the printer’s message, for example about the ribbon, feeder or cover.',
        'Nothing is lost if printing fails. The written card stays valid unless you record that its face is spoiled.',
      ],
    },
  ],
}
