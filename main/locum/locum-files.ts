/** The log on paper and as a file. Each view and each file is noted in the record first. */
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { formatPaperCode } from '../../domain/record/paper-code.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import type { Clock, Fonts, Practice, Settings, SignedInAgent, Store, Views } from '../ports.ts'
import { saveNoted, type SaveFile } from '../record/save-noted.ts'
import type { LocumLogs } from './locum-log.ts'
import { lastGrantedFirst, lineOfEntry, type LocumLine } from './locum-views.ts'

/** What the use-cases of this file need. */
export type LocumFilesPorts = Clock & Fonts & LocumLogs & Practice & Settings & SignedInAgent & Store & Views

/** Entries in the order in which the page shows them; the whole log when it names none. Ids of no entry are left out. */
async function linesOf(desk: LocumFilesPorts, entryIds: readonly string[] | undefined): Promise<readonly LocumLine[]> {
  const book = await desk.locumLog.open()
  const today = plainDateOf(desk.now())
  const entries = entryIds?.flatMap((entryId) => book.find(entryId) ?? []) ?? book.all().toSorted(lastGrantedFirst)
  return entries.map((entry) => lineOfEntry(entry, today))
}

interface DrawnLog {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly entries: number
}
const nameOf = ({ now }: Clock, ending: 'csv' | 'pdf') => `locum-log-${plainDateOf(now())}.${ending}`

/** On paper: the entries that the page shows, or the whole log. */
export async function drawLocumLog(
  desk: LocumFilesPorts,
  { entryIds }: Input<'locum.preview'>,
): Promise<Result<DrawnLog, DocumentFailureCode>> {
  const lines = await linesOf(desk, entryIds)
  const { makeLocumPdf } = await import('../documents/locum-pdf.ts')
  const made = await makeLocumPdf(
    {
      lines,
      isWhole: entryIds === undefined,
      date: plainDateOf(desk.now()),
      provider: desk.settings().serviceProvider.name,
      agent: desk.agent.agentName,
      checkpoint: formatPaperCode(desk.store.checkpoint()),
    },
    { fonts: await desk.documentFonts(), now: desk.now().toISOString(), practice: desk.practice },
  )
  return made.ok ? ok({ fileName: nameOf(desk, 'pdf'), bytes: made.value, entries: lines.length }) : made
}

export async function previewLocumLog(desk: LocumFilesPorts, { entryIds }: Input<'locum.preview'>): Promise<Reply<'locum.preview'>> {
  const noted = await desk.views.note({ action: 'locum-log-previewed', of: JSON.stringify(entryIds ?? 'all') })
  if (!noted.ok) return noted
  const drawn = await drawLocumLog(desk, { entryIds })
  return drawn.ok ? ok({ base64: Buffer.from(drawn.value.bytes).toString('base64') }) : drawn
}

export async function saveLocumLog(
  desk: LocumFilesPorts,
  { kind, entryIds }: Input<'locum.save'>,
  { save, exportsAllowed }: { readonly save: SaveFile; readonly exportsAllowed: boolean },
): Promise<Reply<'locum.save'>> {
  if (kind === 'csv' && !exportsAllowed) return exportsOff
  const made = await (kind === 'csv' ? drawCsv(desk, entryIds) : drawLocumLog(desk, { entryIds }))
  if (!made.ok) return made
  const { fileName, bytes, entries } = made.value
  return saveNoted(desk, { action: `locum-log-saved ${kind}`, detail: { entries } }, () => save(fileName, bytes))
}

async function drawCsv(desk: LocumFilesPorts, entryIds: readonly string[] | undefined): Promise<Result<DrawnLog, never>> {
  const { makeLocumCsv } = await import('../documents/locum-csv.ts')
  const lines = await linesOf(desk, entryIds)
  return ok({ fileName: nameOf(desk, 'csv'), bytes: makeLocumCsv(lines, desk.practice), entries: lines.length })
}

const exportsOff = err(
  'exports-off',
  'Your organisation does not allow lists to be saved as files on this workstation. Nothing was saved.',
  'Print the log, or ask your RA manager.',
)
