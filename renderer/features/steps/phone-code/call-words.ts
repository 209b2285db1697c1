/** Advice for the call on which the code is read out: a video call where the edition arranges one, otherwise a phone call. */
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { arrangesCalls } from '../../../../domain/journey/phone-code.ts'

export interface CallWords {
  readonly whenToText: string
  readonly none: string
  readonly same: string
  readonly withdrawn: string
}

const videoCall: CallWords = {
  whenToText: 'Text the code only while you can see the registrant and they have the phone in their hand.',
  none: 'Text the code first, while you can see the registrant.',
  same: 'The last code matched. Text a new code if the call started again.',
  withdrawn: 'The last code was texted to another number or in another call. Text a new code while you can see the registrant.',
}

const phoneCall: CallWords = {
  whenToText: 'Text the code only while the registrant is on the line, on the mobile that you are confirming.',
  none: 'Ring the registrant first. Then text the code while they are on the line.',
  same: 'The last code matched. Text a new code if you ring the registrant again.',
  withdrawn: 'The last code was texted to another number. Ring the registrant, then text a new code while they are on the line.',
}

export const callWordsOf = (edition: Pick<Edition, 'steps'>): CallWords => (arrangesCalls(edition) ? videoCall : phoneCall)
