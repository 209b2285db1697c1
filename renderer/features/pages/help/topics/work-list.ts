import type { HelpTopic } from '../help-topic.ts'

export const workList: HelpTopic = {
  id: 'work-list',
  title: 'Today, the work list and reports',
  summary: 'See what is due, find cases, act on several at once, and print lists and reports.',
  sections: [
    {
      heading: 'Today',
      paragraphs: [
        'Today shows what is overdue first, then what is due today. Each row has its next action. If nothing is due under a heading, the page says so.',
        'The edition of the guidance says how many days each step may wait: for a reply, for posting, for an arrival and so on.',
      ],
    },
    {
      heading: 'When the registrant does not reply',
      steps: [
        'On the work list, set “Due” to “Overdue” and “Waits for” to “Reply of the registrant”.',
        'Select the cases and choose “Record a reminder”.',
        'Copy the draft for each case into your email program and send it.',
        'Choose “Record a reminder” to confirm. The days count again from today.',
      ],
    },
    {
      heading: 'Queues',
      paragraphs: [
        'Set the filters and the order, then choose “Save as a queue”. Everyone on this workstation can use it. You can rename it, or remove it and undo that.',
      ],
    },
    {
      heading: 'Several cases at once',
      list: [
        'Press Space to select the case on the focused row.',
        'Hold Shift and use the up and down arrow keys to select several.',
        'A preview shows what will be recorded before anything is saved. After it, choose “Undo” to withdraw it. The history of each case shows both.',
      ],
    },
    {
      heading: 'Print or save a list',
      paragraphs: [
        'Choose “Print” on the work list or under Reports. “Save for a spreadsheet” works if your organisation allows lists to be saved as files. A saved list holds names: delete it when you no longer need it.',
      ],
    },
  ],
}
