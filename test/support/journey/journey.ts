/** One registrant on the way through the whole journey: what every step of it knows, and leaves for the next. */
import type { Page } from '@playwright/test'
import type { StepId } from '../../../domain/case/steps.ts'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import type { VirtualCardState } from '../../../native/card/virtual-card-state.ts'
import type { SimulatorControls } from '../../../native/simulator-controls.ts'
import type { SampleRegistrant } from '../../../tools/demo/samples.ts'

export const station = {
  provider: 'Invented RA Service',
  providerOds: 'ZY9',
  agentName: 'Agnes Invented',
  agentMobile: '07700 900777',
  signInName: 'Agnes',
  passphrase: 'copper teapots sail under invented bridges',
  returnAddress: { line1: 'Sample House', line2: '1 Sample Road', town: 'Sampleton', postcode: 'LL99 7ZZ' },
} as const

export const uuid = '999900001111'
/** A number of S10 form with a right check digit. */
const tracking = 'AA473124829GB'

export interface Journey {
  page: Page
  hands: SimulatorControls
  /** The edition of the guidance that the case follows. */
  readonly edition: Edition
  readonly sample: SampleRegistrant
  /** What CIS gave the registrant. */
  readonly uuid: string
  /** On the receipt of the posting. */
  readonly tracking: string
  /** Folder with the registrant's three files. */
  readonly files: string
  /** Where the app's dialogs save to. Absent: there are native dialogs that a test cannot answer, so nothing is saved by button. */
  readonly saveFolder?: string
  /** `insert` puts a card in the virtual reader, the reader's own or this one; otherwise the card is in this reader already. */
  readonly reader: { readonly insert: true | VirtualCardState } | { readonly name: string }
  /** Called whenever a screen stands as a person would see it, just before it is left. */
  readonly seen?: (screen: string, page: Page) => Promise<void>
  /** Called right after a step's last button was pressed, before anything is waited for. */
  atSave?: ((id: StepId) => Promise<void>) | undefined
  caseId?: string
  card?: { serial: string; passcodeAttempts: number }
  dispatchReference?: string
  readonly saved: Partial<Record<'recoverySheet' | 'cardFace' | 'label' | 'manifestPdf' | 'manifestCsv' | 'manifestJson', string>>
}

type Given = 'edition' | 'uuid' | 'tracking'

/** Of the remote edition, unless another is named. */
export const newJourney = (given: Omit<Journey, 'saved' | Given> & Partial<Pick<Journey, Given>>): Journey => ({
  edition: remote20200408,
  uuid,
  tracking,
  ...given,
  saved: {},
})

export interface JourneyStep {
  readonly id: 'set-up' | StepId
  readonly title: string
  readonly run: (journey: Journey) => Promise<void>
}
