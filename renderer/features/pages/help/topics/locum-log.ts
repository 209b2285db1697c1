import type { HelpTopic } from '../help-topic.ts'

export const locumLog: HelpTopic = {
  id: 'locum-log',
  title: 'National Locum (FFFFF) log',
  summary: 'Who was given National Locum access, reviewing it in time, and revoking it.',
  sections: [
    {
      heading: 'What is in the log',
      paragraphs: [
        'The log keeps everyone who was given National Locum Pharmacy Agency (FFFFF) access for an exceptional reason. Recording a FFFFF position in a case adds the person to it. Each entry has a review date and an end date.',
        'Nothing is ever deleted from the log. It stays when a case is deleted, and each change is added to the history of the entry.',
      ],
    },
    {
      heading: 'Adding many people at once',
      steps: [
        'Open “People”, then “National Locum log”, and choose “Add people”.',
        'Paste the rows from your spreadsheet, or choose a CSV file. If a column is not known, say what it is.',
        'Enter the reason, sponsor, organisations and dates for everyone. A row that has its own keeps it.',
        'Correct the rows with a problem, or add those that are ready first. The others stay on the list.',
        'Give the position in CIM: copy the UUIDs, at most 100 at a time.',
      ],
    },
    {
      heading: 'Reviewing access',
      paragraphs: [
        'RA Desk reminds you from two weeks before the review date. Ask the sponsor whether the access is still needed. Then open the entry, or choose “Review several”, and enter the next review date. If the access is not needed, revoke it.',
      ],
    },
    {
      heading: 'Revoking access',
      steps: [
        'Choose “Revoke several”, and choose the people by state, organisation or name.',
        'Copy the UUIDs and follow the steps shown for CIM.',
        'When CIM has confirmed the removal, record it with its date and reference.',
      ],
      after: [
        'Access that reached its end date stays on the list until you record that it is revoked. If you recorded a revocation by mistake, open the entry and withdraw it.',
      ],
    },
  ],
}
