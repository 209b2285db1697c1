/**
 * `npm run demo`: carries one invented registrant through the whole journey, in the app, over a real PC/SC stack when there is a virtual
 * reader, and leaves what an agent would have afterwards in `demo-output/`. The exit code says whether all of it worked.
 *
 *   --embedded        use the virtual reader inside the app        --keep-data DIR   put the app's data folder there and leave it
 *   --keep-card       leave the written card in the virtual reader, for other programs to look at
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from '@playwright/test'
import type { SimulatorControls } from '../../native/simulator-controls.ts'
import type { DocumentRequest } from '../../preload/contract.ts'
import { launchApp, type RunningApp } from '../../test/shells/app-fixture.ts'
import { findElectron, projectFolder, whyNot } from '../../test/shells/shells.ts'
import { canariesOf, scanFolder } from '../../test/support/canaries.ts'
import { reachSimulator } from '../../test/support/e2e.ts'
import {
  journeySteps,
  lock,
  newJourney,
  passcodeIn,
  stageTitle,
  station,
  uuid,
  visitOtherPages,
  type Journey,
} from '../../test/support/journey-driver.ts'
import { tallScreenshot } from '../../test/support/tall-screenshot.ts'
import { sendIpcRequest } from '../../test/support/ipc-request.ts'
import { readPdfText } from '../../test/support/pdf-text.ts'
import { openCardStack, type CardStack } from './card-stack.ts'
import { angharad as sample } from './samples.ts'
import { verifyOnCopy, verifyOverPcsc } from './verify-card.ts'

const { values: flags } = parseArgs({
  options: {
    embedded: { type: 'boolean', default: false },
    'keep-card': { type: 'boolean', default: false },
    'keep-data': { type: 'string' },
  },
})
const began = performance.now()
const output = join(projectFolder, 'demo-output')
const screens = join(output, 'screens')
const files = join(projectFolder, 'tools/demo/input', sample.title)
const work = mkdtempSync(join(tmpdir(), 'ra-desk-demo-'))
const dataFolder = flags['keep-data'] === undefined ? join(work, 'data') : resolve(flags['keep-data'])
const saveFolder = join(work, 'saved')
type Documents = Record<'label' | 'manifestPdf' | 'manifestCsv' | 'manifestJson' | 'cardFace', string>
const documentNames: Documents = {
  label: 'label.pdf',
  manifestPdf: 'manifest.pdf',
  manifestCsv: 'manifest.csv',
  manifestJson: 'manifest.json',
  cardFace: 'card-face.pdf',
}

if (flags['keep-card'] && flags.embedded) stop('--keep-card needs the machine’s PC/SC; it cannot go with --embedded.')
if (flags['keep-data'] !== undefined && existsSync(dataFolder) && readdirSync(dataFolder).length > 0)
  stop(`${dataFolder} is not empty. The demonstration begins on a fresh workstation: name a new folder.`)
const electron = findElectron() !== undefined
const cannotRun = electron ? undefined : whyNot('chromium-stand-in')
if (cannotRun !== undefined) stop(`The app cannot run here: ${cannotRun.replace('not run: ', '')}`)

rmSync(output, { recursive: true, force: true })
mkdirSync(screens, { recursive: true })
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])

let stack: CardStack | undefined
let app: RunningApp | undefined
let hands: SimulatorControls | undefined
let leaveCard = false
const problems: string[] = []
// Whoever reads along may stop reading; the demonstration goes on and tidies up.
process.stdout.on('error', () => undefined)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    void tidy().finally(() => process.exit(130))
  })

try {
  await demonstrate()
} catch (error) {
  problems.push(error instanceof Error ? error.message.split('\n').slice(0, 12).join('\n    ') : String(error))
  if (app) await app.page.screenshot({ path: join(screens, 'where-it-stopped.png') }).catch(() => undefined)
} finally {
  await tidy()
}
if (problems.length === 0)
  say(
    `\nAll of it worked, in ${seconds(performance.now() - began)}. What the agent has now is in ${relative(process.cwd(), output) || output}/.`,
  )
else say(`\nNOT all of it worked:\n${problems.map((problem) => `  ✗ ${problem}`).join('\n')}`)
process.exit(problems.length === 0 ? 0 : 1)

async function demonstrate(): Promise<void> {
  say('RA Desk: one registrant, from the request to the first log-in. Everybody and everything in it is invented.\n')
  say(
    `Shell    ${electron ? 'Electron' : 'Chromium stand-in (Electron’s binary is not on this machine)'}, ${hasDisplay ? 'in a window' : 'headless, because there is no display'}`,
  )
  const opened = flags.embedded ? 'asked for with --embedded' : await openCardStack(work)
  if (typeof opened !== 'string') stack = opened
  if (flags['keep-card'] && !stack) throw new Error(`--keep-card needs a virtual reader of this machine’s PC/SC: ${opened as string}`)
  say(`Reader   ${stack ? `PC/SC, ${stack.reader} (${stack.started})` : `the virtual reader inside the app (${opened as string})`}`)
  say(`Data     ${dataFolder}${flags['keep-data'] === undefined ? ' (removed at the end)' : ''}`)

  app = await launchApp({
    shell: electron ? 'electron' : 'chromium-stand-in',
    dataFolder,
    args: [`--reader=${stack ? 'pcsc' : 'virtual'}`, '--text=virtual', '--printer=virtual'],
    env: { RA_DESK_HEADLESS: hasDisplay ? '' : '1', RA_DESK_SAVE_FOLDER: saveFolder },
  })
  hands = await reachSimulator(app)
  if (!hasDisplay) await app.page.setViewportSize({ width: 1366, height: 768 })
  app.page.setDefaultTimeout(15_000)

  const state = await sendIpcRequest(app.page, 'station.state', {})
  let shots = 0
  const shoot = async (screen: string, page: Page) => {
    const path = join(screens, `${String(++shots).padStart(2, '0')}-${screen}.png`)
    if (hasDisplay) await page.screenshot({ path })
    else await tallScreenshot(page, path)
  }
  const journey: Journey = newJourney({
    page: app.page,
    hands,
    sample,
    files,
    reader: stack ? { name: stack.reader } : { insert: true },
    seen: shoot,
    ...(electron ? {} : { saveFolder }),
  })
  const timed: { id: string; seconds: number }[] = []
  let stage = ''
  for (const { id, title, run } of journeySteps) {
    if (stageTitle(id) !== stage) say(`\n${(stage = stageTitle(id))}`)
    const since = performance.now()
    try {
      await run(journey)
    } catch (error) {
      say(`  ✗ ${title}`)
      throw error
    }
    const took = performance.now() - since
    timed.push({ id, seconds: Math.round(took) / 1_000 })
    say(`  ✓ ${title.padEnd(48)}${seconds(took).padStart(7)}${afterwards(id, journey)}`)
  }
  await visitOtherPages(journey)

  say('\nChecks')
  const texts = (await hands.text.messages()).map(({ to, body }) => ({ to, body }))
  const passcode = texts.map(({ body }) => passcodeIn(body)).find((found) => found !== undefined)
  check(texts.length === 2 && passcode !== undefined, 'the phone got the numbers and the passcode, and nothing else')
  const documents = await collectDocuments(journey)
  await checkDocuments(documents)
  const canaries = canariesOf(
    { ...sample, ...sample.name, documentNumber: sample.document.number },
    passcode === undefined ? [] : [passcode],
  )
  await checkCanaries('while the app runs', canaries)
  const cardState = stack ? undefined : await hands.card.state()
  const locked = await lock(app.page, app.freshPage)
  if (!hasDisplay) await locked.setViewportSize({ width: 1366, height: 768 })
  await shoot('unlock', locked)

  hands.close()
  const code = await app.close()
  check(code === 0, `the app closed tidily${code === 0 ? '' : ` (exit code ${String(code)})`}`)
  app = undefined
  await checkCanaries('after it has closed', canaries)

  if (passcode !== undefined) {
    const said = stack
      ? await verifyOverPcsc(stack.reader, stack.stateFile, passcode)
      : cardState
        ? await verifyOnCopy(cardState, passcode)
        : 'there is no card'
    check(said === undefined, `the passcode from the phone opens the card${said === undefined ? '' : `: ${said}`}`)
  }
  const manifest = JSON.parse(readFileSync(join(output, documents.manifestJson), 'utf8')) as {
    checkpoint: string
    items: { itemReference: string }[]
  }
  const { name, nameOnCard, dateOfBirth, nationalInsurance, mobile, email, address, document, organisation, position, sponsor } = sample
  writeFileSync(
    join(output, 'journey.json'),
    `${JSON.stringify(
      {
        shell: state.shell,
        reader: { kind: stack ? 'pcsc' : 'virtual', name: stack?.reader ?? 'virtual reader inside the app' },
        card: journey.card,
        registrant: {
          name,
          nameOnCard,
          dateOfBirth,
          nationalInsurance,
          mobile,
          email,
          address,
          document,
          uuid,
          organisation,
          position,
          sponsor,
        },
        documents,
        references: { dispatch: journey.dispatchReference, item: manifest.items[0]?.itemReference },
        // As it is printed on the manifest: whoever holds the paper can tell whether the record before it was changed.
        texts,
        checkpoint: manifest.checkpoint,
        dataFolder,
        steps: timed,
      },
      undefined,
      2,
    )}\n`,
  )
  say(`  ${shots} screens, 5 documents and journey.json written`)

  if (flags['keep-card'] && stack && problems.length === 0) {
    leaveCard = true
    const ended = stack.leave()
    say(`\nThe card is still in ${stack.reader}. Look at it with
  yubico-piv-tool -r 'Virtual PCD' -a status
  yubico-piv-tool -r 'Virtual PCD' -a verify-pin -P ${passcode ?? ''}
  pkcs11-tool --slot-index 0 --login --pin ${passcode ?? ''} --list-objects
Take it out and stop the reader with
  ${ended} && rm -r ${work}`)
  }
  if (flags['keep-data'] !== undefined)
    say(
      `\nThe data folder is left in ${dataFolder}. Open it with\n  npm start -- --user-data-dir=${dataFolder}\nand the passphrase: ${station.passphrase}`,
    )
}

/** What the agent saved, under plain names; in a shell with native dialogs, what would have been saved. */
async function collectDocuments(journey: Journey): Promise<Documents> {
  const { caseId = '', dispatchReference = '' } = journey
  const requests: Record<keyof Documents, DocumentRequest> = {
    label: { kind: 'label', caseId },
    cardFace: { kind: 'card-face', caseId },
    manifestPdf: { kind: 'manifest-pdf', dispatchReference },
    manifestCsv: { kind: 'manifest-csv', dispatchReference },
    manifestJson: { kind: 'manifest-json', dispatchReference },
  }
  for (const key of Object.keys(documentNames) as (keyof Documents)[]) {
    const place = join(output, documentNames[key])
    const saved = journey.saved[key]
    if (saved !== undefined) copyFileSync(saved, place)
    else
      writeFileSync(
        place,
        Buffer.from((await sendIpcRequest(journey.page, 'document.preview', { document: requests[key] })).base64, 'base64'),
      )
  }
  return documentNames
}

async function checkDocuments(documents: Documents): Promise<void> {
  const read = (key: keyof Documents) => readFileSync(join(output, documents[key]))
  const words = async (key: keyof Documents) => (await readPdfText(read(key))).join(' ')
  const { items } = JSON.parse(read('manifestJson').toString()) as { checkpoint: string; items: { itemReference: string }[] }
  const item = items[0]?.itemReference ?? 'no item'
  const label = await words('label')
  check(label.includes(sample.address.postcode) && label.includes(sample.name.family), 'the label has the name and the postcode')
  check((await words('cardFace')).includes('Nguyễn'), 'the card face has the name, with its accents')
  check(
    (await words('manifestPdf')).includes(item) && read('manifestCsv').toString().includes(item),
    'the manifest has the item as PDF, CSV and JSON',
  )
}

async function checkCanaries(when: string, canaries: Parameters<typeof scanFolder>[1]): Promise<void> {
  const { files: looked, bytes, findings } = await scanFolder(dataFolder, canaries)
  for (const { file, what, form } of findings) problems.push(`the ${what} is in ${file} as ${form}`)
  check(findings.length === 0, `nothing personal can be read in the data folder ${when} (${looked} files, ${(bytes / 1e6).toFixed(0)} MB)`)
}

function afterwards(id: string, journey: Journey): string {
  if (id === 'write-card' && journey.card) return `   card ${journey.card.serial}`
  if (id === 'manifest') return `   ${journey.dispatchReference ?? ''}`
  return ''
}

function check(holds: boolean, what: string): void {
  say(`  ${holds ? '✓' : '✗'} ${what}`)
  if (!holds) problems.push(`not so: ${what}`)
}

async function tidy(): Promise<void> {
  hands?.close()
  await app?.kill().catch(() => undefined)
  app = undefined
  if (leaveCard) {
    for (const name of ['data', 'saved']) rmSync(join(work, name), { recursive: true, force: true, maxRetries: 5 })
    return
  }
  await stack?.stop()
  stack = undefined
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}
function say(line: string): void {
  console.log(line)
}
function stop(line: string): never {
  console.error(line)
  process.exit(2)
}
