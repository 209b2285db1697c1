import type { HelpTopic } from '../help-topic.ts'

export const record: HelpTopic = {
  id: 'record',
  title: 'The record: who did what, and who looked',
  summary: 'What RA Desk logs, how to check it, and what a code on paper is for.',
  sections: [
    {
      heading: 'What is logged',
      list: [
        'Every action.',
        'Every time someone opens a case, scan, photograph or document. Opening the same case again within 15 minutes counts once.',
        'Unlocking, locking, wrong passphrases, exports and changes of settings.',
      ],
      after: [
        'Each entry shows who and when. The record contains no names or numbers of registrants. It names the case; the details are encrypted with that case.',
      ],
    },
    {
      heading: 'What “In order” means',
      paragraphs: ['RA Desk has read the whole record from the disk and checked that:'],
      list: [
        'each entry follows the one before it',
        'the record matches the signed summaries of this workstation',
        'each signature belongs to the agent named',
      ],
    },
    {
      heading: 'Codes on paper',
      paragraphs: [
        'Each posting list and each release sheet has a record code at its foot, for example 214-7K3M-Q0X9-WRAB-CDEF: the number of entries, and sixteen characters computed from all of them. Keep the signed papers.',
        'Type a code into “Compare a code from paper” to check that the entries up to that day are unchanged.',
        'Only this shows that someone cut off the end of the record or replaced the data folder with an old copy. It cannot stop someone at an unlocked computer from adding a false entry.',
      ],
    },
    {
      heading: 'Giving the record to someone',
      paragraphs: [
        '“Export the record” saves one file with every entry, the signed summaries and the public keys. Encrypted details stay encrypted. RA Desk logs the export.',
        'Anyone can check the file without RA Desk, using the script verify-record.mjs. It names the first wrong entry.',
      ],
    },
    {
      heading: 'The clock',
      paragraphs: [
        'If the computer’s clock moves back or jumps ahead, or its time zone changes, RA Desk adds an entry. The order of entries does not depend on the clock.',
      ],
    },
  ],
}
