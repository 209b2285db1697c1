import type { HelpTopic } from '../help-topic.ts'

export const texts: HelpTopic = {
  id: 'texts',
  title: 'The 6-digit code or passcode did not arrive',
  summary: 'What to check before you send anything again.',
  sections: [
    {
      heading: 'The 6-digit code did not arrive',
      paragraphs: ['Stay on the call and check these in order:'],
      steps: [
        'Read the mobile number aloud with the registrant, digit by digit. If it is wrong, correct it in the step where you recorded it and enter the reason.',
        'Ask whether the phone has signal and flight mode is off.',
        'Check the status bar: “Modem: no signal” or “Modem: The modem’s radio is off” means that the text was not sent.',
        'Text a new code. The old code stops working.',
        'If the modem does not work, choose “Work phone” and scan the QR code with that phone.',
      ],
    },
    {
      heading: 'The code has expired or does not match',
      paragraphs: [
        'Each code works for a few minutes and a few attempts, and until RA Desk locks. Text a new one. Nothing is lost.',
        'If three codes of one call were read out wrong, the call is broken off and no other code is texted. Arrange a new call. Where the guidance has no call step, ring the registrant again and enter how you know that it is them.',
      ],
    },
    {
      heading: 'The passcode did not arrive',
      list: [
        'If RA Desk shows that the text was sent: ask the registrant to wait a few minutes and restart their phone.',
        'If RA Desk cannot tell whether it was sent: ask the registrant whether it arrived, and record the answer on the step. You can then send it again.',
        'To send it again, enter the reason. Texts and showings for the work phone count together, and a text that may have been sent counts. A text that was not sent does not count.',
        'RA Desk allows two in all for one card, or what your organisation’s policy says. After that, replace the card: the new card gets its own passcode.',
      ],
      after: ['RA Desk never sends a passcode again without you. It always goes to the confirmed mobile.'],
    },
  ],
}
