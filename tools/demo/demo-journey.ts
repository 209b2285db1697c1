/** Carries one registrant through the steps of an edition, in the app, and times each step. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launchApp } from '../../test/shells/app-fixture.ts'
import { reachSimulator } from '../../test/support/e2e.ts'
import { journeySteps, newJourney, stageTitle, type Journey } from '../../test/support/journey-driver.ts'
import { tallScreenshot } from '../../test/support/tall-screenshot.ts'
import { openCardStack } from './card-stack.ts'
import { say, seconds, type DemoRun } from './demo-run.ts'

/** The journey of an edition: its steps in order. Another edition is another list. */
export type JourneySteps = typeof journeySteps

export interface TimedStep {
  readonly id: string
  readonly seconds: number
}

/** Starts the card reader and the app, and says which. */
export async function startApp(run: DemoRun): Promise<Journey> {
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
  return newJourney({
    page: app.page,
    hands: run.simulator,
    sample: run.sample,
    files: run.files,
    reader: stack ? { name: stack.reader } : { insert: true },
    seen: (screen, page) => takeScreenshot(run, screen, page),
    ...(electron ? {} : { saveFolder: run.saveFolder }),
  })
}

export async function takeScreenshot(run: DemoRun, screen: string, page: Page): Promise<void> {
  run.screenCount += 1
  const path = join(run.screens, `${String(run.screenCount).padStart(2, '0')}-${screen}.png`)
  if (run.hasDisplay) await page.screenshot({ path })
  else await tallScreenshot(page, path)
}

export async function takeSteps(journey: Journey, steps: JourneySteps): Promise<TimedStep[]> {
  const timed: TimedStep[] = []
  let stage = ''
  for (const { id, title, run: take } of steps) {
    if (stageTitle(id) !== stage) say(`\n${(stage = stageTitle(id))}`)
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
