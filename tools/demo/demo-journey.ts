/** Carries a registrant through the steps of an edition, in the app, and times each step. */
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { blankCard, virtualCardState, type VirtualCardState } from '../../native/card/virtual-card-state.ts'
import { launchApp } from '../../test/shells/app-fixture.ts'
import { projectFolder } from '../../test/shells/shells.ts'
import { reachSimulator } from '../../test/support/e2e.ts'
import { newJourney, type Journey, type JourneyStep } from '../../test/support/journey/journey.ts'
import { stageTitle } from '../../test/support/journey/steps.ts'
import { tallScreenshot } from '../../test/support/tall-screenshot.ts'
import { openCardStack } from './card-stack.ts'
import type { DemoPart } from './demo-parts.ts'
import { say, seconds, type DemoRun } from './demo-run.ts'

export interface TimedStep {
  readonly id: string
  readonly seconds: number
}

/** Starts the card reader and the app, and says which. */
export async function startApp(run: DemoRun): Promise<void> {
  const { options, electron, hasDisplay } = run
  say(
    `Shell    ${electron ? 'Electron' : 'Chromium stand-in (Electron’s binary is not on this machine)'}, ${hasDisplay ? 'in a window' : 'headless, because there is no display'}`,
  )
  const opened = options.embedded ? 'chosen with --embedded' : await openCardStack(run.work)
  if (typeof opened !== 'string') run.stack = opened
  const { stack } = run
  if (options.keepCard && !stack) throw new Error(`--keep-card needs a virtual reader of this machine’s PC/SC: ${opened as string}`)
  say(`Reader   ${stack ? `PC/SC, ${stack.reader} (${stack.started})` : `the virtual reader inside the app (${opened as string})`}`)
  say(`Data     ${run.dataFolder}${options.keepData === undefined ? ' (removed at the end)' : ''}`)
  const app = await launchApp({
    shell: electron ? 'electron' : 'chromium-stand-in',
    dataFolder: run.dataFolder,
    args: [`--reader=${stack ? 'pcsc' : 'virtual'}`, '--text=virtual', '--printer=virtual'],
    env: { RA_DESK_HEADLESS: hasDisplay ? '' : '1', RA_DESK_SAVE_FOLDER: run.saveFolder },
  })
  run.app = app
  run.simulator = await reachSimulator(app)
  if (!hasDisplay) await app.page.setViewportSize({ width: 1366, height: 768 })
  app.page.setDefaultTimeout(15_000)
}

/** A journey in the app that runs, with a blank card for it in the reader. */
export async function beginJourney(run: DemoRun, part: DemoPart): Promise<Journey> {
  const { stack, simulator, app } = run
  const isFirst = part === run.parts[0]
  if (!isFirst) await (stack ? stack.changeCard() : simulator!.reader.remove())
  return newJourney({
    page: app!.page,
    hands: simulator!,
    ...part.own,
    sample: part.sample,
    files: join(projectFolder, 'tools/demo/input', part.sample.title),
    reader: stack ? { name: stack.reader } : { insert: isFirst || blankCard({ serial: randomInt(1, 2 ** 28) }) },
    seen: (screen, page) => takeScreenshot(run, `${part.prefix}${screen}`, page),
    ...(run.electron ? {} : { saveFolder: run.saveFolder }),
  })
}

/** The card that was written, as it is now. */
export async function readCard({ stack, simulator }: DemoRun): Promise<VirtualCardState | undefined> {
  return stack ? virtualCardState.parse(JSON.parse(readFileSync(stack.stateFile, 'utf8'))) : simulator!.card.state()
}

export async function takeScreenshot(run: DemoRun, screen: string, page: Page): Promise<void> {
  run.screenCount += 1
  const path = join(run.screens, `${String(run.screenCount).padStart(2, '0')}-${screen}.png`)
  if (run.hasDisplay) await page.screenshot({ path })
  else await tallScreenshot(page, path)
}

export async function takeSteps(journey: Journey, steps: readonly JourneyStep[]): Promise<TimedStep[]> {
  const timed: TimedStep[] = []
  let stage = ''
  for (const { id, title, run: take } of steps) {
    const now = stageTitle(id, journey.edition)
    if (now !== stage) say(`\n${(stage = now)}`)
    const since = performance.now()
    try {
      await take(journey)
    } catch (error) {
      say(`  ✗ ${title}`)
      throw error
    }
    const took = performance.now() - since
    timed.push({ id, seconds: Math.round(took) / 1_000 })
    say(`  ✓ ${title.padEnd(48)}${seconds(took).padStart(7)}${resultOf(id, journey)}`)
  }
  return timed
}

function resultOf(id: string, journey: Journey): string {
  if (id === 'write-card' && journey.card) return `   card ${journey.card.serial}`
  if (id === 'manifest') return `   ${journey.dispatchReference ?? ''}`
  return ''
}
