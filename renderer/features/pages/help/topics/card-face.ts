import type { HelpTopic } from '../help-topic.ts'

export const cardFace: HelpTopic = {
  id: 'card-face',
  title: 'Printing a card, and your own card template',
  summary: 'Life-size preview, printing again, spoiled cards, series, logo and back.',
  sections: [
    {
      heading: 'Before you print',
      paragraphs: [
        'The preview shows the printed card, with the chip and the empty area around it.',
        'To see it life size, press “Make it life size” once and hold any card to the screen. You can then compare a card with the preview.',
        'If your card has a back, print the front, turn the card over and print the back. Choose “Both sides” only if your printer turns cards automatically.',
      ],
    },
    {
      heading: 'Nothing was printed, or only part of it',
      steps: ['Take the card out and look at it.', 'Press “print again”.', 'Choose what is on the card and enter the reason.'],
      after: ['A card with a complete print is never printed again. It is either good or spoiled.'],
    },
    {
      heading: 'The print is poor',
      paragraphs: ['The card is then spoiled, even if its chip works. A registrant never has two cards in use:'],
      steps: [
        'Fold, cut or punch the card through the chip, or lock it away and destroy it later. Record which.',
        'Tear up its label, if you made one.',
        'Write a blank card. It gets its own passcode; the old passcode is destroyed at once.',
      ],
    },
    {
      heading: 'Your own card',
      paragraphs: [
        'Open “Settings”, “Workstation”, “Card template”. You can change the series, or load a card with your logo, background and back. RA Desk shows it with a sample person before you use it.',
        'RA Desk refuses a template that would print over the chip, and names the part.',
        '“Save for another workstation” makes one file. Drop that file onto the same page on the other workstation.',
      ],
    },
  ],
}
