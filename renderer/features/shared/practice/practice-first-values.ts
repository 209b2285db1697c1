/** What the set-up of practice is filled in with, so that practice begins at once. All of it is invented. */
import { PRACTICE_PASSPHRASE } from './practice-words.ts'

export const practiceFirstValues = {
  providerName: 'Invented RA Service',
  agentName: 'Agnes Invented',
  agentMobile: '07700 900999',
  signInName: 'Agnes',
  passphrase: PRACTICE_PASSPHRASE,
  passphraseAgain: PRACTICE_PASSPHRASE,
} as const
