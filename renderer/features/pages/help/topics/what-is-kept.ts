import type { HelpTopic } from '../help-topic.ts'

export const whatIsKept: HelpTopic = {
  id: 'what-is-kept',
  title: 'What RA Desk stores, and where',
  summary: 'Everything is on this computer, encrypted.',
  sections: [
    {
      heading: 'Where',
      paragraphs: [
        'RA Desk stores everything in its data folder on this computer and sends nothing over a network. Texts go through your own modem or work phone, and emails through your own mailbox.',
      ],
    },
    {
      heading: 'Encryption',
      paragraphs: [
        'RA Desk encrypts cases, scans, photographs and drafts before it writes them to the disk. Your passphrase or the printed recovery key opens them.',
        'If you lose both, they cannot be opened. Your IT department and the makers of RA Desk cannot open them either.',
      ],
    },
    {
      heading: 'What “Saved” means',
      paragraphs: [
        '“Saved” appears only after two copies are safely on the disk. If one is damaged, RA Desk repairs it when you unlock, and shows a notice.',
        'If the database cannot be opened, RA Desk locks and the lock screen explains why. If the disk is not full, press “Set the database aside and start again”. RA Desk restarts and builds a new database when you unlock. You may need to re-enter anything you had not saved.',
      ],
    },
    {
      heading: 'Drafts',
      paragraphs: [
        'RA Desk saves what you type as an encrypted draft within half a second. It is there when you come back, even after RA Desk locked or closed.',
      ],
    },
    {
      heading: 'Passcodes',
      paragraphs: [
        'RA Desk chooses a passcode, sets it on the card and keeps it encrypted until the registrant has the card. It is never shown, printed, logged or exported.',
        'If you send it by the work phone, RA Desk shows a QR code for that phone in a separate window for half a minute.',
      ],
    },
  ],
}
