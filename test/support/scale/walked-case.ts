/** One whole case, walked through every handler of the app in a folder of its own: what the filler makes all others from. */
import type { CaseRecord } from '../../../domain/case/case.ts'
import { findNamedSecrets, findSpentSecrets } from '../../../domain/case/spent-secrets.ts'
import { foldFacts } from '../../../domain/case/facts.ts'
import type { RecordedEvent } from '../../../domain/case/events.ts'
import type { Evidence } from '../../../domain/values.ts'
import type { StoreTable } from '../../../main/record/store.ts'
import type { Kdf } from '../../../main/vault/argon2.ts'
import { openMainApp } from '../main-app.ts'
import { newCase, walkUntil } from '../main-journey.ts'
import { openToFill, type OpenedToFill } from './open-to-fill.ts'
import type { CaseText, CaseTexts } from './made-case.ts'

/** A row of `main` that comes with the card; the id and the value have placeholders. */
export interface CardRow {
  readonly table: StoreTable
  readonly id: string
  readonly rev: number
  readonly under: 'records' | 'case'
  readonly text: string
}

export interface WalkedCase {
  readonly texts: CaseTexts
  readonly cardRows: readonly CardRow[]
  /** One item of a dispatch, and the manifest around it without items. */
  readonly manifest: { readonly text: string; readonly item: string }
  /** Each scan or picture: the bytes of its pieces. */
  readonly scans: readonly (readonly Uint8Array[])[]
  /** Entries of the record from the request to the first log-in, oldest first. */
  readonly entries: readonly { readonly action: string; readonly ofCase: boolean; readonly hasDetail: boolean }[]
}

/** Nothing that protects a passphrase: the folder is gone in a second. */
const weakKdf: Kdf = {
  workerUrl: new URL('../../../main/vault/argon2-worker.ts', import.meta.url),
  parameters: { memoryKiB: 64, iterations: 1, parallelism: 1 },
  floor: { memoryKiB: 64, iterations: 1, parallelism: 1 },
}

/** Events after which the app itself goes on at once: no case rests there. */
const passing = new Set<RecordedEvent['event']['kind']>(['cardWriteStarted', 'phoneCodeTexted', 'identityDocumentAttached'])
const isPassing = ({ event }: RecordedEvent): boolean => passing.has(event.kind) || ('outcome' in event && event.outcome === 'begun')

export async function walkOneCase(): Promise<WalkedCase> {
  const main = await openMainApp()
  try {
    await main.setUp()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'first-log-in')
    await main.app.lock('asked')
    const opened = await openToFill(main.folder, weakKdf)
    const walked = await takeApart(opened, caseId)
    await opened.close()
    return walked
  } finally {
    main.remove()
  }
}

async function takeApart({ store, record }: OpenedToFill, caseId: string): Promise<WalkedCase> {
  const keyId = store.findCaseKey(caseId)!
  const walked = (await store.read('cases', caseId, keyId)) as CaseRecord
  const facts = foldFacts(walked.events)
  const evidence = evidenceOf(walked.events)
  const secrets = findNamedSecrets(facts)
  const [dispatch] = store.ids('manifests')
  const { closedAt, manifest } = (await store.read('manifests', dispatch!, 'records')) as {
    readonly closedAt: string
    readonly manifest: { readonly items: readonly object[] }
  }
  const hide = placeholders([
    [caseId, 'caseId'],
    [walked.caseReference, 'reference'],
    [keyId, 'keyId'],
    ...evidence.flatMap(({ evidenceId, keyId: key }, index) => [
      [evidenceId, `evidence${String(index)}`] as const,
      [key, `evidenceKey${String(index)}`] as const,
    ]),
    ...secrets.map((id, index) => [id, `secret${String(index)}`] as const),
    [facts.uuid, 'uuid'],
    [facts.registrant?.mobile, 'mobile'],
    [facts.registrant?.name.given, 'given'],
    [facts.registrant?.name.family, 'family'],
    [facts.liveCard?.serial, 'serial'],
    [findGuid(walked.events), 'guid'],
    [dispatch, 'dispatch'],
    [findItem(walked.events), 'item'],
    [walked.events[0]!.agentId, 'agentId'],
  ])
  const entries = await entriesOf(record, caseId)
  return {
    texts: { edition: walked.edition, cases: restingPoints(walked, hide, entries.length, secrets) },
    cardRows: await cardRowsOf(store, keyId, hide),
    manifest: {
      text: hide(JSON.stringify({ closedAt, manifest: { ...manifest, items: [] } })),
      item: hide(JSON.stringify(manifest.items[0])).replace('"position":1', '"position":@position@'),
    },
    scans: await Promise.all(
      evidence.map(async ({ evidenceId, keyId: key, chunks: count }) => {
        const pieces: Uint8Array[] = []
        for (let index = 0; index < count; index += 1)
          pieces.push((await store.readBytes('chunks', `${evidenceId}:${String(index)}`, key, { index, count }))!)
        return pieces
      }),
    ),
    entries,
  }
}

function restingPoints(
  walked: CaseRecord,
  hide: (text: string) => string,
  entries: number,
  secrets: readonly string[],
): readonly CaseText[] {
  const first = Date.parse(walked.events[0]!.at)
  return walked.events.flatMap((last, index) => {
    if (isPassing(last)) return []
    const events = walked.events.slice(0, index + 1)
    const facts = foldFacts(events)
    const spent = findSpentSecrets(facts)
    const live = findNamedSecrets(facts).filter((id) => !spent.includes(id))
    const timed = events.map((event) => ({ ...event, at: `@at${String(Date.parse(event.at) - first)}@` }))
    const has = (kind: RecordedEvent['event']['kind']) => events.some(({ event }) => event.kind === kind)
    return [
      {
        text: hide(JSON.stringify({ ...walked, events: timed })).replace('"position":1,"service"', '"position":@position@,"service"'),
        entries: Math.round((entries * events.length) / walked.events.length),
        liveSecrets: live.map((id) => secrets.indexOf(id)),
        hasScans: has('photographAttached'),
        hasCard: has('cardWritten'),
        isPosted: has('manifestClosed'),
      },
    ]
  })
}

async function cardRowsOf({ ids, read, keyIdOf, revOf }: OpenedToFill['store'], caseKey: string, hide: (text: string) => string) {
  const rows: CardRow[] = []
  for (const table of ['card-steps', 'card-transcripts', 'card-certificates'] as const) {
    for (const id of ids(table)) {
      const under = (await keyIdOf(table, id)) === caseKey ? 'case' : 'records'
      const value = await read(table, id, under === 'case' ? caseKey : 'records')
      rows.push({ table, id: hide(id), rev: (await revOf(table, id))!, under, text: hide(JSON.stringify(value)) })
    }
  }
  return rows
}

async function entriesOf(record: OpenedToFill['record'], caseId: string): Promise<WalkedCase['entries']> {
  const entries: { action: string; ofCase: boolean; hasDetail: boolean }[] = []
  for await (const read of record.entries(0)) {
    if (!read.ok) throw new Error(read.error.code)
    const { action, caseRef, detail } = read.value
    const ofCase = caseRef === caseId
    if (ofCase || entries.length > 0) entries.push({ action, ofCase, hasDetail: detail !== null })
  }
  return entries.slice(0, entries.findLastIndex(({ ofCase }) => ofCase) + 1)
}

/** Scans and pictures in the order in which they were attached. */
function evidenceOf(events: readonly RecordedEvent[]): Evidence[] {
  return events.flatMap(({ event }) =>
    event.kind === 'identityDocumentAttached'
      ? [event.evidence]
      : event.kind === 'photographAttached'
        ? [event.evidence, event.print!, event.chip!, ...(event.smallerChips ?? [])]
        : [],
  )
}

const findGuid = (events: readonly RecordedEvent[]): string | undefined =>
  events.flatMap(({ event }) => (event.kind === 'cardWriteStarted' ? (event.guid ?? []) : []))[0]
const findItem = (events: readonly RecordedEvent[]): string | undefined =>
  events.flatMap(({ event }) => (event.kind === 'labelMade' ? event.itemReference : []))[0]

function placeholders(known: readonly (readonly [found: string | undefined, word: string])[]): (text: string) => string {
  return (text) =>
    known.reduce((hidden, [found, word]) => {
      if (!found) throw new Error(`the walked case has no ${word}`)
      return hidden.replaceAll(found, `@${word}@`)
    }, text)
}
