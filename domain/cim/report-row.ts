/** One row of a report as RA Desk keeps it: only what is compared or shown, normalised. Mobile numbers are not kept, only whether there is one. */
import { z } from 'zod'
import { emailAddress, odsCode, plainDate, shortText, uuid } from '../values.ts'
import { cardTypes, reportStatuses } from './report-words.ts'

export const reportRow = z.strictObject({
  line: z.number().int().positive(),
  uuid: uuid.optional(),
  name: shortText.optional(),
  email: emailAddress.optional(),
  hasEmail: z.boolean().optional(),
  hasMobile: z.boolean().optional(),
  organisation: shortText.optional(),
  odsCodes: z.array(odsCode).max(50).optional(),
  status: z.enum(reportStatuses).optional(),
  serial: z.string().min(1).max(80).optional(),
  cardType: z.enum(cardTypes).optional(),
  type: shortText.optional(),
  requestId: shortText.optional(),
  startsOn: plainDate.optional(),
  endsOn: plainDate.optional(),
})
export type ReportRow = z.infer<typeof reportRow>
