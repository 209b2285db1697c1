import type { HelpTopic } from '../help-topic.ts'

export const agents: HelpTopic = {
  id: 'agents',
  title: 'Several agents on one workstation',
  summary: 'Who can sign in, what each role can do, forgotten passphrases, and a second agent.',
  sections: [
    {
      heading: 'Adding and removing agents',
      paragraphs: [
        'An RA manager adds an agent under “Settings”, “Team”. The new agent types their own passphrase; only they should see it.',
        'To change agents, press “Switch agent” in the header. RA Desk locks and the other agent signs in.',
        'A removed agent can no longer sign in, and RA Desk makes a new key. Other agents do not need to do anything. The removed agent’s passphrase still opens older copies of the data folder, so protect those.',
      ],
    },
    {
      heading: 'Roles',
      list: [
        'RA managers can do everything.',
        'RA agents complete registrations.',
        'RA ID checkers work up to the end of the video call. They do not handle cards or passcodes.',
      ],
      after: [
        'RA Desk shows you what your role may do. Where another role does something, it says which: ask that person to sign in.',
        'RA Desk checks the role for every action as well. It refuses what the role does not allow, and logs the attempt.',
      ],
    },
    {
      heading: 'A forgotten passphrase',
      steps: [
        'Choose “Use the recovery key” on the lock screen.',
        'Type the whole key from the newest sheet and choose a new passphrase.',
        'Print the new recovery sheet, and type one group from it. The old key no longer works.',
      ],
      after: ['This also works on another computer with a copy of the data folder.'],
    },
    {
      heading: 'Wrong passphrases',
      paragraphs: [
        'After each wrong passphrase you must wait: seconds at first, minutes from the fifth attempt, up to half an hour. Only your own correct passphrase ends the wait.',
        'Restarting RA Desk or changing the clock does not shorten the wait. After many wrong passphrases of several agents, anyone who typed a wrong one waits up to five minutes. RA Desk logs the attempts at the next sign-in.',
      ],
    },
    {
      heading: 'A second agent for a passcode',
      paragraphs: [
        'If your organisation requires it, a colleague types their own passphrase before RA Desk texts a passcode. The approval is for one text of this passcode and lasts ten minutes. The record names both agents.',
      ],
    },
    {
      heading: 'For administrators: the policy of your organisation',
      paragraphs: [
        'You can set how soon RA Desk locks, how long it keeps things, how often one passcode may be texted and more, in a file for the whole computer. “Settings”, “Policy” shows each value and where it comes from.',
        'A value that protects more counts from the next start. A value that protects less, or a file that was deleted, changes nothing until an RA manager opens “Settings”, “Policy” and agrees.',
        'RA Desk then asks for their own passphrase again. The record keeps each change with the old and the new value.',
        'While a policy file cannot be read, or has a value that is not allowed, RA Desk is strict: for example, a second agent is needed and exports are off. “Settings”, “Policy” names the problem. Correct the file and start RA Desk again.',
      ],
    },
  ],
}
