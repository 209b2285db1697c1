import type { HelpTopic } from '../help-topic.ts'

export const notices: HelpTopic = {
  id: 'notices',
  title: 'What a notice about files means',
  summary: 'A file was damaged or missing: what is safe, and what to do.',
  sections: [
    {
      heading: 'Why you see a notice',
      paragraphs: [
        'RA Desk checks all its files when you sign in and shortly after. It reports every damaged file, even if it has already repaired it.',
        'Each notice has a reference. “Workstation” shows the details for support.',
      ],
    },
    {
      heading: 'A file was damaged and has been repaired',
      paragraphs: [
        'Nothing is missing and you do not need to do anything. A power cut can cause this.',
        'If it happens again, ask your IT support to check the disk of this computer. The disk may be failing.',
      ],
    },
    {
      heading: 'A spare file was damaged or missing',
      paragraphs: ['RA Desk keeps spare files in case newer ones are damaged. Nothing is missing now.'],
    },
    {
      heading: 'A file that detects missing changes was recreated',
      paragraphs: [
        'RA Desk uses this file to notice when saved changes are missing. Check that the case you worked on last is complete. If a step is missing, tell your RA manager.',
      ],
    },
    {
      heading: 'A file of scans is damaged',
      paragraphs: [
        'RA Desk repairs the file from its second copy while you work, and checks that each scan is unchanged.',
        '“Can no longer be opened” means that both copies were damaged. The notice names the cases; everything else in them is safe. If you still need the scan, ask the registrant for it again, attach it and check it again.',
        'An earlier backup contains the scan, so keep one, and tell your RA manager. RA Desk continues to make backups.',
      ],
    },
    {
      heading: 'Saved changes are missing',
      paragraphs: [
        'Someone may have replaced the data folder with an old copy. Do not register anyone on this computer until your RA manager has checked it.',
        'For RA managers: a code on a signed paper, or a newer backup, shows what is missing.',
      ],
    },
    {
      heading: 'Files were replaced with an old copy',
      paragraphs: [
        'A program that synchronises folders, “Previous versions” of Windows, or a person can put files of the data folder back to an earlier day. RA Desk compares its files with each other, with its record and with the names of the backups, and says which of them are older.',
        'Deleted data that comes back in this way is deleted again before anything is shown. If the file of passphrases is the older one, RA Desk does not open: a passphrase that was changed must not work again.',
        'For RA managers: keep the data folder as it is and find out what replaced the files. Put the newer files back, or restore the newest backup. Keep the data folder out of programs that synchronise it.',
      ],
    },
  ],
}
