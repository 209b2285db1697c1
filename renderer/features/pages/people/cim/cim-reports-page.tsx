/** Reports of Care Identity Management: imported, compared with what RA Desk knows, and their differences settled. */
import { useState } from 'react'
import { differenceKinds, type DifferenceKind } from '../../../../../domain/cim/differences.ts'
import type { DifferenceFilter } from '../../../../../domain/cim/filter-differences.ts'
import { Details, formatCount, formatDateTime, FormError, Spinner } from '../../../../ui/index.ts'
import { PeopleTabs } from '../people-tabs.tsx'
import { Differences } from './differences.tsx'
import { ImportReport } from './import-report.tsx'
import { NotKnownPeople } from './not-known-people.tsx'
import { ReportsList } from './reports-list.tsx'
import { useCim, type CimState } from './use-cim.ts'
import './cim.css'

const kindOf = (part: string | undefined): DifferenceKind | undefined => differenceKinds.find((kind) => kind === part)

/** `part`: the kind of difference that is shown first. */
export function CimReportsPage({ part }: { readonly part?: string }) {
  const kind = kindOf(part)
  const [filter, setFilter] = useState<DifferenceFilter>({ state: 'open', ...(kind ? { kind } : {}) })
  const cim = useCim(filter.state)
  const [showingPeople, setShowingPeople] = useState(false)
  const { view } = cim
  const compared = view?.reports.filter(({ isCompared }) => isCompared) ?? []
  return (
    <>
      <PeopleTabs title="CIM reports" here="/people/cim-reports" />
      <FormError failure={cim.failure} />
      {!view && !cim.failure && <Spinner label="Reading the reports" />}
      {view?.reports.length === 0 && (
        <section className="desk-card cim-first" aria-labelledby="cim-first">
          <h2 className="nhsuk-heading-m" id="cim-first">
            Import the first report
          </h2>
          <p>
            Export a report from Care Identity Management (CIM) as CSV. RA Desk compares it with the people and cards that it knows, and
            lists what differs, each with what to do. The file itself is not kept.
          </p>
          <ImportReport onImported={cim.compare} />
        </section>
      )}
      {view && view.reports.length > 0 && (
        <>
          <ComparedLine cim={cim} />
          {/* Closed again once a report is imported: the differences are what counts then. */}
          <Details key={view.reports.length} summary="Import a report">
            <ImportReport onImported={cim.compare} />
          </Details>
          <Details summary={`Imported reports (${formatCount(view.reports.length)})`}>
            <ReportsList reports={view.reports} onRemoved={cim.compare} />
          </Details>
          {compared.length > 0 && (
            <Details summary="Choose people to add" onToggle={() => setShowingPeople(true)}>
              {/* A comparison that ends begins the list again, without what was selected. */}
              {showingPeople && !cim.comparing && <NotKnownPeople key={view.comparedAt ?? ''} onAdded={cim.compare} />}
            </Details>
          )}
          {(compared.length > 0 || (cim.differences?.length ?? 0) > 0) && <Differences cim={cim} filter={filter} onFilter={setFilter} />}
        </>
      )}
    </>
  )
}

function ComparedLine({ cim: { comparing, view } }: { readonly cim: CimState }) {
  if (comparing)
    return (
      <Spinner
        label={
          comparing.of > 0 ? `Comparing names: ${formatCount(comparing.done)} of ${formatCount(comparing.of)}` : 'Comparing the reports'
        }
      />
    )
  return view?.comparedAt === undefined ? null : <p className="desk-secondary cim-compared">Compared {formatDateTime(view.comparedAt)}</p>
}
