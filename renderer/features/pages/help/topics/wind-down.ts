import type { HelpTopic } from '../help-topic.ts'

export const windDown: HelpTopic = {
  id: 'wind-down',
  title: 'Winding down',
  summary: 'What must be undone when normal working returns, and how to work through it to a signed certificate.',
  sections: [
    {
      heading: 'What would I have to rescind today?',
      paragraphs: [
        '“Wind-down” under “People” shows it at any time, by organisation and by person: flagged identities, FFFFF access, COVID-19 locum roles, other access that ends, and cards that are not cancelled.',
        'It stays listed after its case is deleted, without the name. If a case was handed over, the workstation that has the case lists it.',
      ],
    },
    {
      heading: 'Work through a campaign',
      steps: [
        'Choose “Start a campaign”, name it, and choose editions, organisations, kinds and dates. RA Desk counts the people first.',
        'Filter the people, then decide for all who are shown, or open one person.',
        'Draft a letter or email, send it, and record it with the day on which to ask again.',
        'Do the work in CIS or CIM. “Closure packs” has the UUIDs, at most 100 in each list.',
        'Record what was done, with the reference and the date. RA Desk says how many things that settles before it saves.',
      ],
      after: [
        'RA Desk itself settles only what it recorded: a card cancelled in the register, FFFFF access revoked in the log, and a closed face-to-face case.',
      ],
    },
    {
      heading: 'Prove an identity face to face',
      paragraphs: [
        'Decide “Re-verify face to face”, then choose “Start the face-to-face case” on the person. See the original documents, remove the flag values in CIS, and close the case.',
      ],
    },
    {
      heading: 'When an edition is withdrawn',
      paragraphs: [
        'In “Settings”, under “Editions of the guidance”, choose “Wind down” at the withdrawn edition. It lists the cases that are still open and starts a campaign for all people who were registered under it.',
      ],
    },
    {
      heading: 'The certificate',
      paragraphs: [
        'When nothing is left, sign the nothing-left certificate. It ends the campaign. An auditor can check it without RA Desk, against an exported record: export the record after you sign.',
        'The certificate is a file for that check. “Print” and “Save it as PDF” make a page with the same facts.',
        'While something is left, you can print the list, or save it as PDF or CSV.',
      ],
    },
  ],
}
