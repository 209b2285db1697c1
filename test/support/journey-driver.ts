/**
 * Carries one registrant through the whole journey as a person would: by role and label, with the registrant's files, and with what
 * arrived on the virtual phone. One function per step; the demonstration, the end-to-end tests and the screenshots share them.
 */
import { nameOfPostingList } from '../../domain/dispatch/reference.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { formatMobile, parseMobile } from '../../domain/registrant/mobile.ts'
import type { StepId } from '../../domain/case/steps.ts'
import { getEditionStep, type Edition } from '../../domain/guidance/edition.ts'
import { provedElsewhere2026 } from '../../domain/guidance/editions/proved-elsewhere-2026.ts'
import { remote20200408 } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import type { VirtualCardState } from '../../native/card/virtual-card-state.ts'
import type { SimulatorControls } from '../../native/simulator-controls.ts'
import { faceInPhotograph, machineReadableZone, photographSize } from '../../tools/demo/sample-drawings.ts'
import { sampleFiles, type SampleRegistrant } from '../../tools/demo/samples.ts'
import {
  choose,
  completed,
  fail,
  fill,
  fillDate,
  goTo,
  group,
  patience,
  pdfShown,
  pictureShown,
  press,
  savedPath,
  settled,
  slideTo,
  taskList,
  tick,
  today,
} from './at-the-screen.ts'
import { readPdfText } from './pdf-text.ts'

export { completed, goTo, group } from './at-the-screen.ts'

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

// ── Set-up ────────────────────────────────────────────────────────────────────────────────────────────

export async function setUpStation(journey: Journey): Promise<void> {
  const { page } = journey
  await expect(page.getByRole('heading', { name: 'Set up this workstation' })).toBeVisible({ timeout: patience })
  await fill(page, 'RA service provider', station.provider)
  await fill(page, 'ODS code of the provider (optional)', station.providerOds)
  await fill(page, 'Your name', station.agentName)
  await fill(page, 'Your mobile number', station.agentMobile)
  await fill(page, 'Sign-in name', station.signInName)
  await fill(page, 'Passphrase', station.passphrase)
  await fill(page, 'Passphrase again', station.passphrase)
  await see(journey, 'set-up')
  await press(page, 'Set up and continue')
  await settled(page, page.getByRole('heading', { name: 'Recovery key', level: 1 }))
  if (journey.saveFolder !== undefined) await confirmRecoveryKey(journey)
  await see(journey, 'set-up-recovery')
  await press(page, 'Continue to “Organisations”')

  const { organisation } = journey.sample
  await fill(page, 'ODS code', organisation.odsCode)
  await fill(page, 'Name of the organisation', organisation.name)
  for (const channel of ['Microsoft Teams', 'Webex']) await tick(page, 'Agreed video channels', channel)
  await tick(page, 'Agreed locations', remote20200408.locations[0]!.name)
  await fill(page, 'Given to (1)', journey.sample.sponsor.name)
  await fillDate(page, 'When (1)', await today(page))
  await see(journey, 'set-up-organisations')
  await press(page, 'Save organisation')
  await settled(page, page.getByRole('table').getByText(organisation.odsCode))
  await press(page, 'Continue to “Return address”')

  const { line1, line2, town, postcode } = station.returnAddress
  await fill(page, 'Address line 1', line1)
  await fill(page, 'Address line 2 (optional)', line2)
  await fill(page, 'Town or city', town)
  await fill(page, 'Postcode', postcode)
  await see(journey, 'set-up-return-address')
  await press(page, 'Save and continue')
  await settled(page, page.getByRole('heading', { name: 'RA staff', level: 1 }))
  await fill(page, 'Name (1)', station.agentName)
  await fillDate(page, 'Confirmed on (1)', await today(page))
  await see(journey, 'set-up-staff')
  await press(page, 'Save and continue')
  await settled(page, page.getByRole('heading', { name: 'Texts and labels', level: 1 }))
  await choose(page, 'How texts go out', 'By the modem on this computer')
  await see(journey, 'set-up-texts-and-labels')
  await press(page, 'Save and finish set-up')
  await settled(page, page.getByRole('heading', { name: 'Work list', level: 1 }))
}

async function confirmRecoveryKey(journey: Journey): Promise<void> {
  const { page } = journey
  await press(page, 'Save the recovery sheet')
  journey.saved.recoverySheet = await savedPath(page)
  const field = page.getByLabel(/^Group \d+ of the recovery key$/)
  const group = Number(/\d+/.exec(await page.locator('label', { hasText: /^Group \d+ of the recovery key$/ }).innerText())![0])
  await field.fill(await readRecoveryGroup(journey.saved.recoverySheet, group))
  await press(page, 'Confirm the recovery key')
  await settled(page, page.getByText('Your recovery key is confirmed.'))
}

/** As the agent reads it from the paper: the number of the group, and what stands beside it. */
export async function readRecoveryGroup(sheet: string, group: number): Promise<string> {
  const items = await readPdfText(await readFile(sheet))
  const at = items.findIndex((item, index) => item === String(group) && /^[0-9A-Z*~$=]{3,8}$/.test(items[index + 1] ?? ''))
  if (at < 0) throw new Error(`Group ${group} is not on the recovery sheet`)
  return items[at + 1]!
}

export async function unlock({ page }: Pick<Journey, 'page'>): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Unlock RA Desk' })).toBeVisible({ timeout: patience })
  await fill(page, 'Passphrase', station.passphrase)
  await press(page, 'Unlock')
  await settled(page, page.getByRole('navigation', { name: 'Main' }))
}

/** At lock the page's process is ended and another takes its place: answers the page that stands then. */
export async function lock(page: Page, freshPage: () => Promise<Page>): Promise<Page> {
  const ended = page.waitForEvent('crash', { timeout: patience })
  await page.getByRole('banner').getByRole('button', { name: /^Lock/ }).click()
  await ended
  for (let attempt = 0; ; attempt++) {
    try {
      const fresh = await freshPage()
      await expect(fresh.getByRole('heading', { name: 'Unlock RA Desk' })).toBeVisible({ timeout: patience })
      return fresh
    } catch (error) {
      // The new process may not be there yet.
      if (attempt === 5) throw error
    }
  }
}

// ── Stage 1 ───────────────────────────────────────────────────────────────────────────────────────────

export async function recordRequest(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await chooseEdition(journey)
  await page.getByLabel('Request email', { exact: true }).setInputFiles(join(journey.files, sampleFiles.request))
  await expect(page.getByRole('region', { name: 'Text of the email' })).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`${sample.name.given} ${sample.name.family}`)
  await expect(page.getByLabel('Email address (optional)', { exact: true })).toHaveValue(sample.email)
  await fill(page, 'Sponsor’s role (optional)', sample.sponsor.role)
  await see(journey, 'request')
  await startCase(journey, 'request')
}

async function chooseEdition({ page, edition }: Journey): Promise<void> {
  await goTo(page, '/new')
  await choose(page, 'How is the identity proved?', edition.name)
  await expect(page.getByRole('button', { name: 'Start the case' })).toBeVisible({ timeout: patience })
}

async function startCase(journey: Journey, id: StepId): Promise<void> {
  const { page } = journey
  await press(page, 'Start the case')
  await settled(page, taskList(page))
  journey.caseId = /#\/case\/([^/]+)$/.exec(page.url())?.[1] ?? fail(`No case was opened: ${page.url().replace(/.*#/, '#')}`)
  await completed(page, id)
}

/** The first step of the edition for an identity that was proved elsewhere. */
async function recordKnownIdentity(journey: Journey): Promise<void> {
  const { page, sample, edition } = journey
  await chooseEdition(journey)
  await see(journey, 'new-request')
  await fill(page, 'UUID', journey.uuid)
  await fill(page, 'UUID again', journey.uuid)
  await fillName(journey)
  const { name, reference } = edition.identityProofs[0]!
  await choose(page, 'Where was the identity proved?', name)
  await fill(page, reference!, 'SAMPLE-0042')
  await fillDate(page, 'When was it proved?', await today(page))
  await page.getByLabel('Organisation', { exact: true }).selectOption(sample.organisation.odsCode)
  await see(journey, 'known-identity')
  await startCase(journey, 'known-identity')
}

async function recordDelivery(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await openStep(journey, 'delivery-details')
  await fill(page, 'Mobile phone number', sample.mobile)
  await fillAddress(journey)
  await see(journey, 'delivery-details')
  await saveStep(journey, 'delivery-details', 'Save the address and mobile')
}

export async function enterDetails(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await openStep(journey, 'details')
  await fillDetails(journey)
  await see(journey, 'details')
  await saveStep(journey, 'details', 'Save the details')
  await expect(page.getByText(formatMobile(e164(sample)), { exact: false }).first()).toBeVisible()
}

/** Without saving. */
export async function fillDetails(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await fillName(journey)
  await fillDate(page, 'Date of birth', sample.dateOfBirth)
  await choose(page, 'National Insurance number', 'Given')
  await fill(page, 'Number', sample.nationalInsurance)
  await fill(page, 'Mobile phone number', sample.mobile)
  await fill(page, 'Email address', sample.email)
  await fill(page, 'Why are you using this address?', sample.emailReason)
  await fillAddress(journey)
}

async function fillName({ page, sample }: Journey): Promise<void> {
  await fill(page, 'Given names', sample.name.given)
  await fill(page, 'Family name', sample.name.family)
  await fill(page, 'Name on the card', sample.nameOnCard)
}

async function fillAddress({ page, sample }: Journey): Promise<void> {
  for (const [index, line] of sample.address.lines.entries())
    await fill(page, index === 0 ? 'Address line 1' : `Address line ${index + 1} (optional)`, line)
  await fill(page, 'Town or city', sample.address.town)
  await fill(page, 'Postcode', sample.address.postcode)
}

export async function askForItems(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'ask-for-items')
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue(/07700 ?900 ?777/)
  await see(journey, 'ask-for-items')
  await saveStep(journey, 'ask-for-items', 'I have sent this email')
}

export async function checkItems(journey: Journey): Promise<void> {
  await openStep(journey, 'items')
  await press(journey.page, 'Mark everything as received')
  await see(journey, 'items')
  await saveStep(journey, 'items', 'Save the items')
}

export async function assessIdentityDocument(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await openStep(journey, 'identity-document')
  await page.getByLabel('Scan of the identity document', { exact: true }).setInputFiles(join(journey.files, sampleFiles.identityDocument))
  await settled(page, group(page, 'Your decision'))
  await page.getByLabel('Document', { exact: true }).selectOption({ label: 'Another passport' })
  await fill(page, 'Document number', sample.document.number)
  await fillDate(page, 'Expiry date', sample.document.expiresOn)
  await page.getByText('Check the coded lines at the bottom of a passport').click()
  await fill(page, 'Lines of capitals, numbers and <', machineReadableZone(sample).join('\n'))
  const table = page.getByRole('table', { name: 'Compared with what you entered' })
  await expect(table.getByText('Same', { exact: true })).toHaveCount(5)
  await choose(page, 'Your decision', 'Accept')
  await pictureShown(page)
  await see(journey, 'identity-document')
  await saveStep(journey, 'identity-document', 'Save the decision')
}

async function assessPhotograph(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'photograph')
  await see(journey, 'photograph')
  await page.getByLabel('Photograph', { exact: true }).setInputFiles(join(journey.files, sampleFiles.photograph))
  const dialog = page.getByRole('dialog', { name: 'Set the crop box' })
  await expect(dialog).toBeVisible({ timeout: patience })
  const { crownY, chinY } = faceInPhotograph
  const height = (chinY - crownY) / 0.7
  const largest = photographSize.width * (45 / 35)
  await slideTo(dialog.getByLabel('Zoom'), largest / height)
  await slideTo(dialog.getByLabel('Left to right'), 0.5)
  await slideTo(dialog.getByLabel('Top to bottom'), ((crownY + chinY) / 2 - height / 2) / (photographSize.height - height))
  await see(journey, 'photograph-crop')
  await dialog.getByRole('button', { name: 'Use this crop' }).click()
  await settled(page, group(page, 'Your decision'))
  await choose(page, 'Your decision', 'Accept')
  await pictureShown(page)
  await see(journey, 'photograph-decision')
  await saveStep(journey, 'photograph', 'Save the decision')
}

async function confirmLikeness(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await openStep(journey, 'likeness')
  await choose(page, 'How was it confirmed?', journey.edition.likenessWays[0]!.name)
  await fill(page, 'Confirmed by', sample.sponsor.name)
  await pictureShown(page)
  await see(journey, 'likeness')
  await saveStep(journey, 'likeness', 'Save the confirmation')
}

async function arrangeCall(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'arrange-call')
  await choose(page, 'Video channel', 'Microsoft Teams')
  await choose(page, 'Where will the registrant be?', journey.edition.locations[0]!.name)
  await fillDate(page, 'Day of the call', await today(page))
  await fill(page, 'Time', '10:30')
  await see(journey, 'arrange-call')
  await saveStep(journey, 'arrange-call', 'Save the arrangement')
}

// ── Stage 2 ───────────────────────────────────────────────────────────────────────────────────────────

async function bindNumber(journey: Journey): Promise<void> {
  const { page, edition } = journey
  await openStep(journey, 'phone-code')
  const body = await nextText(journey, () => press(page, 'Text a new code'))
  const code = /code is ([\d ]+\d)/.exec(body)?.[1] ?? fail('The text holds no code')
  await settled(page, page.getByLabel(`The ${edition.phoneCode.digits}-digit code`, { exact: true }))
  await see(journey, 'phone-code')
  await fill(page, `The ${edition.phoneCode.digits}-digit code`, code)
  await saveStep(journey, 'phone-code', 'Check the code')
}

async function compareDocument(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'document-shown')
  await choose(page, 'Is the document shown the one in the scan?', 'Yes')
  await choose(page, 'Does the live face match the document?', 'Yes')
  await choose(page, 'Does the live face match the photograph for the card?', 'Yes')
  await pictureShown(page)
  await see(journey, 'document-shown')
  await saveStep(journey, 'document-shown', 'Save the comparison')
}

async function recordOutcome(journey: Journey): Promise<void> {
  await openStep(journey, 'outcome')
  await choose(journey.page, 'How did the call end?', 'Matched')
  await see(journey, 'outcome')
  await saveStep(journey, 'outcome', 'Save the outcome')
}

// ── Stage 3 ───────────────────────────────────────────────────────────────────────────────────────────

async function createCisIdentity(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'cis')
  const sheet = page.getByRole('table', { name: /Copy into CIS/ })
  await expect(sheet).toContainText('000000000')
  await expect(sheet).not.toContainText(journey.sample.document.number)
  await fill(page, 'UUID', journey.uuid)
  await fill(page, 'UUID again', journey.uuid)
  await choose(page, 'What did the duplicate check find?', 'CIS found no match')
  await see(journey, 'cis')
  await saveStep(journey, 'cis', 'Save the UUID')
}

export async function writeCard(journey: Journey): Promise<void> {
  const { page, reader } = journey
  await openStep(journey, 'write-card')
  if ('insert' in reader) await journey.hands.reader.insert(reader.insert === true ? undefined : reader.insert)
  else await choose(page, 'Which reader is the new card in?', reader.name)
  await settled(page, page.getByRole('button', { name: 'Check again' }))
  await see(journey, 'write-card')
  await press(page, 'Write the card')
  const words = page.getByRole('region', { name: 'Messages' }).getByText(/^Card \S+ is written/)
  await settled(page, words, 180_000)
  const said = /^Card (\S+) is written.*Passcode: (\d+) attempts left/.exec(await words.innerText())
  if (!said) return fail('The app does not name the card that it wrote')
  journey.card = { serial: said[1]!, passcodeAttempts: Number(said[2]) }
  await completed(page, 'write-card')
}

async function printCard(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'print-card')
  await pdfShown(page, 'Card face')
  await see(journey, 'print-card')
  if (journey.saveFolder !== undefined) {
    await press(page, 'Save the PDF')
    journey.saved.cardFace = await savedPath(page)
  }
  await press(page, 'Print the card face')
  await settled(page, page.getByRole('heading', { name: 'Check the card' }))
  await choose(page, 'Did it print well?', 'Yes')
  await see(journey, 'print-card-check')
  await saveStep(journey, 'print-card', 'Save the answer')
}

async function makeLabel(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'label')
  await choose(page, 'What is it printed on?', 'Sheet of labels, L7163')
  await see(journey, 'label')
  await press(page, 'Make the label')
  await settled(page, page.getByRole('heading', { name: 'The label', exact: true }))
  await pdfShown(page, 'Address label')
  if (journey.saveFolder !== undefined) {
    await press(page, 'Save the PDF')
    journey.saved.label = await savedPath(page)
  }
  await choose(page, 'Did it print well?', 'Yes')
  await see(journey, 'label-check')
  await saveStep(journey, 'label', 'Save the answer')
}

async function closeManifest(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'manifest')
  await page.getByLabel('Which service carries them?', { exact: true }).selectOption({ label: journey.edition.postingServices[0]!.name })
  await see(journey, 'manifest')
  await press(page, 'Close a posting list with this card only')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close the posting list' }).click()
  const words = page.getByRole('region', { name: 'Messages' }).getByText(/^Posting list \S+ is closed/)
  await settled(page, words)
  journey.dispatchReference = /^Posting list (\S+) is closed/.exec(await words.innerText())![1]!
  await completed(page, 'manifest')
  if (journey.saveFolder !== undefined) await saveManifest(journey)
}

async function saveManifest(journey: Journey): Promise<void> {
  const { page } = journey
  await goTo(page, '/dispatch')
  for (const [key, button, ending] of [
    ['manifestPdf', 'Save PDF', 'pdf'],
    ['manifestCsv', 'Save for a spreadsheet', 'csv'],
    ['manifestJson', 'Save for another system', 'json'],
  ] as const) {
    await press(page, `${button}: ${journey.dispatchReference!}`)
    const name = nameOfPostingList(journey.dispatchReference!)
    const status = page.getByRole('main').getByText(new RegExp(`^Saved as .*[/\\\\]${name}\\.${ending}$`))
    await settled(page, status)
    journey.saved[key] = (await status.innerText()).replace(/^Saved as /, '')
  }
  await see(journey, 'dispatch')
}

async function recordPosting(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'posted')
  await choose(page, 'Which service carries it?', journey.edition.postingServices[0]!.name)
  await fill(page, 'Reference on the receipt', journey.tracking)
  await see(journey, 'posted')
  await saveStep(journey, 'posted', 'Save the posting')
}

async function logArrival(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'arrival')
  await group(page, 'Which number is the registrant calling from?')
    .getByRole('radio', { name: /^The confirmed mobile/ })
    .check()
  await choose(page, 'Was the envelope sealed and undamaged?', 'Yes')
  await see(journey, 'arrival')
  await saveStep(journey, 'arrival', 'Save the call')
}

async function textPasscode(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'text-passcode')
  await choose(page, 'How will you send the text?', 'Modem')
  await see(journey, 'text-passcode')
  await nextText(journey, async () => {
    await press(page, 'Text the passcode')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Text the passcode now' }).click()
  })
  await settled(page, taskList(page))
  await completed(page, 'text-passcode')
}

async function recordAccess(journey: Journey): Promise<void> {
  const { page, sample } = journey
  await openStep(journey, 'access')
  await fill(page, 'Position', sample.position)
  await see(journey, 'access')
  await saveStep(journey, 'access', 'Save access')
}

async function confirmFirstLogIn(journey: Journey): Promise<void> {
  const { page } = journey
  await openStep(journey, 'first-log-in')
  await page.getByLabel('The registrant logged in with the card and the passcode', { exact: true }).check()
  await see(journey, 'first-log-in')
  await saveStep(journey, 'first-log-in', 'Confirm and close the case')
  await expect(page.getByText('This case is closed.')).toBeVisible()
}

const runs: Readonly<Record<StepId, JourneyStep['run']>> = {
  request: recordRequest,
  'known-identity': recordKnownIdentity,
  'delivery-details': recordDelivery,
  details: enterDetails,
  'ask-for-items': askForItems,
  items: checkItems,
  'identity-document': assessIdentityDocument,
  photograph: assessPhotograph,
  likeness: confirmLikeness,
  'arrange-call': arrangeCall,
  'phone-code': bindNumber,
  'document-shown': compareDocument,
  outcome: recordOutcome,
  cis: createCisIdentity,
  'write-card': writeCard,
  'print-card': printCard,
  label: makeLabel,
  manifest: closeManifest,
  posted: recordPosting,
  arrival: logArrival,
  'text-passcode': textPasscode,
  access: recordAccess,
  'first-log-in': confirmFirstLogIn,
}

export const stageTitle = (id: JourneyStep['id'], edition: Edition = remote20200408): string =>
  id === 'set-up' ? 'Set-up' : edition.stages.find((stage) => stage.id === getEditionStep(edition, id).stage)!.title

const stepsOf = ({ steps }: Edition): readonly JourneyStep[] =>
  steps.map(({ id, title }) => ({ id: id as StepId, title, run: runs[id as StepId] }))

/** The whole journey of the remote edition in its order. */
export const journeySteps: readonly JourneyStep[] = [
  { id: 'set-up', title: 'Set up the station', run: setUpStation },
  ...stepsOf(remote20200408),
]

/** The journey of a registrant whose identity was proved elsewhere, on a workstation that is set up. */
export const provedElsewhereSteps: readonly JourneyStep[] = stepsOf(provedElsewhere2026)

/** What the second journey of a workstation has of its own. */
export const provedElsewhere = { edition: provedElsewhere2026, uuid: '999900002222', tracking: 'AA902100451GB' } as const

/** Pages that belong to no step. */
const otherPages: readonly {
  readonly screen: string
  readonly path: (journey: Journey) => string
  readonly heading: string | RegExp
}[] = [
  { screen: 'work-list', path: () => '/', heading: 'Work list' },
  { screen: 'case', path: ({ caseId }) => `/case/${caseId!}`, heading: 'Registration steps' },
  { screen: 'history', path: ({ caseId }) => `/case/${caseId!}/history`, heading: 'History' },
  { screen: 'cards', path: () => '/cards', heading: 'Cards' },
  { screen: 'cards-stock', path: () => '/cards/stock', heading: 'Blank stock' },
  { screen: 'card', path: ({ card }) => `/cards/card/${card!.serial}`, heading: /^Card / },
  { screen: 'record', path: () => '/record', heading: 'Record' },
  { screen: 'workstation', path: () => '/workstation', heading: 'Workstation' },
  { screen: 'settings', path: () => '/settings', heading: 'Settings' },
  { screen: 'settings-printer', path: () => '/settings/printer', heading: 'Settings' },
  { screen: 'card-template', path: () => '/settings/card-template', heading: 'Card template' },
  { screen: 'help', path: () => '/help', heading: 'Help' },
]

export async function visitOtherPages(journey: Journey): Promise<void> {
  for (const { screen, path, heading } of otherPages) {
    await goTo(journey.page, path(journey))
    await expect(journey.page.getByRole('heading', { name: heading, level: 1 })).toBeVisible({ timeout: patience })
    await expect(journey.page.locator('.desk-spinner')).toHaveCount(0, { timeout: patience })
    await see(journey, screen)
  }
}

// ── Steps, texts and pictures ─────────────────────────────────────────────────────────────────────────

export async function openStep({ page, caseId, edition }: Journey, id: StepId): Promise<void> {
  await goTo(page, `/case/${caseId ?? fail('There is no case yet')}/${id}`)
  await expect(page.getByRole('heading', { name: getEditionStep(edition, id).title, level: 1 })).toBeVisible({ timeout: patience })
  await expect(page.locator('.desk-spinner')).toHaveCount(0, { timeout: patience })
}

/** Saves, and waits for the task list to say that the step is finished. */
async function saveStep(journey: Journey, id: StepId, button: string): Promise<void> {
  await press(journey.page, button)
  await journey.atSave?.(id)
  await settled(journey.page, taskList(journey.page))
  await completed(journey.page, id)
}

/** Does something that sends a text, and reads it on the registrant's phone. */
export async function nextText(journey: Journey, act: () => Promise<void>): Promise<string> {
  const before = (await journey.hands.text.messages()).length
  await act()
  await expect.poll(async () => (await journey.hands.text.messages()).length, { timeout: patience }).toBe(before + 1)
  const message = (await journey.hands.text.messages()).at(-1)!
  expect(message.to).toBe(e164(journey.sample))
  return message.body
}

export function e164(sample: SampleRegistrant): string {
  const parsed = parseMobile(sample.mobile, { allowDramaNumbers: true })
  return parsed.ok ? parsed.value.value : fail('The sample’s mobile number cannot be read')
}

export const passcodeIn = (body: string): string | undefined => /passcode is (\d+)/.exec(body)?.[1]

async function see(journey: Journey, screen: string): Promise<void> {
  await journey.seen?.(screen, journey.page)
}
