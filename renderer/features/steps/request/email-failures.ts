/** Why an email cannot be added. A limit is named, so that the agent can save what is within it. */
import { err, type Err } from '../../../../domain/result.ts'

export type EmailFailureCode = 'email-too-large' | 'email-not-readable' | 'email-outlook-msg'

export const emailTooLarge = (what: string): Err<'email-too-large'> =>
  err(
    'email-too-large',
    `This email has ${what}, more than RA Desk reads. It was not saved.`,
    'Ask the sender for a short email that has only the request. Or fill in the form by hand and paste what matters into the note.',
  )
