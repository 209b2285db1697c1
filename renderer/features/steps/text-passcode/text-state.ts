/** The state of the passcode text, from the facts, so that it is the same after a restart. */
import type { CaseFacts } from '../../../../domain/case/facts.ts'
import type { DevicesView } from '../../../../preload/contract.ts'

/**
 * `ready`: no text was sent for this card and number. `on-the-phone`: the agent sends it from the work phone now.
 * `unknown`: RA Desk cannot tell whether it was sent; only the registrant can say.
 */
export type TextState = 'ready' | 'did-not-arrive' | 'on-the-phone' | 'unknown' | 'sent'

export function findTextState(facts: CaseFacts): TextState {
  const text = facts.passcodeText
  const changedAt = Math.max(facts.inputChangedAt['card'] ?? 0, facts.inputChangedAt['bound-number'] ?? 0)
  // An earlier text was for another card or went to another number.
  if (!text || text.seq < changedAt) return 'ready'
  if (facts.passcodeSettled) return facts.passcodeSettled.arrived ? 'sent' : 'did-not-arrive'
  switch (text.outcome) {
    case 'sent':
      return 'sent'
    case 'handed-to-agent':
      return 'on-the-phone'
    case 'begun':
    case 'unknown':
      return 'unknown'
  }
}

/** How often the passcode of this card may still go, and what the agent is told of it. */
export function findReleasesLeft({ passcodeReleases }: Pick<CaseFacts, 'passcodeReleases'>, limit: number): number {
  return Math.max(0, limit - passcodeReleases)
}

export const describeReleases = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${String(count)} times`)

/** After a text that did not arrive. */
export const describeNext = (left: number): string =>
  left > 0
    ? 'You can text the passcode again: say why.'
    : 'The passcode of this card cannot be texted or shown again. Replace the card: the new one gets its own passcode.'

export function describeModem(modem: DevicesView['modem'] | undefined): string {
  if (!modem) return 'Looking for the modem.'
  switch (modem.state) {
    case 'ready':
      return `${modem.name} is ready.`
    case 'no-signal':
      return `${modem.name} has no signal. Use the work phone, or move the aerial.`
    case 'cannot-send':
      return `${modem.name}: ${modem.trouble?.words ?? 'it cannot send texts'}. ${modem.trouble?.next ?? 'Use the work phone.'}`
    case 'absent':
      return 'No modem is connected. Use the work phone.'
  }
}

export const routeNames = { modem: 'Modem', 'work-phone': 'Work phone' } as const
