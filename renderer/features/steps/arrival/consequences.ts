/** What each answer about the arrival call leads to, for the RA agent. */
import type { EventOf } from '../../../../domain/case/events.ts'

export type CalledFrom = EventOf<'arrivalCallLogged'>['calledFrom']

export const calledFromWords: Readonly<Record<CalledFrom, { readonly label: string; readonly consequence: string }>> = {
  'bound-number': { label: 'The confirmed mobile', consequence: 'RA Desk will text the passcode to this number.' },
  'another-number': {
    label: 'Another number',
    consequence:
      'The passcode still goes only to the confirmed mobile. If the registrant no longer has it, stop. Record and confirm the new mobile first.',
  },
  'number-withheld': {
    label: 'A withheld number',
    consequence: 'The passcode still goes only to the confirmed mobile. If in doubt, call the registrant back on it.',
  },
}

/** A call from another number could be from anyone, so the agent says how they know the registrant. */
export const needsReason = (calledFrom: CalledFrom): boolean => calledFrom !== 'bound-number'

export const envelopeWords = {
  yes: 'You can text the passcode.',
  no: 'RA Desk will not text the passcode.',
} as const

export const whenOpened =
  'Ask the registrant not to use the card. Save the call, cancel the card in CIS, then replace the card on this page.'

export function describeSaved(envelopeIntact: boolean): string {
  return envelopeIntact
    ? 'Arrival call saved. You can text the passcode now.'
    : 'Arrival call saved. The envelope was opened or damaged, so RA Desk will not text the passcode. Replace the card.'
}
