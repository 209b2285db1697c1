/** Cards, plans and faults that the table of faults puts together. */
import { algorithms, type ManagementAlgorithm } from '../../native/card/piv.ts'
import type { PersonalisationPlan } from '../../native/card/plan.ts'
import { type CardProfile, cardProfiles } from '../../native/card/profile.ts'
import { blankCard, type VirtualCardState } from '../../native/card/virtual-card-state.ts'
import type { ReaderFault } from '../../native/reader/virtual-slot.ts'
import { createTestAuthority } from './card-authority.ts'
import { sampleJpeg, samplePlan } from './cards.ts'

export const faultNames = [
  'pulled',
  'answer lost',
  'muted',
  'short answer',
  'reader gone',
  'service stopped',
  '6F00',
  '6982',
  '6581',
  '9F77',
  'killed before',
  'killed after',
] as const
export type FaultName = (typeof faultNames)[number]

export const readerFaults: Readonly<Partial<Record<FaultName, ReaderFault>>> = {
  pulled: { kind: 'removed' },
  'answer lost': { kind: 'answer-lost' },
  muted: { kind: 'mute' },
  'short answer': { kind: 'short' },
  'service stopped': { kind: 'service-stopped' },
  '6F00': { kind: 'status', sw: '6F00' },
  '6982': { kind: 'status', sw: '6982' },
  '6581': { kind: 'status', sw: '6581' },
  '9F77': { kind: 'status', sw: '9F77' },
}

export interface FaultSetUp {
  readonly name: string
  readonly card: VirtualCardState
  readonly plan: PersonalisationPlan
  readonly profile: CardProfile
  /** What is drawn in place of a passcode or PUK that the card's own rules refuse; absent: nothing is. */
  readonly redraws?: Readonly<Record<'passcode' | 'puk', readonly string[]>>
}

/** From a master that exists in tests only. */
export function testManagementKey({ serial, algorithm }: { readonly serial: string; readonly algorithm: ManagementAlgorithm }): Uint8Array {
  const length = { [algorithms.tripleDes]: 24, [algorithms.aes128]: 16, [algorithms.aes192]: 24, [algorithms.aes256]: 32 }[algorithm]
  return Uint8Array.from({ length }, (_, index) => (((Number.parseInt(serial, 16) % 0xffff) + index * 37) * 2) & 0xfe)
}

const pairless = { passcode: ['114217', '304217'], puk: ['90314277', '90314275'] }

const authority = createTestAuthority()
const everything = samplePlan({
  facialImage: sampleJpeg(1200),
  nextManagementKey: testManagementKey,
  certificate: { kind: 'authority', issue: (request) => authority.issue(request) },
})

/** The default profile with everything asked of it; a plain card, known by its chip, that has no extension but the change of its management key; one that has its own ideas of length. */
export const setUps = {
  default: {
    name: 'default profile, everything asked for',
    card: blankCard({ serial: 4242 }),
    plan: { ...everything, retries: { passcode: 5, puk: 6 } },
    profile: cardProfiles['piv-p256'],
  },
  plain: {
    name: 'plain PIV card: 3DES, chained, no extension but the key change, known by its chip',
    card: blankCard({
      serial: 4242,
      extendedLength: false,
      metadata: false,
      lacks: ['serial', 'version', 'set-retries'],
      tellsChip: true,
      managementAlgorithms: [3],
      listsAlgorithms: false,
      discovery: 'absent',
    }),
    plan: everything,
    profile: cardProfiles['piv-p256'],
  },
  particular: {
    name: 'answers of 255 bytes, commands up to 1300, AES-192 from the factory, P-384, self-signed',
    card: blankCard({
      serial: 4242,
      longestAnswer: 255,
      longestCommand: 1300,
      listsAlgorithms: false,
      discovery: 'writable',
      management: { algorithm: 10, key: '010203040506070801020304050607080102030405060708' },
    }),
    plan: { ...everything, certificate: { kind: 'self-signed' } },
    profile: cardProfiles['piv-p384'],
  },
  fussy: {
    name: 'rules of its own for passcode and PUK: two of each refused, then taken',
    card: blankCard({ serial: 4242, secretRule: 'no-pairs' }),
    plan: { ...everything, puk: '90331427', retries: { passcode: 5, puk: 6 } },
    profile: cardProfiles['piv-p256'],
    redraws: pairless,
  },
  fussyPlain: {
    name: 'rules of its own for passcode and PUK, and no metadata',
    card: blankCard({ serial: 4242, secretRule: 'no-pairs', secretRefusal: '6A80', metadata: false, managementAlgorithms: [3] }),
    plan: { ...everything, puk: '90331427' },
    profile: cardProfiles['piv-p256'],
    redraws: pairless,
  },
} as const satisfies Record<string, FaultSetUp>
