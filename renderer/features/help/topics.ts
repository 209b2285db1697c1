/** Help in plain words. The guidance's own wording is shown on each step; here is how to work with RA Desk. */
export interface HelpTopic {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[]; readonly list?: readonly string[] }[]
}

export const helpTopics: readonly HelpTopic[] = [
  {
    id: 'journey', title: 'The journey of a registration', summary: 'From the request to the first log-in, in three stages.',
    sections: [
      {
        heading: 'Before the video call', paragraphs: ['You record the request and the registrant’s details, ask for the items by email, look at the identity document and the photograph, and arrange the call. These steps can be done in almost any order; the task list says what has to wait.'],
      },
      {
        heading: 'The video call', paragraphs: ['RA Desk texts numbers to the registrant’s phone. They read them out to you, and you type what you hear. When the numbers are the same, the phone belongs to the person on the call, and only that phone can get the passcode later.', 'Then you compare the document that they hold up with the scan and with their face, and record the outcome. “Not matched” stops the case for good. A call that was broken off can be arranged again.'],
      },
      {
        heading: 'After the call', paragraphs: ['You create the identity in CIS with the values that RA Desk shows, write and print the card, make the label, put the card on a manifest and post it.', 'When the registrant calls to say that the card has come, you log the call and RA Desk texts the passcode. The passcode is never on your screen.'],
      },
      { heading: 'Changing a finished step', paragraphs: ['Open the step and press “Change”. You are asked why. What was recorded before stays in the history, and steps that rest on it open again. What is printed, written to a card or posted cannot be changed.'] },
    ],
  },
  {
    id: 'texts', title: 'Numbers or a passcode did not arrive', summary: 'What to check before anything is sent again.',
    sections: [
      {
        heading: 'The numbers did not come', paragraphs: ['Stay on the call. Check these in turn:'],
        list: ['Read the mobile number aloud with the registrant, digit by digit. If it is wrong, change it in the details: you are asked why.', 'Ask whether the phone has signal and is not in flight mode.', 'Look at the status bar: “Modem: no signal” means that the text has not gone.', 'Text a fresh set of numbers. The old set can no longer be used.', 'If the modem does not work, choose “by the work phone” and scan the code with it.'],
      },
      { heading: 'The numbers are too old or were read out wrongly', paragraphs: ['Each set works for some minutes and a few tries only. Text a fresh set. Nothing is lost by that.'] },
      {
        heading: 'The passcode did not come', paragraphs: ['When RA Desk knows that the text went, ask the registrant to wait some minutes and to restart the phone.', 'When nobody can know whether it went, RA Desk never sends it again by itself. Ask the registrant whether it came, and record the answer on the step. Only then can it be sent again, always to the number that was bound on the call.'],
      },
    ],
  },
  {
    id: 'cards', title: 'Problems with cards and readers', summary: 'The reader is not seen, a card is refused, writing stopped half way.',
    sections: [
      {
        heading: 'No card reader', paragraphs: ['Check these in turn:'],
        list: ['Take the reader’s plug out, count to five and put it back, if possible straight into the computer.', 'Open “Workstation”. The checks say whether the smartcard service runs and how to start it.', 'Close other programs that use smartcards.'],
      },
      { heading: 'The card does not answer', paragraphs: ['Take the card out, look which side the chip is on and push it in to the end. Try another card: if that one answers, the first is broken.'] },
      { heading: 'The card is refused', paragraphs: ['RA Desk writes only to blank cards. A card that belongs to somebody, or that has other keys than blank stock, is refused before anything is written to it.'] },
      { heading: 'Writing stopped half way', paragraphs: ['Put the same card back and press continue. RA Desk looks what is on the card and goes on from there.', 'If the card is spoiled, or nobody can know what is on it, destroy it and begin with a blank one. There are never two cards in use for one registrant.'] },
      { heading: 'The printer has a problem', paragraphs: ['The status bar says what the printer says: ribbon, feeder, cover. Nothing is lost when a print fails; the card that was written stays good until you say that its face is spoiled.'] },
    ],
  },
  {
    id: 'keyboard', title: 'Working with the keyboard', summary: 'Every action can be reached without a mouse.',
    sections: [
      { heading: 'Anywhere', paragraphs: ['Press ? to see all shortcuts (Ctrl and / while you are typing). Ctrl and K finds any case by name, reference, UUID or mobile number, and any action. Ctrl and L locks.'] },
      { heading: 'Names', paragraphs: ['Names are found with or without accents and apostrophes: “oneill” finds O’Neill, “lukasz” finds Łukasz. Several words must all be there, in any order.'] },
      { heading: 'The work list', paragraphs: ['Press Tab until a row has the focus, then the arrow keys, Page up, Page down, Home and End. Enter opens the case.'] },
    ],
  },
  {
    id: 'what-is-kept', title: 'What is kept, and where', summary: 'On this computer alone, encrypted.',
    sections: [
      { heading: 'Where', paragraphs: ['Everything is in the data folder of RA Desk on this computer. Nothing is sent over a network; texts go through your own modem or work phone, and emails through your own mailbox.'] },
      { heading: 'How', paragraphs: ['Cases, scans, photographs and drafts are encrypted before they touch the disk. They open with your passphrase, or with the printed recovery key. If both are lost, nobody can open them: not your IT department, not the makers of RA Desk.'] },
      { heading: 'What “Saved” means', paragraphs: ['“Saved” appears only after the entry is safely on the disk, twice: in a journal and in the database. If the database is damaged, it is built again from the journal when you unlock, and you are told.'] },
      { heading: 'What you type and do not save', paragraphs: ['It is kept as an encrypted draft within half a second and is there when you come back, also after the app locked itself or was closed.'] },
      { heading: 'Passcodes', paragraphs: ['A passcode is drawn by RA Desk, set on the card and kept sealed until the registrant has the card. It is never shown on the screen, printed, logged or exported.'] },
    ],
  },
  {
    id: 'passphrase', title: 'Passphrase and recovery key', summary: 'If you forget your passphrase, or the app locked itself.',
    sections: [
      { heading: 'The app locks itself', paragraphs: ['After some minutes without a key or mouse movement, when the computer sleeps or is locked. Unlock with your passphrase; you are where you were.'] },
      { heading: 'Wrong passphrase', paragraphs: ['After several wrong tries you have to wait, longer each time. Waiting is all that is needed: nothing is erased.'] },
      { heading: 'Forgotten passphrase', paragraphs: ['Choose “Use the recovery key” on the lock screen, type the key from the printed sheet and set a new passphrase.'] },
    ],
  },
  {
    id: 'agents', title: 'Several agents on one workstation', summary: 'Who may sign in, what each role may do, forgotten passphrases, and a second agent.',
    sections: [
      { heading: 'Adding and removing', paragraphs: ['An RA manager adds an agent under “Settings”. The new agent sits down and types a passphrase of their own; nobody else should see it. “Switch agent” in the header locks RA Desk, and the other one signs in.', 'Who is removed cannot sign in from that moment on, and everything from then on is under a new key. Nobody else has to do anything. A copy of the data folder from before still opens with their passphrase, so look after such copies.'] },
      { heading: 'Roles', paragraphs: ['RA managers do everything. RA agents carry registrations to the end. RA ID checkers go as far as the end of the video call and touch neither cards nor passcodes. What a role may not do is refused, and the attempt is in the record.'] },
      {
        heading: 'A forgotten passphrase', paragraphs: ['On the locked screen, choose “Use the recovery key”.'],
        list: ['Type the whole key from the newest sheet and choose a new passphrase.', 'The key that you typed opens nothing any more. RA Desk makes another one at once: save the sheet, print it, type one group back.', 'It also works on another computer, with a copy of the data folder.'],
      },
      { heading: 'Wrong passphrases', paragraphs: ['After each wrong one the next has to wait: seconds at first, minutes from the fifth on, also when RA Desk is started again. The next one who signs in writes the tries into the record.'] },
      { heading: 'A second agent for a passcode', paragraphs: ['Where your organisation asks for it, a colleague types their own passphrase before a passcode is texted. It counts for this one passcode and ten minutes, and both are in the record.'] },
      { heading: 'Policy of your organisation', paragraphs: ['An administrator can set how soon RA Desk locks, how long things are kept and more, in a file for the whole computer. “Settings” shows each value and where it comes from. A value that is not allowed is left out and named there.'] },
    ],
  },
]

export function findHelpTopic(id: string): HelpTopic | undefined {
  return helpTopics.find((topic) => topic.id === id)
}
