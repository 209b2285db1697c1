/** The plan of a card: what the case says of its holder, what the station chose, and the secrets out of custody. Everything is found out before the card is written. */
import type { CustodyFailureCode } from '../record/secret-custody.ts'
import { fromHex } from '../../domain/bytes.ts'
import type { CaseFacts } from '../../domain/case/facts.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { CertificateSource, PersonalisationPlan } from '../../native/card/plan.ts'
import { cardProfiles, type CardProfile } from '../../native/card/profile.ts'
import { readEvidence, type EvidenceFailureCode } from '../evidence/evidence.ts'
import { redrawFor, type Attempt, type CardAttemptPorts, type CardChoices } from './card-attempt.ts'
import type { ManagementKeyOf } from './card-master.ts'
import { issueCertificate } from './issue-certificate.ts'
import type { AuthorityStoreFailureCode } from './authority-store.ts'
import type { Cards } from './card-services.ts'
import type { Clock, Custody, RandomBytes, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type CardPlanPorts = Cards & Clock & Custody & RandomBytes & Store

/** What a plan needs of the station, got before any secret is drawn. */
export interface PlanMeans {
  readonly profile: CardProfile
  readonly facialImage: Uint8Array
  /** Largest first. */
  readonly smallerFacialImages: readonly Uint8Array[]
  readonly managementKeys: ManagementKeyOf
  readonly certificate: CertificateSource
}

export async function findMeans(
  desk: CardPlanPorts,
  caseId: string,
  facts: CaseFacts,
  choices: CardChoices,
): Promise<Result<PlanMeans, AuthorityStoreFailureCode | EvidenceFailureCode | 'cannot-start-yet' | 'card-master-missing'>> {
  const { photograph } = facts
  if (!photograph)
    return err('cannot-start-yet', 'There is no accepted photograph for the card.', 'Attach and accept the photograph first.')
  const facialImage = await readEvidence(desk, caseId, photograph.chip)
  if (!facialImage.ok) return facialImage
  const smallerFacialImages: Uint8Array[] = []
  for (const smaller of photograph.smallerChips ?? []) {
    const read = await readEvidence(desk, caseId, smaller)
    if (!read.ok) return read
    smallerFacialImages.push(read.value)
  }
  const profile = cardProfiles[choices.profile]
  const certificate = await findCertificateSource(desk, caseId, choices, profile)
  if (!certificate.ok) return certificate
  const managementKeys = await desk.cards.master.managementKeys()
  return managementKeys.ok
    ? ok({
        profile,
        facialImage: facialImage.value,
        smallerFacialImages,
        managementKeys: managementKeys.value,
        certificate: certificate.value,
      })
    : managementKeys
}

async function findCertificateSource(
  desk: CardPlanPorts,
  caseId: string,
  choices: CardChoices,
  profile: CardProfile,
): Promise<Result<CertificateSource, AuthorityStoreFailureCode>> {
  if (choices.certificate !== 'authority') return ok({ kind: choices.certificate })
  const authority = await desk.cards.authority.get()
  if (!authority.ok) return authority
  return ok({
    kind: 'authority',
    issue: async (request) => {
      const issued = issueCertificate(authority.value, request, {
        now: desk.now(),
        years: profile.certificateYears,
        randomBytes: desk.randomBytes,
      })
      if (!issued.ok) return issued
      // An authority that does not know what it issued is none: no certificate goes out before it is on record.
      const noted = await desk.store.commit([], {
        action: 'card-certificate-issued',
        caseId,
        detail: { certificate: Buffer.from(issued.value).toString('base64') },
      })
      return noted.ok ? issued : noted
    },
  })
}

export async function makePlan(
  desk: CardAttemptPorts & CardPlanPorts,
  facts: CaseFacts,
  attempt: Attempt,
  means: PlanMeans & { readonly attemptsOfStock: number | undefined },
): Promise<Result<PersonalisationPlan, CustodyFailureCode>> {
  const { registrant, organisation, uuid } = facts
  if (!registrant || !organisation || !uuid) throw new Error('the guard let a case through that is not ready for its card')
  const [passcode, puk] = [await desk.custody.get(attempt.passcodeId), await desk.custody.get(attempt.pukId)]
  if (!passcode.ok) return passcode
  if (!puk.ok) return puk
  return ok({
    passcode: passcode.value,
    puk: puk.value,
    redraw: redrawFor(desk, attempt, facts),
    guid: fromHex(attempt.guid),
    facialImage: means.facialImage,
    smallerFacialImages: means.smallerFacialImages,
    certificate: means.certificate,
    nextManagementKey: means.managementKeys,
    retries: attempt.choices.retries,
    ...(means.attemptsOfStock === undefined ? {} : { attemptsOfStock: means.attemptsOfStock }),
    cardholder: { displayName: registrant.nameOnCard, organisation: organisation.name, uuid, expiry: attempt.expiresOn },
  })
}
