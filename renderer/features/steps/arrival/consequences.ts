/** What each answer of the arrival call leads to, in words for the RA agent. */
import type { EventOf } from '../../../../domain/case/events.ts'

export type CalledFrom = EventOf<'arrivalCallLogged'>['calledFrom']

export const calledFromWords: Readonly<Record<CalledFrom, { readonly label: string; readonly consequence: string }>> = {
  'bound-number': { label: 'The number that was bound on the video call', consequence: 'The number that the passcode will be texted to.' },
  'another-number': {
    label: 'Another number',
    consequence:
      'The passcode still goes only to the bound number. If the registrant no longer has it, do not go on: bind the new number on a video call first.',
  },
  'number-withheld': {
    label: 'A number that I could not see',
    consequence: 'The passcode still goes only to the bound number. Ring the registrant back on it when you are in doubt.',
  },
}

/** Somebody on another telephone may be anybody: the agent says how they knew the registrant. */
export const needsReason = (calledFrom: CalledFrom): boolean => calledFrom !== 'bound-number'

export const envelopeWords = {
  yes: 'The passcode can be texted.',
  no: 'The passcode is held back.',
} as const

export const whenOpened =
  'Ask the registrant not to use the card. Save the call, cancel the card in CIS, then replace it: what comes next is on this page.'

export function describeSaved(envelopeIntact: boolean): string {
  return envelopeIntact
    ? 'Arrival call saved. The passcode may go now.'
    : 'Arrival call saved. The envelope was opened on the way: the passcode is held back. Replace the card.'
}
