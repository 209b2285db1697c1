import type { HelpTopic } from '../help-topic.ts'

export const handover: HelpTopic = {
  id: 'handover',
  title: 'Handing cases over to another workstation',
  summary: 'Without a server: station cards, an encrypted bundle and a receipt.',
  sections: [
    {
      heading: 'Before the first handover',
      paragraphs: ['An RA manager does this once on each side, under “Dispatch”, “Handover”, “Trusted workstations”:'],
      steps: [
        'Save your station card and send it to the other side.',
        'Ring someone there you know, on a number you already had.',
        'Each of you reads out the six groups of your own fingerprint. The other types what they hear.',
      ],
      after: ['If the fingerprint does not match, the card is from another workstation or was changed on its way. Do not use it.'],
    },
    {
      heading: 'Handing over',
      steps: [
        'Open the case and choose “Hand this case over to another workstation”, or choose several cases under “Hand cases over”. Check what will be handed over.',
        'Hand over and save the bundle. The cases become read-only here at once. Only the other workstation can open the bundle.',
        'The other workstation opens the bundle, takes the cases over and saves a receipt.',
        'Read the receipt here. The passcodes on this workstation are then destroyed.',
      ],
    },
    {
      heading: 'The bundle was lost',
      paragraphs: [
        'Until a receipt arrives, you can save the bundle again or take the cases back.',
        'If you take cases back, two workstations may hold them, so ring the other workstation first. If its receipt still arrives, the cases become read-only here again.',
      ],
    },
    {
      heading: 'What cannot be handed over',
      list: ['A case whose card is only partly written.', 'A case where RA Desk cannot tell whether the last passcode text was sent.'],
      after: [
        'An address label made here becomes void, because the posting belongs to this workstation.',
        'Another workstation can post a card written here and release its passcode, but cannot write to it or clear it.',
      ],
    },
  ],
}
