/** Handlers of `preload/contract/cim.ts`. */
import type { DifferenceKind } from '../../domain/cim/differences.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { err, ok } from '../../domain/result.ts'
import type { Handlers, Input, Reply } from '../../preload/contract.ts'
import type { cimChannels } from '../../preload/contract/cim.ts'
import type { PageToPrint, PrintEnd } from '../documents/page-to-print.ts'
import type { Clock, Practice, Store, Views } from '../ports.ts'
import { saveNoted, type SaveFile } from '../record/save-noted.ts'
import type { AddPeoplePorts } from './add-people.ts'
import type { ImportReportPorts } from './import-report.ts'
import type { SettlePorts } from './settle-differences.ts'

type CimHandlerPorts = AddPeoplePorts & Clock & ImportReportPorts & Practice & SettlePorts & Store & Views

export interface CimHandlerDeps {
  readonly desk: () => CimHandlerPorts
  readonly save: SaveFile
  readonly printPage: (page: PageToPrint) => Promise<PrintEnd>
  /** What the policy of the organisation says. */
  readonly exportsAllowed: () => boolean
}

/** About half a megabyte. */
const MOST_IN_ANSWER = 2_000
/** 40 pages of paper. */
const MOST_ON_PAPER = 1_000

export function cimHandlers(deps: CimHandlerDeps): Pick<Handlers, keyof typeof cimChannels> {
  const { desk, exportsAllowed } = deps
  return {
    'cim.read': async () => readReports(desk(), exportsAllowed()),
    'cim.readReport': async (input) => (await import('./import-report.ts')).readReport(desk(), input),
    'cim.importReport': async (input) => (await import('./import-report.ts')).importReport(desk(), input),
    'cim.removeRows': (input) => removeRows(desk(), input),
    'cim.compare': async () => (await desk().cim.open()).compare(),
    'cim.differences': async ({ state, from }) => {
      const noted = await desk().views.note({ action: 'cim-differences-viewed', of: 'cim' })
      if (!noted.ok) return noted
      const cim = await desk().cim.open()
      const all = cim.list(state)
      return ok({ differences: all.slice(from, from + MOST_IN_ANSWER), total: all.length, version: cim.version() })
    },
    'cim.notKnown': async () => (await import('./add-people.ts')).listNotKnown(desk()),
    'cim.addPeople': async (input) => (await import('./add-people.ts')).addPeople(desk(), input),
    'cim.settle': async (input) => (await import('./settle-differences.ts')).settleDifferences(desk(), input),
    'cim.reopen': async (input) => (await import('./settle-differences.ts')).reopenDifferences(desk(), input),
    'cim.save': (input) => saveSelected(desk(), input, deps),
    'cim.print': (input) => printSelected(desk(), input, deps),
  }
}

async function readReports(desk: CimHandlerPorts, canExport: boolean): Promise<Reply<'cim.read'>> {
  const cim = await desk.cim.open()
  const comparedAt = cim.comparedAt()
  const open: Partial<Record<DifferenceKind, number>> = {}
  for (const { kind, state } of cim.differences.states.values()) if (state === 'open') open[kind] = (open[kind] ?? 0) + 1
  return ok({
    reports: cim.reports.heads().map(({ rev: _, order: __, pieces: ___, sha256: ____, ...head }) => ({
      ...head,
      isCompared: cim.reports.newest(head.kind)?.reportId === head.reportId,
    })),
    ...(comparedAt === undefined ? {} : { comparedAt }),
    open,
    canExport,
  })
}

async function removeRows(desk: CimHandlerPorts, { reportId }: Input<'cim.removeRows'>): Promise<Reply<'cim.removeRows'>> {
  const cim = await desk.cim.open()
  return cim.inSequence(async () => {
    const report = cim.reports.heads().find((head) => head.reportId === reportId && !head.removed)
    if (!report) return noSuchReport
    const removed = await cim.reports.removeRows(report, { at: desk.now().toISOString(), by: desk.agent.agentName })
    return removed.ok ? ok({}) : removed
  })
}

async function saveSelected(
  desk: CimHandlerPorts,
  { which }: Input<'cim.save'>,
  { save, exportsAllowed }: CimHandlerDeps,
): Promise<Reply<'cim.save'>> {
  if (!exportsAllowed()) return exportsOff
  const { findSelected } = await import('./settle-differences.ts')
  const selected = findSelected(await desk.cim.open(), which, desk)
  if (!selected.ok) return selected
  const { makeDifferencesCsv } = await import('./save-differences.ts')
  const bytes = makeDifferencesCsv(selected.value, desk.practice)
  const note = { action: 'cim-differences-saved', detail: { rows: selected.value.length } }
  return saveNoted(desk, note, () => save(`cim-differences-${plainDateOf(desk.now())}.csv`, bytes))
}

async function printSelected(
  desk: CimHandlerPorts,
  { which }: Input<'cim.print'>,
  { printPage }: CimHandlerDeps,
): Promise<Reply<'cim.print'>> {
  const { findSelected } = await import('./settle-differences.ts')
  const cim = await desk.cim.open()
  const selected = findSelected(cim, which, desk)
  if (!selected.ok) return selected
  if (selected.value.length > MOST_ON_PAPER) return tooMany(selected.value.length)
  const noted = await desk.store.commit([], { action: 'cim-differences-printed', detail: { rows: selected.value.length } })
  if (!noted.ok) return noted
  const { makeDifferencesPage } = await import('./save-differences.ts')
  const comparedAt = cim.comparedAt()
  const page = makeDifferencesPage(selected.value, {
    practice: desk.practice,
    today: plainDateOf(desk.now()),
    by: desk.agent.agentName,
    comparedOn: comparedAt === undefined ? undefined : plainDateOf(new Date(comparedAt)),
  })
  const end = await printPage(page)
  if (end !== 'printed') await desk.store.commit([], { action: 'not-printed' })
  return end === 'failed' ? notPrinted : ok({ printed: end === 'printed' })
}

const noSuchReport = err('no-such-report', 'The rows of this report are not kept any more. Nothing was changed.', 'Look at the list again.')
const exportsOff = err(
  'exports-off',
  'Your organisation does not allow lists to be saved as files on this workstation. Nothing was saved.',
  'Print the list, or ask your RA manager.',
)
const notPrinted = err('not-printed', 'The list could not be printed. Nothing was changed.', 'Check the printer and print it again.')
const tooMany = (count: number) =>
  err(
    'too-many-to-print',
    `These are ${count} differences, and ${MOST_ON_PAPER} are the most that RA Desk prints at once. Nothing was printed.`,
    'Filter the list, or save it as a file for a spreadsheet.',
  )
