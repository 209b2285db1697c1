/** What a card is to become: everything decided before the card is touched. */
import type { Result } from '../../domain/result.ts'
import { plainDate } from '../../domain/values.ts'
import type { CertificateSubject } from './certificate-parts.ts'
import { cardCapabilityContainer, chuid, facialImage, jpegSize, printedInformation, printedLimits } from './piv-objects.ts'
import { containerLimits, factory, objects, type ManagementAlgorithm } from './piv.ts'
import type { CardProfile } from './profile.ts'
import type { CardFailure } from './status-word.ts'

/** Where the certificate of the card's key comes from. */
export type CertificateSource =
  /** It comes later, as a file: see `installCertificate`. */
  | { readonly kind: 'none' }
  | { readonly kind: 'self-signed' }
  /** `issue` gets a DER PKCS #10 request signed by the card and answers a DER certificate. When asked again after a loss it gets the same request. */
  | { readonly kind: 'authority'; issue(request: Uint8Array): Promise<Result<Uint8Array>> }

export interface PersonalisationPlan {
  /** Six digits, already sealed in custody by the caller before the card is written. */
  readonly passcode: string
  /** Eight digits, sealed likewise. */
  readonly puk: string
  /**
   * Another passcode or PUK in place of one that the card's own rules refused, kept in custody before it is answered. `refused`: those of this run.
   * Absent: what the card refuses ends the writing.
   */
  readonly redraw?: (which: 'passcode' | 'puk', refused: readonly string[]) => Promise<Result<string>>
  /** The one that the card has now; the factory's when absent. */
  readonly managementKey?: Uint8Array
  /**
   * The management key that this very card is to have, diversified from the station's master. Must answer the same each time for the same card:
   * after a loss the card is asked whether it has this one or the present one. Absent: the present one stays, and the outcome says so.
   */
  readonly nextManagementKey?: (card: { readonly serial: string; readonly algorithm: ManagementAlgorithm }) => Uint8Array
  /** Attempt limits of passcode and PUK; set only where the card can. Absent: as the card came. */
  readonly retries?: { readonly passcode: number; readonly puk: number }
  /** How many attempts new cards of this stock come with, as an agent confirmed it; absent: as most cards. Says nothing of a card that tells it itself. */
  readonly attemptsOfStock?: number
  readonly certificate: CertificateSource
  readonly cardholder: {
    readonly displayName: string
    readonly organisation: string
    /** Twelve digits of the Care Identity Service. */
    readonly uuid: string
    /** ISO plain date on which the card ends. */
    readonly expiry: string
  }
  /** Sixteen bytes that name this card for ever. */
  readonly guid: Uint8Array
  /** JPEG. */
  readonly facialImage: Uint8Array
  /** The same picture in fewer bytes, largest first, for cards with less room than the standard gives them. */
  readonly smallerFacialImages?: readonly Uint8Array[]
  /** Of request and certificate; made from the cardholder when absent. */
  readonly certificateSubject?: CertificateSubject
}

export function certificateSubject(plan: PersonalisationPlan): CertificateSubject {
  const { displayName, organisation, uuid } = plan.cardholder
  return plan.certificateSubject ?? { commonName: displayName, organisation, serialNumber: uuid }
}

/** JPEGs, largest first. */
export const photographsOf = ({ facialImage: largest, smallerFacialImages = [] }: PersonalisationPlan): readonly Uint8Array[] => [
  largest,
  ...smallerFacialImages,
]

/** The data objects that are the same each time they are made from one plan and one card; the certificate is not among them. */
export type PlannedObject = 'chuid' | 'ccc' | 'printed-information' | 'facial-image'

/** `issuedOn` is an ISO plain date. */
export function plannedObject(
  name: PlannedObject,
  plan: PersonalisationPlan,
  card: { readonly serial: string; readonly issuedOn: string },
): Uint8Array {
  const { displayName, organisation, uuid, expiry } = plan.cardholder
  switch (name) {
    case 'chuid':
      return chuid({ guid: plan.guid, expiry })
    case 'ccc':
      return cardCapabilityContainer({ guid: plan.guid })
    case 'printed-information':
      return printedInformation({ name: displayName, organisation, uuid, expiry, cardSerial: card.serial })
    case 'facial-image':
      return facialImage({ jpeg: plan.facialImage, takenAt: card.issuedOn, expiry })
  }
}

export const objectTags: Readonly<Record<PlannedObject | 'certificate', number>> = {
  certificate: objects.certificate9a,
  chuid: objects.chuid,
  ccc: objects.ccc,
  'printed-information': objects.printedInformation,
  'facial-image': objects.facialImage,
}

/** Of a chip that is known by its production data; serial numbers have ten digits at most. */
const longestSerial = 'F'.repeat(16)

function unfit(what: string): CardFailure {
  return { code: 'plan-unfit', message: `${what} The card was not touched.`, next: 'Correct it and start the card again.' }
}

/** Why this plan cannot become a card; undefined when it can. Asked before the card is touched. */
export function whyUnfit(plan: PersonalisationPlan, profile: CardProfile, today: string): CardFailure | undefined {
  const { cardholder, passcode, puk, guid, retries } = plan
  const bytes = (text: string): number => new TextEncoder().encode(text).length
  if (!/^\d{6}$/.test(passcode) || passcode === factory.passcode)
    return unfit('The passcode is not six digits, or is the one every blank card has.')
  if (!/^\d{8}$/.test(puk) || puk === factory.puk)
    return unfit('The unblocking code is not eight digits, or is the one every blank card has.')
  if (!/^\d{12}$/.test(cardholder.uuid)) return unfit('The UUID is not twelve digits.')
  if (cardholder.displayName.trim() === '' || bytes(cardholder.displayName) > printedLimits.name)
    return unfit(`The name on the card is missing, or longer than the ${String(printedLimits.name)} bytes that the chip holds.`)
  if (cardholder.organisation.trim() === '') return unfit('The organisation is missing.')
  if (!plainDate.safeParse(cardholder.expiry).success || cardholder.expiry <= today)
    return unfit('The end date of the card is not a date to come.')
  if (retries && [retries.passcode, retries.puk].some((tries) => !Number.isInteger(tries) || tries < 1 || tries > 15))
    return unfit('A card allows 1 to 15 attempts.')
  if (guid.length !== 16) return unfit('The card identifier is not sixteen bytes.')
  const photographs = photographsOf(plan)
  if (!photographs.every((jpeg) => jpegSize(jpeg))) return unfit('The photograph for the chip is not a JPEG.')
  if (photographs.some((jpeg) => jpeg.length > profile.facialImageLimit))
    return unfit(`The photograph for the chip is larger than ${String(profile.facialImageLimit)} bytes.`)
  const subject = certificateSubject(plan)
  // RFC 5280 upper bounds, in characters; the serial number is a PrintableString.
  if (
    [...subject.commonName].length > 64 ||
    [...subject.organisation].length > 64 ||
    !/^[A-Za-z0-9 '()+,\-./:=?]{1,64}$/.test(subject.serialNumber)
  )
    return unfit('The name or organisation is longer than the 64 characters that a certificate holds.')
  const names: readonly PlannedObject[] = ['chuid', 'ccc', 'printed-information', 'facial-image']
  const tooLong = names.find(
    (name) =>
      plannedObject(name, plan, { serial: longestSerial, issuedOn: today }).length > (containerLimits.get(objectTags[name]) ?? Infinity),
  )
  return tooLong ? unfit(`What the card is to hold does not fit its container (${tooLong}).`) : undefined
}
