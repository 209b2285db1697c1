/**
 * Start to first paint, and one whole journey.
 *
 * First paint: from the start of the process to the first contentful paint, as the browser itself reports it; the baseline is the same
 * Chromium with the same flags that opens one small page from a file. Each cold start has a fresh data folder; warm starts share one, after one start
 * that does not count.
 * Whole journey: from the first field of the set-up to the closed case, typed by a program that waits for nothing but the app. The baseline is what that
 * program needs by itself: the same screens as dead pages in the same kind of window, the same fields filled in, and the same kind of card
 * written straight through the card code. No keys, no saving, no documents, no second process.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { ok } from '../../domain/result.ts'
import { personalise } from '../../native/card/personalise.ts'
import { createVirtualCard } from '../../native/card/virtual-card.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { inTurns, toRow, type BenchRow } from '../support/bench.ts'
import { now, random, samplePlan } from '../support/cards.ts'
import { startWalk } from '../support/e2e.ts'
import { journeySteps } from '../support/journey/steps.ts'
import { paintOfApp, paintOfChromium, readFlags, withApp, withChromium } from '../support/scale/bare-chromium.ts'

const STARTS = 7
const JOURNEYS = 3

interface DeadScreen {
  readonly html: string
  readonly typed: readonly (readonly [id: string, value: string])[]
  readonly ticked: readonly string[]
}

export default async function run(say: (line: string) => void): Promise<BenchRow[]> {
  if (process.platform !== 'linux') throw new Error('The flags of the app’s browser are read from /proc: this benchmark runs on Linux')
  const flags = await readFlags()
  say(`First paint, ${STARTS} starts of each in turns`)
  const paint = await inTurns(
    STARTS,
    () => paintOfApp(),
    () => paintOfChromium(flags),
  )
  say(`The same on folders that were started from before`)
  const warm = await paintWarm(flags)
  const screens = new Map<string, DeadScreen>()
  await journeyInApp(screens)
  say(`One whole journey, ${JOURNEYS} of each in turns (${screens.size} screens)`)
  const journey = await inTurns(
    JOURNEYS,
    () => journeyInApp(),
    () => journeyBare([...screens.values()], flags),
  )
  return [
    toRow('start to first paint (baseline: bare Chromium, one page)', 'ms', paint.ours, paint.baseline),
    toRow('the same on folders that were started from before', 'ms', warm.ours, warm.baseline),
    toRow('one whole journey (baseline: the same screens dead, the same fields, the card alone)', 's', journey.ours, journey.baseline),
  ]
}

async function paintWarm(flags: readonly string[]): Promise<Awaited<ReturnType<typeof inTurns>>> {
  const [app, bare] = [mkdtempSync(join(tmpdir(), 'ra-desk-warm-')), mkdtempSync(join(tmpdir(), 'ra-desk-warm-bare-'))]
  try {
    await paintOfApp(app)
    await paintOfChromium(flags, bare)
    return await inTurns(
      STARTS,
      () => paintOfApp(app),
      () => paintOfChromium(flags, bare),
    )
  } finally {
    for (const folder of [app, bare]) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

/** Seconds. With `screens`, each screen is kept as it stands just before it is left. */
function journeyInApp(screens?: Map<string, DeadScreen>): Promise<number> {
  return withApp(async (launch) => {
    const keep = async (name: string, page: Page) => {
      screens?.set(name, await readScreen(page))
    }
    const { journey } = await startWalk(launch, screens ? { seen: keep } : {})
    const started = performance.now()
    for (const step of journeySteps) await step.run(journey)
    const took = (performance.now() - started) / 1_000
    journey.hands.close()
    return took
  })
}

function readScreen(page: Page): Promise<DeadScreen> {
  return page.evaluate(() => {
    const inputs = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('main input, main textarea')].filter(
      ({ id }) => id !== '',
    )
    const ticks = inputs.filter(({ type }) => type === 'radio' || type === 'checkbox') as HTMLInputElement[]
    const styles = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText))
      .filter((rule) => !rule.startsWith('@font-face'))
      .join('\n')
    const body = document.body.cloneNode(true) as HTMLElement
    for (const dead of body.querySelectorAll('script, img, canvas')) dead.remove()
    return {
      html: `<!doctype html><meta charset="utf-8"><style>${styles}</style>${body.outerHTML}`,
      typed: inputs
        .filter(({ type, value }) => !['radio', 'checkbox', 'file', 'range'].includes(type) && value !== '')
        .map(({ id, value }) => [id, value] as const),
      ticked: ticks.filter(({ checked }) => checked).map(({ id }) => id),
    }
  })
}

async function journeyBare(screens: readonly DeadScreen[], flags: readonly string[]): Promise<number> {
  return withChromium({ flags, url: 'about:blank' }, async (page) => {
    await page.setViewportSize({ width: 1366, height: 768 })
    const started = performance.now()
    for (const { html, typed, ticked } of screens) {
      await page.setContent(html)
      for (const [id, value] of typed) await page.locator(`[id="${id}"]`).fill(value)
      for (const id of ticked) await page.locator(`[id="${id}"]`).setChecked(true, { force: true })
    }
    const card = createVirtualCard({ state: blankCard({ serial: 1 }), random, changed: () => undefined })
    const written = await personalise({
      connection: { atr: card.state().atr, transmit: (command) => Promise.resolve(ok(card.transmit(command))) },
      plan: samplePlan(),
      random,
      now,
      journal: () => undefined,
    })
    if (written.outcome !== 'done') throw new Error(`The card was not written: ${written.outcome}`)
    return (performance.now() - started) / 1_000
  })
}
