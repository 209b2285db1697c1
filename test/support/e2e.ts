/** A running app with an empty data folder and virtual devices, and a journey to carry through it. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { connectSimulator, type SimulatorControls } from '../../native/simulator-controls.ts'
import { angharad } from '../../tools/demo/samples.ts'
import { projectFolder } from '../shells/shells.ts'
import type { LaunchOptions, RunningApp } from '../shells/app-fixture.ts'
import { newJourney, type Journey } from './journey/journey.ts'

export const virtualDevices = ['--reader=virtual', '--text=virtual', '--printer=virtual'] as const

export interface Walk {
  app: RunningApp
  readonly journey: Journey
}

export async function startWalk(
  launch: (options?: LaunchOptions) => Promise<RunningApp>,
  given: Partial<Pick<Journey, 'seen'>> = {},
): Promise<Walk> {
  const app = await launch({ args: virtualDevices })
  const journey = newJourney({
    page: app.page,
    hands: await reachSimulator(app),
    sample: angharad,
    files: join(projectFolder, 'tools/demo/input', angharad.title),
    reader: { insert: true },
    ...(process.env['RA_DESK_TEST_DIALOGS'] === 'native' ? {} : { saveFolder: app.saveFolder }),
    ...picturesOfScreens(),
    ...given,
  })
  await app.page.setViewportSize({ width: 1366, height: 768 })
  return { app, journey }
}

/** With RA_DESK_TEST_PICTURES, a folder below `test-output`: a picture of each screen of the journey. */
function picturesOfScreens(): Partial<Pick<Journey, 'seen'>> {
  const place = process.env['RA_DESK_TEST_PICTURES']
  if (place === undefined) return {}
  const seen = async (screen: string, page: Page): Promise<void> => {
    await page.screenshot({ path: join(projectFolder, 'test-output', place, `${screen}.png`) })
  }
  return { seen }
}

/** The app after it was killed or closed, with its page and its hands. */
export async function startAgain(walk: Walk): Promise<void> {
  walk.journey.hands.close()
  walk.app = await walk.app.relaunch()
  walk.journey.page = walk.app.page
  walk.journey.hands = await reachSimulator(walk.app)
  await walk.app.page.setViewportSize({ width: 1366, height: 768 })
}

/** The socket of the hands opens with the device process, a moment after the page. */
export async function reachSimulator({ handsPath }: Pick<RunningApp, 'handsPath'>): Promise<SimulatorControls> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await connectSimulator(handsPath)
    } catch (error) {
      if (attempt === 100) throw error
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
  }
}
