/** How strong a passphrase looks while it is typed: a first look by length and variety. The estimator in `main` decides when it is saved. */
const SHORTEST_PASSPHRASE = 12

export interface PassphraseJudgement {
  readonly accepted: boolean
  readonly strength: 'too-short' | 'weak' | 'fair' | 'good'
  readonly message: string
}

const commonParts = ['password', 'passphrase', 'smartcard', 'qwerty', 'letmein', 'welcome', 'nhs', 'admin', '123456', 'abcdef', 'radesk']
const FEWEST_DIFFERENT_CHARACTERS = 6
const FAIR_LENGTH = 16
const GOOD_LENGTH = 20
const GOOD_WORDS = 4

/** What is left once the parts that anyone would try are taken out. */
function countOwn(passphrase: string, personal: readonly string[]): number {
  const known = [...commonParts, ...personal.flatMap((words) => words.toLowerCase().split(/\s+/)).filter((word) => word.length >= 3)]
  const rest = known.reduce((text, part) => text.replaceAll(part, ''), passphrase.toLowerCase())
  return [...rest.replaceAll(/(.)\1{2,}/gu, '$1')].length
}

/** `personal` are words that an attacker knows: the agent's name, the sign-in name, the provider. */
export function judgePassphrase(passphrase: string, personal: readonly string[] = []): PassphraseJudgement {
  const length = [...passphrase].length
  if (length < SHORTEST_PASSPHRASE) {
    const missing = SHORTEST_PASSPHRASE - length
    return {
      accepted: false,
      strength: 'too-short',
      message:
        length === 0
          ? `Use at least ${SHORTEST_PASSPHRASE} characters. Four unrelated words work well.`
          : `Passphrase must be ${SHORTEST_PASSPHRASE} characters or more. Add ${missing}.`,
    }
  }
  const own = countOwn(passphrase, personal)
  if (new Set(passphrase.toLowerCase()).size < FEWEST_DIFFERENT_CHARACTERS || own < SHORTEST_PASSPHRASE / 2) {
    return {
      accepted: false,
      strength: 'weak',
      message: 'Passphrase is too easy to guess: it repeats itself, or uses common words or names. Use other words.',
    }
  }
  const words = passphrase
    .trim()
    .split(/[\s\-_.,]+/)
    .filter((word) => word.length >= 3).length
  if (own >= GOOD_LENGTH || (own >= FAIR_LENGTH && words >= GOOD_WORDS))
    return { accepted: true, strength: 'good', message: 'Looks hard to guess. Do not use it anywhere else.' }
  if (own >= FAIR_LENGTH)
    return {
      accepted: true,
      strength: 'fair',
      message: 'Long enough. One more word makes it much stronger.',
    }
  return {
    accepted: true,
    strength: 'weak',
    message: 'This may be refused as easy to guess. Add a word or two.',
  }
}
