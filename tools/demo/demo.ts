/**
 * `npm run demo`: carries one invented registrant through the whole journey of each edition, in the app, over a real PC/SC stack if there is
 * a virtual reader, and leaves what an agent would have afterwards in `demo-output/`. The exit code says whether everything worked.
 *
 *   --edition remote | proved-elsewhere | both (the default)
 *   --embedded        use the virtual reader inside the app        --keep-data DIR   put the app's data folder there and leave it
 *   --keep-card       leave the written card in the virtual reader for other programs
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { VirtualCardState } from '../../native/card/virtual-card-state.ts'
import { findElectron, whyNot } from '../../test/shells/shells.ts'
import { canariesOf } from '../../test/support/canaries.ts'
import { e164, passcodeIn } from '../../test/support/journey/text.ts'
import { lock } from '../../test/support/journey/session.ts'
import { station, type Journey } from '../../test/support/journey/journey.ts'
import { visitOtherPages } from '../../test/support/journey/other-pages.ts'
import { sendIpcRequest } from '../../test/support/ipc-request.ts'
import { checkCanaries, checkDocuments, collectDocuments, type Documents } from './demo-documents.ts'
import { beginJourney, readCard, startApp, takeScreenshot, takeSteps, type TimedStep } from './demo-journey.ts'
import { editionChoices, type DemoPart } from './demo-parts.ts'
import { DemoRun, say, seconds } from './demo-run.ts'
import { verifyOnCopy, verifyOverPcsc } from './verify-card.ts'

/** A journey that was made. */
interface MadeJourney {
  readonly part: DemoPart
  readonly journey: Journey
  readonly steps: readonly TimedStep[]
  readonly documents: Documents
  readonly texts: readonly { readonly to: string; readonly body: string }[]
  readonly passcode: string | undefined
  readonly card: VirtualCardState | undefined
}

const began = performance.now()
const run = prepare()
// The demonstration continues and tidies up even if its output is no longer read.
process.stdout.on('error', () => undefined)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    void run.tidy().finally(() => process.exit(130))
  })
try {
  await demonstrate(run)
} catch (error) {
  run.problems.push(error instanceof Error ? error.message.split('\n').slice(0, 12).join('\n    ') : String(error))
  await run.app?.page.screenshot({ path: join(run.screens, 'where-it-stopped.png') }).catch(() => undefined)
} finally {
  await run.tidy()
}
if (run.problems.length === 0)
  say(
    `\nEverything worked, in ${seconds(performance.now() - began)}. The agent’s documents are in ${relative(process.cwd(), run.output) || run.output}/.`,
  )
else say(`\nNot everything worked:\n${run.problems.map((problem) => `  ✗ ${problem}`).join('\n')}`)
process.exit(run.problems.length === 0 ? 0 : 1)

function prepare(): DemoRun {
  const { values: flags } = parseArgs({
    options: {
      embedded: { type: 'boolean', default: false },
      'keep-card': { type: 'boolean', default: false },
      'keep-data': { type: 'string' },
      edition: { type: 'string', default: 'both' },
    },
  })
  const edition = editionChoices.find((choice) => choice === flags.edition)
  if (edition === undefined) stop(`--edition is one of ${editionChoices.join(', ')}.`)
  const keepData = flags['keep-data'] === undefined ? undefined : resolve(flags['keep-data'])
  if (flags['keep-card'] && flags.embedded) stop('--keep-card needs the machine’s PC/SC, so it cannot be used with --embedded.')
  if (keepData !== undefined && existsSync(keepData) && readdirSync(keepData).length > 0)
    stop(`${keepData} is not empty. The demonstration needs a new workstation: name a new folder.`)
  const electron = findElectron() !== undefined
  const cannotRun = electron ? undefined : whyNot('chromium-stand-in')
  if (cannotRun !== undefined) stop(`The app cannot run here: ${cannotRun.replace('not run: ', '')}`)
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
  return new DemoRun({ embedded: flags.embedded, keepCard: flags['keep-card'], keepData, edition }, { electron, hasDisplay })
}

function stop(line: string): never {
  console.error(line)
  process.exit(2)
}

async function demonstrate(run: DemoRun): Promise<void> {
  say('RA Desk: from the request to the first log-in. All people and data are invented.\n')
  await startApp(run)
  const { shell } = await sendIpcRequest(run.app!.page, 'station.state', {})
  const made: MadeJourney[] = []
  for (const part of run.parts) {
    if (run.parts.length > 1) say(`\n── ${part.title} ──`)
    made.push(await makeJourney(run, part))
  }
  const last = made.at(-1)!
  await visitOtherPages(last.journey)

  say('\nChecks')
  for (const { part, journey, documents, texts, passcode } of made) {
    if (made.length > 1) say(`  ${part.title}`)
    const { digits } = journey.edition.phoneCode
    run.check(
      texts.length === 2 &&
        passcode !== undefined &&
        (/code is ([\d ]+)/.exec(texts[0]!.body)?.[1] ?? '').replace(/\D/g, '').length === digits,
      `the phone got the ${digits}-digit code and the passcode, and nothing else`,
    )
    await checkDocuments(run, part, documents)
  }
  await checkAfterJourneys(run, made)
  writeSummary(run, shell, made)
  say(`  ${run.screenCount} screens, ${made.length * Object.keys(last.documents).length} documents and journey.json written`)
  sayWhatIsLeft(run, last)
}

async function makeJourney(run: DemoRun, part: DemoPart): Promise<MadeJourney> {
  const journey = await beginJourney(run, part)
  const steps = await takeSteps(journey, part.steps)
  const texts = (await run.simulator!.text.messages()).filter(({ to }) => to === e164(part.sample)).map(({ to, body }) => ({ to, body }))
  return {
    part,
    journey,
    steps,
    documents: await collectDocuments(run, part, journey),
    texts,
    passcode: texts.map(({ body }) => passcodeIn(body)).find((found) => found !== undefined),
    card: await readCard(run),
  }
}

/** Locks and closes the app, looks for personal data on the disk, and opens each card with the passcode from its phone. */
async function checkAfterJourneys(run: DemoRun, made: readonly MadeJourney[]): Promise<void> {
  const { stack } = run
  const app = run.app!
  const canaries = made.flatMap(({ part: { sample }, passcode }) =>
    canariesOf({ ...sample, ...sample.name, documentNumber: sample.document.number }, passcode === undefined ? [] : [passcode]),
  )
  await checkCanaries(run, 'while the app runs', canaries)
  const locked = await lock(app.page, app.freshPage)
  if (!run.hasDisplay) await locked.setViewportSize({ width: 1366, height: 768 })
  await takeScreenshot(run, 'unlock', locked)
  run.simulator!.close()
  const code = await app.close()
  run.check(code === 0, `the app closed normally${code === 0 ? '' : ` (exit code ${String(code)})`}`)
  run.app = undefined
  await checkCanaries(run, 'after it has closed', canaries)
  for (const [index, { part, passcode, card }] of made.entries()) {
    if (passcode === undefined) continue
    // Only the last card is still in the reader; the others are asked on a copy.
    const problem =
      stack && index === made.length - 1
        ? await verifyOverPcsc(stack.reader, stack.stateFile, passcode)
        : card
          ? await verifyOnCopy(card, passcode)
          : 'there is no card'
    run.check(
      problem === undefined,
      `the passcode from the phone of ${part.sample.name.given} opens the card${problem === undefined ? '' : `: ${problem}`}`,
    )
  }
}

/** `journey.json`: everything that a test of the demonstration needs to know. The first journey, and the others in `otherJourneys`. */
function writeSummary(run: DemoRun, shell: unknown, made: readonly MadeJourney[]): void {
  const { output, stack, dataFolder } = run
  const [first, ...others] = made.map((one) => summarise(run, one))
  const summary = {
    shell,
    reader: { kind: stack ? 'pcsc' : 'virtual', name: stack?.reader ?? 'virtual reader inside the app' },
    ...first,
    dataFolder,
    otherJourneys: others,
  }
  writeFileSync(join(output, 'journey.json'), `${JSON.stringify(summary, undefined, 2)}\n`)
}

function summarise({ output }: DemoRun, { journey, documents, texts, steps }: MadeJourney) {
  const manifest = JSON.parse(readFileSync(join(output, documents.manifestJson), 'utf8')) as {
    checkpoint: string
    items: { itemReference: string }[]
  }
  const { name, nameOnCard, dateOfBirth, nationalInsurance, mobile, email, address, document, organisation, position, sponsor } =
    journey.sample
  const registrant = { name, nameOnCard, dateOfBirth, nationalInsurance, mobile, email, address, document, uuid: journey.uuid }
  return {
    edition: journey.edition.id,
    card: journey.card,
    registrant: { ...registrant, organisation, position, sponsor },
    documents,
    references: { dispatch: journey.dispatchReference, item: manifest.items[0]?.itemReference },
    texts,
    // As printed on the manifest: with the paper one can tell whether the record before it was changed.
    checkpoint: manifest.checkpoint,
    steps,
  }
}

function sayWhatIsLeft(run: DemoRun, { passcode = '' }: MadeJourney): void {
  const { options, stack, work, dataFolder } = run
  if (options.keepCard && stack && run.problems.length === 0) {
    run.leaveCard = true
    const ended = stack.leave()
    say(`\nThe card is still in ${stack.reader}. Try it with
  yubico-piv-tool -r 'Virtual PCD' -a status
  yubico-piv-tool -r 'Virtual PCD' -a verify-pin -P ${passcode}
  pkcs11-tool --slot-index 0 --login --pin ${passcode} --list-objects
Remove it and stop the reader with
  ${ended} && rm -r ${work}`)
  }
  if (options.keepData !== undefined)
    say(
      `\nThe data folder is left in ${dataFolder}. Open it with\n  npm start -- --user-data-dir=${dataFolder}\nand the passphrase: ${station.passphrase}`,
    )
}
