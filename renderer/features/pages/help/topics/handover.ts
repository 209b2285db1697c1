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
      heading: 'The bundle does not open',
      paragraphs: [
        'Each receipt brings the sender a new key for its next bundle. Once that bundle is taken over, the key before is destroyed, and old copies of bundles open no more.',
        'The same is true of a bundle that waited meanwhile, and of one made before this workstation was restored from a backup. The sender keeps the cases until your receipt is read there.',
      ],
      steps: [
        'Ask the sender to save the bundle again, and open that file.',
        'If it does not open, save your last receipt for this sender again. The sender reads it, saves the bundle again and sends you that file.',
        'If there is no such receipt, or it does not help, save your station card. The sender compares the fingerprint by phone again and then saves the bundle again.',
      ],
    },
    {
      heading: 'A new station card',
      paragraphs: [
        'The first bundle from each workstation is made for the key of your station card. An RA manager can make a new card under “Trusted workstations” once those first bundles were taken over. The key before is destroyed. A workstation that has not yet read a receipt from you needs the new card.',
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
