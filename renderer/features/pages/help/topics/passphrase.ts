import type { HelpTopic } from '../help-topic.ts'

export const passphrase: HelpTopic = {
  id: 'passphrase',
  title: 'Passphrase and recovery key',
  summary: 'If RA Desk locks, or you forget your passphrase.',
  sections: [
    {
      heading: 'Choosing a passphrase',
      paragraphs: [
        'Use four or more words that have nothing to do with each other, or press “Suggest a passphrase”. RA Desk refuses common passwords, names that others know, dates, and keys or letters in order, and says which of these it found.',
      ],
    },
    {
      heading: 'While you type it',
      paragraphs: [
        'Press “Show” to see what you type. It is hidden again when you send it or go to another window. RA Desk tells you when Caps Lock is on.',
      ],
    },
    {
      heading: 'Automatic lock',
      paragraphs: [
        'RA Desk locks after some minutes without keyboard or mouse use, and when the computer sleeps or is locked. Unlock it with your passphrase to continue where you were.',
        'Work in other programs counts as use. On a computer that cannot tell RA Desk about other programs, only work in RA Desk counts.',
        'During a video call RA Desk waits longer: from the first code until you record the outcome, for an hour at most after the last code.',
      ],
    },
    {
      heading: 'Wrong passphrase',
      paragraphs: ['After several wrong attempts you must wait, longer each time. Nothing is deleted.'],
    },
    {
      heading: 'Your passphrase again',
      paragraphs: [
        'RA Desk asks for your passphrase again before a change that lasts, and before something leaves this workstation. It then counts for five minutes, or until RA Desk locks.',
        'These are agents and roles, the recovery sheet, policy, card printer, signing authority and backup folder. So are trusting a workstation, handing a case over and exporting the record.',
      ],
    },
    {
      heading: 'Forgotten passphrase',
      steps: ['Choose “Use the recovery key” on the lock screen.', 'Type the key from the printed sheet.', 'Choose a new passphrase.'],
    },
    {
      heading: 'Printing the recovery sheet',
      paragraphs: [
        'Press “Print the recovery sheet”. RA Desk keeps no file of it. If you save it as a PDF instead, print that, then press “Delete the saved file”.',
      ],
    },
    {
      heading: 'A new recovery sheet',
      paragraphs: [
        'If the sheet is lost, or someone else may have seen it, an RA manager makes a new one: “Settings”, “Account”, “Recovery sheet”, “Make a new recovery sheet”.',
        'The sheet that you have works until you have typed one group of the new one. RA Desk says which group. After three wrong groups it drops the new sheet.',
      ],
    },
  ],
}
