import type { HelpTopic } from '../help-topic.ts'

export const journey: HelpTopic = {
  id: 'journey',
  title: 'The journey of a registration',
  summary: 'From the request to the first log-in, in three stages.',
  sections: [
    {
      heading: 'Before the video call',
      steps: [
        'Record the request and the registrant’s details.',
        'Ask for the items by email.',
        'Check the identity document and the photograph.',
        'Arrange the call.',
      ],
      after: ['You can do most of these steps in any order. The task list shows which steps must wait.'],
    },
    {
      heading: 'The identity document',
      paragraphs: [
        'RA Desk attaches only a scan that it can show. It refuses a PDF with a password, a PDF without pages, and a file that is damaged or cut off. The message says what to ask the registrant for.',
        'If a part of a page could not be shown, a line above the scan says so. To accept the document, say how you saw the missing part.',
        'RA Desk compares the document with the details that you entered: by the number of a driving licence, and by the coded lines of a passport if you enter them. Give a reason for each difference that you accept. The history keeps the reasons.',
      ],
    },
    {
      heading: 'The video call',
      steps: [
        'RA Desk texts a 6-digit code to the registrant’s phone. Ask them to read it out, and type what you hear.',
        'If the code matches, their mobile is confirmed. Only this mobile can receive the passcode later.',
        'If three codes do not match, RA Desk breaks the call off. Arrange a new call.',
        'Compare the document they hold up with the scan and with their face.',
        'Record the outcome.',
      ],
      after: ['“Not matched” stops the case permanently. If a call is cut off, you can arrange another one.'],
    },
    {
      heading: 'After the call',
      steps: [
        'Create the identity in CIS with the values and the cropped photograph that RA Desk shows. If you save the photograph as a file, delete the saved copy afterwards: RA Desk reminds you on the page of the case.',
        'Write and print the card.',
        'Make the label and print it. Add the card to a posting list, print the list and post the envelope.',
        'When the registrant calls to say that the card has arrived, log the call. RA Desk then texts the passcode. You never see it.',
      ],
      after: [
        'If the card came sooner than its carrier usually takes, ask the registrant how they got it and enter the reason. RA Desk never texts a passcode before the card was posted.',
      ],
    },
    {
      heading: 'Printing labels and lists',
      paragraphs: [
        'Choose any printer of this computer except the card printer. RA Desk prints at actual size and remembers the printer, one for labels and one for other documents.',
        'If RA Desk cannot tell whether a page was printed, look at the printer before you print again. RA Desk never sends a page twice by itself.',
        'You can save the PDF instead. Print it at actual size, not “fit to page”, and delete the file afterwards.',
      ],
    },
    {
      heading: 'Changing a finished step',
      paragraphs: [
        'Open the step, press “Change” and enter the reason. The earlier entry stays in the history, and steps that depend on it reopen.',
        'If a name cannot be printed, RA Desk says so while you type it. Enter a name for the envelope in Latin letters. If you add it later, only the label reopens, not the call.',
        'You cannot change anything that is already printed, written to a card or posted.',
      ],
    },
  ],
}
