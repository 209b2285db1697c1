/** Every part of a registration that this version of RA Desk knows, in the order in which their facts are built. */
import { access } from './access.ts'
import { arrival } from './arrival.ts'
import { call } from './call.ts'
import { cardFace } from './card-face.ts'
import { card } from './card.ts'
import { carryOver } from './carry-over.ts'
import { cis } from './cis.ts'
import { custody } from './custody.ts'
import { deliveryDetails } from './delivery-details.ts'
import { details } from './details.ts'
import { ending } from './ending.ts'
import { identityDocument } from './identity-document.ts'
import { items } from './items.ts'
import { knownIdentity } from './known-identity.ts'
import { label } from './label.ts'
import { note } from './note.ts'
import { oldCard } from './old-card.ts'
import { passcode } from './passcode.ts'
import { person } from './person.ts'
import { phoneCode } from './phone-code.ts'
import { photographCopies } from './photograph-copies.ts'
import { photograph } from './photograph.ts'
import { posting } from './posting.ts'
import { reminder } from './reminder.ts'
import { replacement } from './replacement.ts'
import { request } from './request.ts'
import { retention } from './retention.ts'

export const parts = {
  request,
  knownIdentity,
  replacement,
  details,
  deliveryDetails,
  items,
  identityDocument,
  photograph,
  photographCopies,
  call,
  phoneCode,
  carryOver,
  cis,
  card,
  cardFace,
  oldCard,
  label,
  posting,
  arrival,
  passcode,
  access,
  ending,
  person,
  custody,
  retention,
  reminder,
  note,
} as const
