/** What an email proposes for the form of a request. It fills only fields that the agent sees. */
import { readRequestLines, type RequestLines } from '../../../../domain/registrant/request-lines.ts'
import type { Organisation } from '../../shared/before-call/organisation-choice.ts'
import type { RequestEmail } from './read-email.ts'

export interface RequestSuggestions extends RequestLines {
  readonly sponsorName?: string
  readonly sponsorEmail?: string
}

export function suggestFields(email: RequestEmail, organisations: readonly Organisation[]): RequestSuggestions {
  const { from } = email
  return {
    ...readRequestLines(email.subject, email.text, organisations),
    ...(from?.name ? { sponsorName: from.name } : {}),
    ...(from ? { sponsorEmail: from.address } : {}),
  }
}
