/** The acts of an agent on stations of several sizes: what the rows of growth and the chart are made from, and most of the table. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { copyStation, type KeptStation } from './kept-stations.ts'
import {
  closeDesk,
  collectGarbage,
  loseDatabase,
  measureArgon2,
  memoryOfApp,
  memoryOfBarePage,
  openBareCases,
  openCases,
  saveBare,
  saveNotes,
  startAndUnlock,
  typeQueries,
  waitForRest,
} from './measured-desk.ts'
import type { OpenPlainPage } from './plain-page.ts'
import type { RunningApp } from '../../shells/app-fixture.ts'

export interface Turns {
  readonly unlocks: number
  readonly rebuilds: number
  readonly acts: number
}

/** Milliseconds and MB, ours and bare. */
export interface StationFigures {
  readonly cases: number
  readonly unlock: Pair
  readonly rebuild: Pair
  readonly keystroke: Pair
  readonly open: Pair
  /** To the words on the page, beside a put alone; and to their paint, beside a click, a put and the paint of a word. */
  readonly save: Pair
  readonly savePainted: Pair
  readonly page: Pair
  readonly main: number[]
}
export interface Pair {
  readonly ours: number[]
  readonly bare: number[]
}

export interface StationUnderTest {
  readonly station: KeptStation
  readonly openPlain: OpenPlainPage
  /** For the copy of the station. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly turns: Turns
}

/** Queries of an agent: a name without its accents, part of a number, a reference. */
export const queries = ['sian', '07700900', 'kowal', 'ra-3']
const emptyPair = (): Pair => ({ ours: [], bare: [] })

/** `atWork` measures more in the app before it is closed for the last time. */
export async function measureStation<More>(
  { station, openPlain, folder, env, turns }: StationUnderTest,
  atWork: (app: RunningApp, figures: StationFigures) => Promise<More>,
): Promise<{ readonly figures: StationFigures; readonly more: More }> {
  const figures: StationFigures = {
    cases: station.filled.cases,
    unlock: emptyPair(),
    rebuild: emptyPair(),
    keystroke: emptyPair(),
    open: emptyPair(),
    save: emptyPair(),
    savePainted: emptyPair(),
    page: emptyPair(),
    main: [],
  }
  mkdirSync(folder, { recursive: true })
  const data = join(folder, 'data')
  copyStation(station, data)
  const started: RunningApp[] = []
  try {
    const readBare = () => openPlain(({ ask }) => ask('readAll')).then(({ milliseconds }) => milliseconds)
    const unlock = async (pair: Pair): Promise<RunningApp> => {
      const argon2 = await measureArgon2()
      const { app, milliseconds } = await startAndUnlock(data, env)
      started.push(app)
      pair.ours.push(milliseconds - argon2)
      return app
    }
    for (let turn = 0; turn < turns.rebuilds; turn += 1) {
      loseDatabase(data)
      const app = await unlock(figures.rebuild)
      await waitForRest(app)
      await closeDesk(app)
      figures.rebuild.bare.push(await readBare())
    }
    for (let turn = 1; turn < turns.unlocks; turn += 1) {
      figures.unlock.bare.push(await readBare())
      await closeDesk(await unlock(figures.unlock))
    }
    figures.unlock.bare.push(await readBare())
    const app = await unlock(figures.unlock)
    await waitForRest(app)
    await measureActs(app, figures, turns.acts)
    const more = await atWork(app, figures)
    await closeDesk(app)
    await measureBareActs(openPlain, figures, turns.acts)
    return { figures, more }
  } finally {
    // None is left after an ordinary end.
    for (const app of started) await app.kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

async function measureActs(app: RunningApp, figures: StationFigures, acts: number): Promise<void> {
  await collectGarbage(app.page)
  const memory = memoryOfApp(app)
  figures.page.ours.push(memory.page)
  figures.main.push(memory.main)
  figures.keystroke.ours.push(...(await typeQueries(app.page, '#work-list-search', queries)))
  figures.open.ours.push(...(await openCases(app.page, acts)))
  const saved = await saveNotes(app.page, acts)
  figures.save.ours.push(...saved.said)
  figures.savePainted.ours.push(...saved.painted)
}

async function measureBareActs(openPlain: OpenPlainPage, figures: StationFigures, acts: number): Promise<void> {
  await openPlain(async ({ page, ask, folder }) => {
    await collectGarbage(page)
    figures.page.bare.push(memoryOfBarePage(folder))
    figures.keystroke.bare.push(...(await typeQueries(page, '#field', queries)))
    figures.save.bare.push(...(await ask('put', acts)))
    await ask('offerToSave')
    figures.savePainted.bare.push(...(await saveBare(page, acts)).painted)
    await ask('list', acts + 1)
    figures.open.bare.push(...(await openBareCases(page, acts)))
  })
}
