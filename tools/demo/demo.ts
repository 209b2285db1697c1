/**
 * `npm run demo`: carries one invented registrant through the whole journey, in the app, over a real PC/SC stack if there is a virtual
 * reader, and leaves what an agent would have afterwards in `demo-output/`. The exit code says whether everything worked.
 *
 *   --embedded        use the virtual reader inside the app        --keep-data DIR   put the app's data folder there and leave it
 *   --keep-card       leave the written card in the virtual reader for other programs
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findElectron, whyNot } from '../../test/shells/shells.ts'
import { canariesOf } from '../../test/support/canaries.ts'
import { journeySteps, lock, passcodeIn, station, uuid, visitOtherPages, type Journey } from '../../test/support/journey-driver.ts'
import { sendIpcRequest } from '../../test/support/ipc-request.ts'
import { checkCanaries, checkDocuments, collectDocuments, type Documents } from './demo-documents.ts'
import { startApp, takeScreenshot, takeSteps, type TimedStep } from './demo-journey.ts'
import { DemoRun, say, seconds } from './demo-run.ts'
import { angharad } from './samples.ts'
import { verifyOnCopy, verifyOverPcsc } from './verify-card.ts'

interface Phone {
  readonly texts: readonly { readonly to: string; readonly body: string }[]
  readonly passcode: string | undefined
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
    },
  })
  const keepData = flags['keep-data'] === undefined ? undefined : resolve(flags['keep-data'])
  if (flags['keep-card'] && flags.embedded) stop('--keep-card needs the machine’s PC/SC, so it cannot be used with --embedded.')
  if (keepData !== undefined && existsSync(keepData) && readdirSync(keepData).length > 0)
    stop(`${keepData} is not empty. The demonstration needs a new workstation: name a new folder.`)
  const electron = findElectron() !== undefined
  const cannotRun = electron ? undefined : whyNot('chromium-stand-in')
  if (cannotRun !== undefined) stop(`The app cannot run here: ${cannotRun.replace('not run: ', '')}`)
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
  return new DemoRun({ embedded: flags.embedded, keepCard: flags['keep-card'], keepData }, angharad, { electron, hasDisplay })
}

function stop(line: string): never {
  console.error(line)
  process.exit(2)
}

async function demonstrate(run: DemoRun): Promise<void> {
  say('RA Desk: one registrant, from the request to the first log-in. All people and data are invented.\n')
  const journey = await startApp(run)
  const { shell } = await sendIpcRequest(run.app!.page, 'station.state', {})
  const steps = await takeSteps(journey, journeySteps)
  await visitOtherPages(journey)

  say('\nChecks')
  const phone = await readPhone(run)
  const documents = await collectDocuments(run, journey)
  await checkDocuments(run, documents)
  await checkAfterJourney(run, phone)
  writeSummary(run, { shell, journey, documents, phone, steps })
  say(`  ${run.screenCount} screens, ${Object.keys(documents).length} documents and journey.json written`)
  sayWhatIsLeft(run, phone)
}

async function readPhone(run: DemoRun): Promise<Phone> {
  const texts = (await run.simulator!.text.messages()).map(({ to, body }) => ({ to, body }))
  const passcode = texts.map(({ body }) => passcodeIn(body)).find((found) => found !== undefined)
  run.check(texts.length === 2 && passcode !== undefined, 'the phone got the 6-digit code and the passcode, and nothing else')
  return { texts, passcode }
}

/** Locks and closes the app, looks for personal data on the disk, and opens the card with the passcode from the phone. */
async function checkAfterJourney(run: DemoRun, { passcode }: Phone): Promise<void> {
  const { sample, stack } = run
  const app = run.app!
  const canaries = canariesOf(
    { ...sample, ...sample.name, documentNumber: sample.document.number },
    passcode === undefined ? [] : [passcode],
  )
  await checkCanaries(run, 'while the app runs', canaries)
  const cardState = stack ? undefined : await run.simulator!.card.state()
  const locked = await lock(app.page, app.freshPage)
  if (!run.hasDisplay) await locked.setViewportSize({ width: 1366, height: 768 })
  await takeScreenshot(run, 'unlock', locked)
  run.simulator!.close()
  const code = await app.close()
  run.check(code === 0, `the app closed normally${code === 0 ? '' : ` (exit code ${String(code)})`}`)
  run.app = undefined
  await checkCanaries(run, 'after it has closed', canaries)
  if (passcode === undefined) return
  const problem = stack
    ? await verifyOverPcsc(stack.reader, stack.stateFile, passcode)
    : cardState
      ? await verifyOnCopy(cardState, passcode)
      : 'there is no card'
  run.check(problem === undefined, `the passcode from the phone opens the card${problem === undefined ? '' : `: ${problem}`}`)
}

interface Summary {
  readonly shell: unknown
  readonly journey: Journey
  readonly documents: Documents
  readonly phone: Phone
  readonly steps: readonly TimedStep[]
}

/** `journey.json`: everything that a test of the demonstration needs to know. */
function writeSummary({ output, sample, stack, dataFolder }: DemoRun, { shell, journey, documents, phone, steps }: Summary): void {
  const manifest = JSON.parse(readFileSync(join(output, documents.manifestJson), 'utf8')) as {
    checkpoint: string
    items: { itemReference: string }[]
  }
  const { name, nameOnCard, dateOfBirth, nationalInsurance, mobile, email, address, document, organisation, position, sponsor } = sample
  const registrant = { name, nameOnCard, dateOfBirth, nationalInsurance, mobile, email, address, document, uuid }
  const summary = {
    shell,
    reader: { kind: stack ? 'pcsc' : 'virtual', name: stack?.reader ?? 'virtual reader inside the app' },
    card: journey.card,
    registrant: { ...registrant, organisation, position, sponsor },
    documents,
    references: { dispatch: journey.dispatchReference, item: manifest.items[0]?.itemReference },
    texts: phone.texts,
    // As printed on the manifest: with the paper one can tell whether the record before it was changed.
    checkpoint: manifest.checkpoint,
    dataFolder,
    steps,
  }
  writeFileSync(join(output, 'journey.json'), `${JSON.stringify(summary, undefined, 2)}\n`)
}

function sayWhatIsLeft(run: DemoRun, { passcode = '' }: Phone): void {
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
