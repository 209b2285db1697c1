/** The National Locum log as other parts of RA Desk ask for it: whose access is open, what a person has, and what is to be undone. */
import type { PersonGrant } from '../../domain/person/person-shape.ts'
import type { LocumGrant } from '../../domain/wind-down/obligation.ts'
import type { KnownLocumEntry, LocumBook } from './locum-log.ts'

/** RBAC code of the National Locum Pharmacy Agency. */
const NATIONAL_LOCUM = 'FFFFF'

export interface LocumGrants {
  /** For the list of what is to be undone: also the entries that were revoked. */
  all(): LocumGrant[]
  of(uuid: string): PersonGrant[]
}

/** `book`: throws where the log could not be read: nothing is then said to be all there is. */
export function grantsOf(book: () => LocumBook): LocumGrants {
  return {
    all: () => book().all().map(toUndo),
    of: (uuid) =>
      book()
        .all()
        .flatMap(({ entry: { grant, revoked } }) =>
          grant.uuid === uuid
            ? [
                {
                  odsCode: NATIONAL_LOCUM,
                  position: `Works at ${grant.organisations.join(', ')}`,
                  grantedOn: grant.grantedOn,
                  reviewBy: grant.reviewBy,
                  endsOn: grant.endsOn,
                  ...(revoked ? { revokedOn: revoked.on } : {}),
                },
              ]
            : [],
        ),
  }
}

const toUndo = ({ entryId, entry: { grant, revoked } }: KnownLocumEntry): LocumGrant => ({
  entryId,
  uuid: grant.uuid,
  odsCodes: grant.organisations,
  endsOn: grant.endsOn,
  grantedOn: grant.grantedOn,
  open: revoked === undefined,
  ...(revoked ? { revokedOn: revoked.on } : {}),
})
