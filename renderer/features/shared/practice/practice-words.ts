/** Filled in at the set-up of practice and said on its lock screen: nothing there needs protecting, and there is no recovery key. */
export const PRACTICE_PASSPHRASE = 'invented people wait behind this purple bar'
