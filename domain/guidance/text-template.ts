/** Filling the `{placeholders}` of emails and texts, and what a text message can carry. */

const PLACEHOLDER = /\{([a-zA-Z]+)\}/g

export function findPlaceholders(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map((match) => match[1]!)
}

/** Puts values in place of `{names}`. A value is put in as it is, even when it looks like a placeholder. A missing value is a bug and throws. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(PLACEHOLDER, (_whole, name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`no value for {${name}}`)
    return values[name]!
  })
}

/** GSM 7-bit default alphabet, 3GPP TS 23.038 §6.2.1. */
const GSM_7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Extension table, §6.2.1.1: each takes two septets. */
const GSM_7_EXTENSION = '\f^{}\\[~]|€'

/** Longest text that goes as one message in the GSM 7-bit alphabet. */
export const SINGLE_TEXT_SEPTETS = 160

/** How many septets a text takes, or `undefined` when a character of it is outside the GSM 7-bit alphabet. */
export function countGsm7Septets(text: string): number | undefined {
  let septets = 0
  for (const character of text) {
    if (GSM_7.includes(character)) septets += 1
    else if (GSM_7_EXTENSION.includes(character)) septets += 2
    else return undefined
  }
  return septets
}

/** `123456` → `123 456`: numbers that a person reads out or types are shown in two halves. Keeps leading zeros. */
export function groupDigits(digits: string): string {
  if (digits.length !== 6 && digits.length !== 8) return digits
  const half = digits.length / 2
  return `${digits.slice(0, half)} ${digits.slice(half)}`
}
