/** Filled in at the set-up of practice and said on its lock screen: nothing there needs protecting, and there is no recovery key. */
export const PRACTICE_PASSPHRASE = 'invented people wait behind this purple bar'

export const practiceFirstValues = {
  providerName: 'Invented RA Service',
  agentName: 'Agnes Invented',
  agentMobile: '07700 900999',
  signInName: 'Agnes',
  passphrase: PRACTICE_PASSPHRASE,
  passphraseAgain: PRACTICE_PASSPHRASE,
} as const
