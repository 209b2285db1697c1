/**
 * The bare counterpart of the page, bundled into one HTML file: Dexie with the same cases in clear, strict transactions, and nothing else.
 * Runs in a page; `plain-page.ts` opens it.
 */
import { Dexie, type Table } from 'dexie'
import type { CaseRecord } from '../../../domain/case/case.ts'
import { summarise } from '../../../domain/case/summary.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { fold } from '../../../domain/work/search-words.ts'
import { search } from '../../../renderer/features/pages/work-list/search.ts'
import type { ListedCase } from '../../../renderer/client/case-list.ts'
import { clearCase, makeCase, type CaseTexts } from './made-case.ts'

export interface PlainStation {
  readonly cases: number
  readonly seed: number
  readonly before: number
  readonly texts: CaseTexts
}

export interface PlainDesk {
  /** Puts the cases in, unless they are there. */
  fill(station: PlainStation): Promise<void>
  /** Opens the database and reads all cases. Milliseconds; how many. */
  readAll(): Promise<{ readonly milliseconds: number; readonly cases: number }>
  /** One strict put after another, each of a case with a note. Milliseconds of each but the first. */
  put(times: number): Promise<number[]>
  /** A click on “Save” puts once, and then says so on the page. */
  offerToSave(): void
  /** Milliseconds of each query: the app's search over all summaries, and a bare `includes` over the same strings. */
  search(queries: readonly string[]): Promise<{ readonly ours: number[]; readonly bare: number[] }>
  /** Shows the cases' names as buttons; a click reads the case and writes it on the page. */
  list(count: number): Promise<void>
}

const CASES_AT_ONCE = 500
/** So many strings are searched before the clock is read again. */
const LOOKED_AT = 20_000

class PlainDatabase extends Dexie {
  declare readonly cases: Table<CaseRecord, string>
  constructor() {
    super('plain', { chromeTransactionDurability: 'strict', cache: 'disabled' })
    this.version(1).stores({ cases: 'caseId' })
  }
}

let database = new PlainDatabase()

async function putNote(before: CaseRecord): Promise<void> {
  const last = before.events.at(-1)!
  const note = { ...last, seq: last.seq + 1, event: { kind: 'noteAdded' as const, note: 'Invented note' } }
  await database.cases.put({ ...before, events: [...before.events, note] })
}

const desk: PlainDesk = {
  async fill({ cases, seed, before, texts }) {
    if ((await database.cases.count()) === cases) return
    await database.cases.clear()
    for (let first = 0; first < cases; first += CASES_AT_ONCE) {
      const length = Math.min(CASES_AT_ONCE, cases - first)
      await database.cases.bulkPut(Array.from({ length }, (_, index) => clearCase(makeCase(texts, seed, first + index, before))))
    }
  },
  async readAll() {
    database.close()
    database = new PlainDatabase()
    const started = performance.now()
    const all = await database.cases.toArray()
    return { milliseconds: performance.now() - started, cases: all.length }
  },
  async put(times) {
    const cases = await database.cases.limit(times).toArray()
    const took: number[] = []
    for (let turn = 0; turn <= times; turn += 1) {
      const started = performance.now()
      await putNote(cases[turn % cases.length]!)
      if (turn > 0) took.push(performance.now() - started)
    }
    return took
  },
  offerToSave() {
    const button = document.createElement('button')
    button.textContent = 'Save'
    const first = database.cases.limit(1).first()
    button.addEventListener('click', () => {
      void first.then(async (one) => {
        await putNote(one!)
        document.querySelector('main')!.textContent = 'Saved'
      })
    })
    document.body.append(button)
  },
  async search(queries) {
    const summaries: ListedCase[] = []
    await database.cases.each((one) => summaries.push(summarise(one, remote20200408)))
    // The first search folds the words of every case.
    search(summaries, 'a')
    const strings = summaries.map(({ words = '' }) => words)
    // The clock of a page is coarse: short work is repeated.
    const times = Math.max(1, Math.ceil(LOOKED_AT / strings.length))
    const timed = (work: () => number) => {
      let found = 0
      const started = performance.now()
      for (let turn = 0; turn < times; turn += 1) found += work()
      const took = (performance.now() - started) / times
      return found < 0 ? 0 : took
    }
    const ours: number[] = []
    const bare: number[] = []
    for (const query of queries) {
      const folded = fold(query)
      ours.push(timed(() => search(summaries, query).length))
      bare.push(timed(() => strings.filter((words) => words.includes(folded)).length))
    }
    return { ours, bare }
  },
  async list(count) {
    const shown = document.createElement('pre')
    const cases = await database.cases.limit(count).toArray()
    const buttons = cases.map(({ caseId }) => {
      const button = document.createElement('button')
      button.textContent = caseId
      button.addEventListener('click', () => {
        void database.cases.get(caseId).then((found) => {
          shown.textContent = JSON.stringify(found, undefined, 1)
        })
      })
      return button
    })
    document.querySelector('main')!.replaceChildren(...buttons, shown)
  },
}

Object.assign(window, { plainDesk: desk })
