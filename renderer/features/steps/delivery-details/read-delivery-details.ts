/** Reads the mobile and the postal address of a registrant whose identity was proved elsewhere. */
import type { EventOf } from '../../../../domain/case/events.ts'
import type { FormRead } from '../../shared/before-call/read-form.ts'
import {
  addressValues,
  mobileValues,
  readAddress,
  readMobile,
  reportFields,
  type AddressValues,
  type FieldNote,
  type MobileValues,
} from '../../shared/registrant/read-registrant.ts'

export interface DeliveryValues extends MobileValues, AddressValues {}

export type DeliveryEvent = EventOf<'deliveryRecorded'>
type Name = keyof DeliveryValues

export type DeliveryRead = FormRead<DeliveryEvent, Name> & { readonly notes: Partial<Readonly<Record<Name, FieldNote>>> }

export const deliveryValues = (recorded: DeliveryEvent | undefined): DeliveryValues => ({
  ...mobileValues(recorded),
  ...addressValues(recorded),
})

export function readDelivery(values: DeliveryValues, context: { readonly allowDramaNumbers: boolean }): DeliveryRead {
  const { problems, notes, report } = reportFields<Name>()
  const mobile = readMobile(values, context, report)
  const address = readAddress(values, report)
  if (problems.length > 0 || mobile === undefined || !address) return { problems, notes }
  return { notes, event: { kind: 'deliveryRecorded', mobile, address } }
}
