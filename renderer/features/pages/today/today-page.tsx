/** The first page: what is overdue, and what is to be done today. Each row has its one next action. */
import { Fragment, useMemo, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { formatLongDate } from '../../../../domain/format.ts'
import { isOverdue } from '../../../../domain/work-item.ts'
import { useMayOpen } from '../../../client/use-access.ts'
import { useListView, useRebuilding, useStationState, useTally } from '../../../client/use-case-client.ts'
import { Button, formatCount } from '../../../ui/index.ts'
import { useListQuery } from '../../shared/list-query/list-query-context.ts'
import { ErasedSoon } from '../retention/soon.tsx'
import { SetUpLeft } from '../set-up/set-up-left.tsx'
import { FirstThing } from '../work-list/first-thing.tsx'
import { RebuildProgress } from '../work-list/rebuild-progress.tsx'
import { labelsOf } from '../work-list/work-list-filters.ts'
import { CaseRow, ItemRow } from './today-rows.tsx'
import { compareWaits, firstOf, sectionsOf, type TodaySection } from './today-sections.ts'
import { useWorkItems } from './use-work-items.ts'
import './today.css'

/** More of them are on the work list. */
const MOST_ROWS = 20

export function Today() {
  const [, go] = useLocation()
  const { today } = useStationState()
  const isRebuilding = useRebuilding() !== undefined
  const hasCases = (useTally(labelsOf).get('all') ?? 0) > 0
  const mayOpen = useMayOpen()
  const { items, failed } = useWorkItems()
  const shown = useMemo(() => items.filter(({ place }) => mayOpen(place)), [items, mayOpen])
  const sections = useMemo(() => sectionsOf(today), [today])
  const overdueItems = shown.filter((item) => isOverdue(item, today))
  const otherItems = shown.filter((item) => !isOverdue(item, today))
  return (
    <>
      <div className="desk-page-head">
        <h1 className="nhsuk-heading-l">Today</h1>
        <p className="desk-secondary">{formatLongDate(today)}</p>
        <Button onClick={() => go('/new')}>New request</Button>
      </div>
      <RebuildProgress />
      {failed && <p role="alert">The work beside the cases could not be read. The cases below are right. Open this page again.</p>}
      {hasCases || shown.length > 0 ? (
        <div className="today-sections">
          {sections.map((section) => (
            <Fragment key={section.id}>
              <Section section={section} today={today}>
                {section.id === 'overdue' ? overdueItems.map((item) => <ItemRow key={item.id} item={item} today={today} />) : []}
              </Section>
              {/* What is overdue comes before everything else. */}
              {section.id === 'overdue' && <Notices />}
            </Fragment>
          ))}
          <section className="today-section" aria-labelledby="today-items" data-empty={otherItems.length === 0 ? '' : undefined}>
            <h2 className="nhsuk-heading-s" id="today-items">
              Reviews and other work
            </h2>
            {otherItems.length === 0 ? (
              <p className="desk-secondary">No review or other work is waiting.</p>
            ) : (
              <ul className="today-rows">
                {otherItems.map((item) => (
                  <ItemRow key={item.id} item={item} today={today} />
                ))}
              </ul>
            )}
          </section>
        </div>
      ) : (
        <>
          <Notices />
          {!isRebuilding && <FirstThing />}
        </>
      )}
    </>
  )
}

const Notices = () => (
  <>
    <ErasedSoon />
    <SetUpLeft />
  </>
)

interface SectionProps {
  readonly section: TodaySection
  readonly today: string
  /** Rows that stand before the cases. */
  readonly children: readonly ReactNode[]
}

function Section({ section, today, children }: SectionProps) {
  const { setQuery } = useListQuery()
  const cases = useListView(section.holds)
  const first = useMemo(() => firstOf(cases, MOST_ROWS, compareWaits), [cases])
  const isEmpty = cases.length + children.length === 0
  const isOverdueSection = section.id === 'overdue' && !isEmpty
  return (
    <section
      className="today-section"
      aria-labelledby={`today-${section.id}`}
      data-empty={isEmpty ? '' : undefined}
      data-overdue={isOverdueSection ? '' : undefined}
    >
      <h2 className="nhsuk-heading-s" id={`today-${section.id}`}>
        {section.title} {!isEmpty && <span className="desk-mono">({formatCount(cases.length + children.length)})</span>}
      </h2>
      {isEmpty ? (
        <p className="desk-secondary">{section.empty}</p>
      ) : (
        <ul className="today-rows">
          {children}
          {first.map((one) => (
            <CaseRow key={one.caseId} one={one} today={today} />
          ))}
        </ul>
      )}
      {cases.length > first.length && (
        <p>
          <Link href="/work-list" onClick={() => setQuery(section.query)}>
            Show all {formatCount(cases.length)} on the work list
          </Link>
        </p>
      )}
    </section>
  )
}
