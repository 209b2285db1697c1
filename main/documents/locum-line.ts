/** A line of the National Locum log, as documents draw it. */
import type { LocumState } from '../../domain/locum/entry.ts'
import type { LocumGrant, LocumRevocation } from '../../domain/locum/events.ts'

export interface LocumLine extends Omit<LocumGrant, 'mobile' | 'registerNumber' | 'registerChecked' | 'longerBecause' | 'secondBecause'> {
  readonly state: LocumState
  readonly mobile?: string | undefined
  readonly registerNumber?: string | undefined
  readonly longerBecause?: string | undefined
  readonly secondBecause?: string | undefined
  readonly revoked?: LocumRevocation | undefined
  readonly case?: { readonly caseReference: string } | undefined
}
