/**
 * Persons as the newest reports name them, for somebody who was never registered here. Holds where each person stands in the reports, and reads
 * the piece with their rows when they are asked for.
 */
import type { ReportKind } from '../../domain/cim/report-kinds.ts'
import type { ReportRow } from '../../domain/cim/report-row.ts'
import type { ReportStatus } from '../../domain/cim/report-words.ts'
import type { ReportBook, ReportHead } from './report-book.ts'

export interface PersonOfReport {
  readonly uuid: string
  readonly name?: string
  readonly email?: string
  readonly hasEmail?: boolean
  readonly hasMobile?: boolean
  readonly organisation?: string
  readonly odsCodes?: readonly string[]
  /** Of the profile; only a report of users says it. */
  readonly status?: ReportStatus
  /** The day of the report that says it. */
  readonly reportedOn: string
}

export interface PersonsOfReport {
  find(uuid: string): Promise<PersonOfReport | undefined>
  /** Everyone, some hundred at a time, between which other work goes on. Each person once. */
  all(): AsyncGenerator<readonly PersonOfReport[]>
}

/** The report of users first: the others name a person whom it does not. */
const kinds: readonly ReportKind[] = ['users', 'smartcards', 'authenticators', 'requests']

export function personsOfReport(book: Pick<ReportBook, 'newest' | 'pieces' | 'piece'>): PersonsOfReport {
  let index: { readonly of: string; readonly places: ReadonlyMap<string, Place> } | undefined

  interface Place {
    readonly head: ReportHead
    readonly pieces: number[]
  }

  async function places(): Promise<ReadonlyMap<string, Place>> {
    const heads = kinds.flatMap((kind) => book.newest(kind) ?? [])
    const of = heads.map(({ reportId }) => reportId).join(' ')
    if (index?.of === of) return index.places
    const found = new Map<string, Place>()
    for (const head of heads) {
      let at = 0
      for await (const rows of book.pieces(head)) {
        for (const { uuid } of rows) {
          if (uuid === undefined) continue
          const place = found.get(uuid) ?? { head, pieces: [] }
          if (place.head === head && place.pieces.at(-1) !== at) place.pieces.push(at)
          found.set(uuid, place)
        }
        at += 1
      }
    }
    index = { of, places: found }
    return found
  }

  return {
    async find(uuid) {
      const place = (await places()).get(uuid)
      if (!place) return undefined
      const rows: ReportRow[] = []
      for (const piece of place.pieces) rows.push(...(await book.piece(place.head, piece)).filter((row) => row.uuid === uuid))
      return personOf(uuid, rows, place.head)
    },
    async *all() {
      const known = await places()
      for (const kind of kinds) {
        const head = book.newest(kind)
        if (!head) continue
        let at = 0
        for await (const rows of book.pieces(head)) {
          const here = Map.groupBy(rows, ({ uuid }) => uuid)
          const persons: PersonOfReport[] = []
          for (const [uuid, own] of here) {
            const place = uuid === undefined ? undefined : known.get(uuid)
            if (uuid === undefined || place?.head.reportId !== head.reportId || place.pieces[0] !== at) continue
            persons.push(personOf(uuid, own, head))
          }
          at += 1
          yield persons
        }
      }
    },
  }
}

/** One person on several rows, with one position on each: the first that says something. */
function personOf(uuid: string, rows: readonly ReportRow[], { kind, reportedOn }: ReportHead): PersonOfReport {
  const first = <Field extends keyof ReportRow>(field: Field): ReportRow[Field] | undefined =>
    rows.find((row) => row[field] !== undefined)?.[field]
  const said = {
    name: first('name'),
    email: first('email'),
    hasEmail: first('hasEmail'),
    hasMobile: first('hasMobile'),
    organisation: first('organisation'),
    odsCodes: first('odsCodes'),
    status: kind === 'users' ? first('status') : undefined,
  }
  return { uuid, reportedOn, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) }
}
