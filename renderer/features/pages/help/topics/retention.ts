import type { HelpTopic } from '../help-topic.ts'

export const retention: HelpTopic = {
  id: 'retention',
  title: 'How long RA Desk keeps things',
  summary: 'What is deleted automatically, when, and how to keep something longer.',
  sections: [
    {
      heading: 'What is deleted',
      list: [
        'Scans and photographs: some days after identity was confirmed.',
        'A passcode that was never released: some days after its card was started.',
        'A whole case: some days after it was closed, stopped or ended.',
        'A case that was handed over: some days after the receipt.',
      ],
      after: [
        'Your RA manager sets the number of days in the policy file. If no limit is set, nothing is deleted.',
        'A photograph stays until its card is printed. An open case keeps its scans until its call has ended. A new rule is announced for three days before it deletes anything.',
      ],
    },
    {
      heading: 'Deleted items cannot be recovered',
      paragraphs: [
        'RA Desk destroys the key, so a deleted item cannot be recovered, not even with the recovery key. The case still shows what was checked and decided, and the record shows when it was deleted.',
        'To make a card again after its photograph was deleted, you need a new photograph and a new call.',
      ],
    },
    {
      heading: 'Keeping something longer',
      paragraphs: [
        '“Today” shows what is due within a week, “Workstation” lists everything that is due, and each case page shows its own dates.',
        'If the policy allows it, you can keep something longer there and enter the reason. An RA manager can hold a whole case until they end the hold.',
      ],
    },
    {
      heading: 'The date may be wrong',
      paragraphs: [
        'If the clock is more than a week ahead of the last confirmed date, RA Desk will not delete anything until you confirm today’s date. Check a calendar and enter the date under “Workstation”.',
      ],
    },
  ],
}
