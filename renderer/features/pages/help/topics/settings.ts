import type { HelpTopic } from '../help-topic.ts'

export const settings: HelpTopic = {
  id: 'settings',
  title: 'Settings',
  summary: 'Where each setting is, and how to find it.',
  sections: [
    {
      heading: 'Four pages',
      list: [
        'Account: your name, mobile number and passphrase, the recovery key and the automatic lock.',
        'Team: agents and their roles, the organisations that you register people for, and the RA staff who know the procedures.',
        'Workstation: service provider, return address, texts and labels, card printer, modem, cards, card template and issuing authority.',
        'Policy: what your organisation decided, such as how long things are kept and whether a second agent is needed, and the editions of the guidance.',
      ],
    },
    {
      heading: 'Finding a setting',
      paragraphs: [
        'Type into “Search the settings”, or press Ctrl+K on any page. Use your own word: “password”, “SMS” and “undelivered” all lead somewhere.',
        'The search also leads to what is on other pages: backup, handover, trusted workstations, blank stock.',
      ],
    },
    {
      heading: 'Changing a setting',
      paragraphs: [
        'On the Workstation page, choose “Change” beside a part to open it. Each part is saved by itself.',
        'If your role may not change a part, RA Desk shows what is set and who can change it.',
      ],
    },
  ],
}
