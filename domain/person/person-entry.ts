/** The short entry of somebody who was never registered here: enough to find them, and to record a card or access that others gave. */
import { z } from 'zod'
import { emailAddress, odsCode, personName, phoneNumber, plainDate, shortText, text, uuid } from '../values.ts'
import type { MarkedValues } from './marks.ts'

export const personEntry = z.strictObject({
  name: personName,
  /** Of CIS. */
  uuid,
  dateOfBirth: plainDate.optional(),
  nationalInsurance: z
    .string()
    .regex(/^[A-Z]{2}\d{6}[A-D]$/)
    .optional(),
  mobile: phoneNumber.optional(),
  email: emailAddress.optional(),
  organisation: z.strictObject({ odsCode, name: shortText }).optional(),
  note: text.optional(),
})
export type PersonEntry = z.infer<typeof personEntry>

export const valuesOfEntry = ({ name, uuid: number, dateOfBirth, nationalInsurance, mobile, email }: PersonEntry): MarkedValues => ({
  name,
  uuid: number,
  dateOfBirth,
  nationalInsurance,
  mobiles: mobile === undefined ? [] : [mobile],
  emails: email === undefined ? [] : [email],
})
