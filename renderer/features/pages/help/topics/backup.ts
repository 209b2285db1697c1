import type { HelpTopic } from '../help-topic.ts'

export const backup: HelpTopic = {
  id: 'backup',
  title: 'Backups, and a lost computer',
  summary: 'Where backups go, how RA Desk tests them, and how to move to another computer.',
  sections: [
    {
      heading: 'Making backups',
      paragraphs: ['Open “Workstation” and choose a folder under “Backup”: a USB stick, or a folder on another disk.'],
      list: [
        'RA Desk makes a backup every few hours while someone is signed in, when the computer has been idle for a minute after a change, and when it closes. It makes backups more often in the evening.',
        '“Back up now” makes one at once.',
        'Leave the USB stick in until the status bar shows that the backup is finished.',
        'RA Desk knows the folder again by a small text file in it. If the stick is out, or another one is in its place, RA Desk writes nothing and tells you. Put the right stick in, or choose the folder again.',
      ],
      after: [
        'RA Desk makes a whole backup at least once a week. The backups between contain only what changed since then, so they are made quickly. To restore one of those, RA Desk also needs the whole backup: if you copy backups, copy both files to the same folder.',
        'Backups are encrypted. Only the printed recovery key opens them, so keep the sheet, and keep it away from the USB stick.',
        'If you print a new recovery key, keep the old sheet for as long as you keep backups made with it.',
      ],
    },
    {
      heading: 'The last restore test',
      paragraphs: [
        'RA Desk tests each new backup by restoring it. The test opens every case, scan and entry of the record, and then deletes the test copy. It does not change your cases. If a backup contains only changes, RA Desk tests the changes at once and both files together once a day.',
        'The status bar shows when the last test passed, and for how many cases. If it shows “restore test failed”, make a new backup on another USB stick and test that.',
      ],
    },
    {
      heading: 'Move to another computer',
      paragraphs: ['Install RA Desk on the other computer, start it and choose “Restore from a backup”:'],
      steps: [
        'Choose the newest file and type the recovery key. If RA Desk asks for a second file, put both in the same folder.',
        'Read what is in the backup and what it cannot restore. RA Desk has not written anything yet.',
        'Choose a new passphrase. RA Desk checks every case before you can sign in.',
        'Print the new recovery key. The old one does not work on the new computer.',
        'Choose a backup folder again, and add the other agents under “Settings”, “Team”.',
        'Do not use RA Desk on the old computer again, even if you get it back.',
      ],
    },
    {
      heading: 'Deleted items in older backups',
      paragraphs: [
        'When scans or cases are deleted on their date, they must also leave the backups. RA Desk makes and tests a new backup at once. It then deletes older backups in the folder that still contain the deleted items. “Workstation” shows when this is still to be done.',
        'If you use several USB sticks, choose the folder on each of them once. RA Desk makes a backup on it and deletes the older ones. It cannot reach copies that you made elsewhere: delete those yourself.',
      ],
    },
    {
      heading: 'Passcodes',
      paragraphs: [
        'Backups do not contain passcodes. After a restore, replace the cards whose passcode had not been texted. “Workstation” lists their cases.',
      ],
    },
  ],
}
