/**
 * Files of the browser’s own database flipped, cut, emptied, deleted, put back to an older copy or left half written, then a real start and
 * a real sign-in: one file, or in a third of the rounds several at once and alike. Each must end with every row that the record holds in the
 * database and every case on the work list, and with words for what was made again; a database that cannot be opened must be set aside by
 * the one button, and made again.
 * Control: what the damaged database holds before RA Desk compares it with the record.
 */
import { randomBytes } from 'node:crypto'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentEvent } from '../../domain/case/events.ts'
import { remote20200408 } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import { journey } from '../fixtures/journey-events.ts'
import { launchApp, type LaunchOptions } from '../shells/app-fixture.ts'
import { findChromium } from '../shells/chromium/find-chromium.ts'
import type { DatabaseRows } from '../support/database-rows.ts'
import { virtualDevices } from '../support/e2e.ts'
import { unlock } from '../support/journey/session.ts'
import { sendIpcRequest } from '../support/ipc-request.ts'
import { photo } from '../support/main-journey.ts'
import { casesReadyForCards } from '../support/ready-cases.ts'
import type { FaultReport, FaultRun } from './suites.ts'
import { damageOne, damageSeveral, type Store, stores } from '../support/database-damage.ts'
import { isWholeByItself, later, type Outcome, people, rowsWhenSettled, startAndJudge, workListOf } from '../support/judge-database.ts'

const ofStore: Readonly<Record<Store, { readonly flags: string; readonly every: number }>> = {
  LevelDB: { flags: '', every: 1 },
  SQLite: { flags: '--enable-features=IdbSqliteBackingStore,IdbSqliteOnDiskRollout', every: 3 },
}
/** Of damages that RA Desk had to do something about, one in so many rounds is looked at without RA Desk as well. */
const CONTROL_EVERY = 6
/** Of nine rounds, those with several files: one of them is on SQLite. */
const SEVERAL = [1, 3, 5]

const noOutcomes: Readonly<Record<Outcome, number>> = {
  'in order': 0,
  'built again, said': 0,
  'caught up, said': 0,
  'pieces of scans fetched, said': 0,
  'rows replaced, said': 0,
  'set aside by the button, built again': 0,
  'broke while in use, built again at the next start': 0,
  'whole again without a word': 0,
  'rows or cases missing': 0,
  'not opened': 0,
}
const harms = ['whole again without a word', 'rows or cases missing', 'not opened'] as const

interface Counted {
  readonly name: string
  readonly damage: typeof damageSeveral | typeof damageOne
  readonly tally: Record<Outcome, number>
  rounds: number
  controls: number
  lost: number
}
const counted = (name: string, damage: Counted['damage']): Counted => ({
  name,
  damage,
  tally: { ...noOutcomes },
  rounds: 0,
  controls: 0,
  lost: 0,
})

export async function databaseSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const made = new Map<Store, Master>()
  const [one, several] = [counted('one file', damageOne), counted('several files', damageSeveral)]
  const breakdown = new Map<string, number>()
  for (let round = 0; round < rounds; round += 1) {
    const of = SEVERAL.includes(round % 9) ? several : one
    const store = stores.findLast((each) => round % ofStore[each].every === 0 && (each === 'LevelDB' || round > 0)) ?? 'LevelDB'
    const master = made.get(store) ?? (await makeMaster(join(folder, store), store))
    made.set(store, master)
    const copy = join(folder, `copy-${String(round)}`)
    await cp(master.place, copy, { recursive: true })
    const { name, way } = await of.damage(copy, master.older, random, of.rounds)
    await cp(copy, `${copy}-control`, { recursive: true })
    const outcome = await startAndJudge(master.options(copy), master.truth)
    of.rounds += 1
    // Some damage harms nothing even without the record, so the control goes on until something was lost.
    if (outcome !== 'in order' && (of.controls * CONTROL_EVERY < of.rounds || of.lost === 0)) {
      of.controls += 1
      if (!(await isWholeByItself(master.options(`${copy}-control`), master.truth))) of.lost += 1
    }
    // The browser of a killed app takes a moment to notice.
    for (const each of [copy, `${copy}-control`]) await rm(each, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    of.tally[outcome] += 1
    const what = `${store}, ${name}, ${way}: ${outcome}`
    if (harms.some((each) => each === outcome)) process.stderr.write(`round ${String(round)}, ${what}\n`)
    breakdown.set(what, (breakdown.get(what) ?? 0) + 1)
  }
  const harmless = [one, several].every(({ tally }) => harms.every((each) => tally[each] === 0))
  return {
    ok: harmless && [one, several].every(({ lost }) => lost > 0),
    harmless,
    figures: {
      ...figuresOf(one),
      ...figuresOf(several),
      ...Object.fromEntries(
        [...breakdown].sort(([left], [right]) => left.localeCompare(right)).map(([what, count]) => [`- ${what}`, count]),
      ),
    },
  }
}

const figuresOf = ({ name, rounds, tally, controls, lost }: Counted): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries({
      damages: rounds,
      ...tally,
      'control: damages': controls,
      'control: rows lost or not opened without the record': lost,
    }).map(([what, count]) => [`${name}: ${what}`, count]),
  )

interface Master {
  readonly place: string
  readonly older: string
  readonly truth: DatabaseRows
  readonly options: (dataFolder: string) => LaunchOptions
}

/** A station with cases whose scans fill more than the database’s first file, closed and opened so often that it has tidied itself, and what it held some acts before. */
async function makeMaster(folder: string, store: Store): Promise<Master> {
  await mkdir(folder, { recursive: true })
  const [master, older, made, browser] = ['master', 'older', 'made', 'browser'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ]
  await writeFile(browser, `#!/bin/sh\nexec '${findChromium()}' ${ofStore[store].flags} "$@"\n`, { mode: 0o755 })
  const options = (dataFolder: string): LaunchOptions => ({
    shell: 'chromium-stand-in',
    dataFolder,
    args: virtualDevices,
    env: { RA_DESK_CHROMIUM: browser },
  })
  let app = await launchApp(options(made))
  const hasBegun = async () => {
    await app.close()
    app = await app.relaunch()
    await unlock({ page: app.page })
    return workListOf(
      app.page,
      people.map(([, family]) => family),
    )
  }
  try {
    await casesReadyForCards(app, people, (index) => new Uint8Array(Buffer.concat([photo(), randomBytes(450_000 + index)])))
    await hasBegun()
    await rowsWhenSettled(app.page)
    await hasBegun()
    await app.close()
    await cp(made, older, { recursive: true })
    app = await app.relaunch()
    await unlock({ page: app.page })
    const { caseId } = await sendIpcRequest(app.page, 'case.prepare', {})
    await sendIpcRequest(app.page, 'case.act', {
      caseId,
      expectedSeq: 0,
      edition: remote20200408.id,
      event: { ...journey.requestReceived, registrantName: `Invented ${later}` } as AgentEvent,
    })
    await hasBegun()
    const truth = await rowsWhenSettled(app.page)
    await hasBegun()
    await app.close()
    await cp(made, master, { recursive: true })
    return { place: master, older, truth, options }
  } finally {
    await app.kill().catch(() => undefined)
  }
}
