import type { HelpTopic } from '../help-topic.ts'

export const cimReports: HelpTopic = {
  id: 'cim-reports',
  title: 'Reports of CIM',
  summary: 'Import a report of Care Identity Management and find out what differs from RA Desk.',
  sections: [
    {
      heading: 'Importing a report',
      steps: [
        'Export the report from CIM as CSV: users, requests, smartcards or authenticators. Do not open and save it in a spreadsheet first.',
        'Open “People”, then “CIM reports”, and drop the file in.',
        'Check the kind of report and what each column holds. Choose what a column holds if RA Desk does not know it. RA Desk remembers it.',
        'Look at the lines that are left out, with the reason for each.',
        'Enter the day on which CIM made the report, and whether it lists everyone. Then import it.',
      ],
      after: [
        'A spreadsheet may turn a UUID into 1.23457E+11. Its last digits are then lost, and RA Desk leaves the line out. Export the report again.',
        'Say “Only some people” if a filter was used in CIM. Otherwise everyone who is not in the report counts as missing.',
      ],
    },
    {
      heading: 'Checking the differences',
      paragraphs: ['RA Desk lists what differs by kind, the most urgent first, each with what to do.'],
      list: [
        'Select differences with the box or the space bar. Press Enter to see all of one.',
        'Done: you put it right, here or in CIM. If a later report still shows it, it is open again.',
        'Accepted: it is right as it is. Enter the reason. It stays resolved while reports show it.',
        'You can undo what you resolved last, and reopen any difference under “Resolved”.',
        'A difference that the newest report no longer shows moves to “No longer shown” by itself.',
      ],
    },
    {
      heading: 'Cards that end soon',
      paragraphs: [
        'Choose “Ends within 90 days”, then 7, 30, 60 or 90 days. Select some or all, and print them or save them as CSV. Renew certificates while they are in date; replace a card that has ended.',
      ],
    },
    {
      heading: 'What is kept',
      paragraphs: [
        'RA Desk keeps UUIDs, names, email addresses, organisations, cards and days, and not the file. It keeps no mobile numbers, dates of birth or National Insurance numbers from a report. You can remove the rows of a report under “Imported reports”.',
      ],
    },
  ],
}
