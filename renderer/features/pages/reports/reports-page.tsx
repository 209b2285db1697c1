/** How the work goes: each report as a picture and a table, for a period, to print or for a spreadsheet. */
import { useEffect, useMemo, useState } from 'react'
import { useForm } from 'react-hook-form'
import { formatLongDate } from '../../../../domain/format.ts'
import { readFacts, reportLabelsOf } from '../../../../domain/work/report-facts.ts'
import {
  cardsByState,
  consumables,
  overdue,
  rejections,
  throughput,
  waitingTimes,
  type CardCounts,
  type Period,
  type Report,
} from '../../../../domain/work/reports.ts'
import { rowsToText } from '../../../../domain/work/saved-table.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient, useEditions, useStationState, useTally } from '../../../client/use-case-client.ts'
import { BarChart } from '../../../ui/bar-chart.tsx'
import { announce, Button, DateField, dateFromIso, ErrorSummary, useSubmit } from '../../../ui/index.ts'
import { showProblems } from '../../shared/before-call/read-form.ts'
import { SaveTable } from '../../shared/list-query/save-table.tsx'
import { RebuildProgress } from '../work-list/rebuild-progress.tsx'
import { OWN_PERIOD, readPeriod, usualPeriod, usualPeriods, type OwnDays } from './choose-period.ts'
import './reports.css'

function useCardCounts(): CardCounts | undefined {
  const client = useCaseClient()
  const maySee = useAccess('work.cards') !== 'no'
  const [counts, setCounts] = useState<CardCounts>()
  useEffect(() => {
    if (!maySee) return undefined
    let current = true
    void client.call('work.cards', {}).then((answer) => {
      if (current && answer.ok) setCounts(answer.value)
    })
    return () => {
      current = false
    }
  }, [client, maySee])
  return counts
}

export function Reports() {
  const { today } = useStationState()
  const editions = useEditions()
  const counts = useTally(reportLabelsOf)
  const cards = useCardCounts()
  const [chosen, setChosen] = useState<string>(usualPeriods[0].id)
  // Until both days are right, the reports stay as they were.
  const [own, setOwn] = useState<Period>()
  const period = useMemo(() => (chosen === OWN_PERIOD && own ? own : usualPeriod(chosen, today)), [chosen, own, today])
  const reports = useMemo(() => {
    const facts = readFacts(counts)
    return [
      throughput(facts, period),
      waitingTimes(facts, period, editions),
      rejections(facts, period, editions),
      overdue(facts, today),
      ...(cards ? [cardsByState(cards), consumables(facts, cards)] : []),
    ]
  }, [counts, period, editions, today, cards])
  const words = periodInWords(period)
  return (
    <>
      <div className="desk-page-head">
        <h1 className="nhsuk-heading-l">Reports</h1>
        <p className="desk-secondary">{words}</p>
      </div>
      <div className="desk-toolbar reports-tools">
        <div className="nhsuk-form-group">
          <label className="nhsuk-label" htmlFor="reports-period">
            Period
          </label>
          <select
            id="reports-period"
            className="nhsuk-select"
            value={chosen}
            onChange={(change) => {
              setOwn(period)
              setChosen(change.target.value)
            }}
          >
            {usualPeriods.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
            <option value={OWN_PERIOD}>From one day to another</option>
          </select>
        </div>
        <SaveTable name="the report" make={(format) => (format === 'pdf' ? sheetOfReports : tableOfReports)(reports, words)} />
      </div>
      {chosen === OWN_PERIOD && <OwnPeriod first={period} today={today} onPeriod={setOwn} />}
      <RebuildProgress />
      <div className="reports">
        {reports.map((report) => (
          <ReportSection key={report.id} report={report} />
        ))}
      </div>
    </>
  )
}

interface OwnPeriodProps {
  /** What the fields begin with. */
  readonly first: Period
  readonly today: string
  readonly onPeriod: (period: Period) => void
}

function OwnPeriod({ first, today, onPeriod }: OwnPeriodProps) {
  const form = useForm<OwnDays>({ defaultValues: { from: dateFromIso(first.from), to: dateFromIso(first.to) } })
  const { onSubmit } = useSubmit(form, async (values) => {
    const read = readPeriod(values, today)
    if (read.problems) return showProblems(form, read.problems)
    onPeriod(read.period)
    announce(`Reports for ${periodInWords(read.period)}`)
    return undefined
  })
  return (
    <form onSubmit={onSubmit} noValidate className="desk-card reports-own" aria-label="From one day to another">
      <ErrorSummary form={form} />
      <div className="reports-days">
        <DateField form={form} name="from" legend="First day" />
        <DateField form={form} name="to" legend="Last day" />
        <Button type="submit" variant="secondary">
          Show this period
        </Button>
      </div>
    </form>
  )
}

const periodInWords = ({ from, to }: Period): string => `${formatLongDate(from)} to ${formatLongDate(to)}`

function ReportSection({ report }: { readonly report: Report }) {
  const { id, title, about, columns, rows, empty } = report
  return (
    <section className="reports-one" aria-labelledby={`report-${id}`}>
      <h2 className="nhsuk-heading-m" id={`report-${id}`}>
        {title}
      </h2>
      <p className="desk-secondary">{about}</p>
      {rows.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <>
          <BarChart label={`${title}. The numbers are in the table below.`} rows={rows} series={columns.slice(1)} />
          <div className="desk-table-wrap">
            <table className="desk-table">
              <thead>
                <tr>
                  {columns.map((column, index) => (
                    <th key={column} scope="col" className={index === 0 ? undefined : 'reports-figure'}>
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.label}>
                    <th scope="row">{row.label}</th>
                    {row.values.map((value, index) => (
                      <td key={columns[index + 1]} className="reports-figure">
                        {value.toLocaleString('en-GB')} {report.unit === 'days' ? (value === 1 ? 'day' : 'days') : ''}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  )
}

/** On paper, what is compared stands side by side. */
function sheetOfReports(reports: readonly Report[], period: string) {
  const rows = reports.flatMap(({ title, columns, rows: ofReport, unit }) =>
    ofReport.map(({ label, values }, index) => [
      index === 0 ? title : '',
      label,
      values.map((value, place) => `${columns[place + 1] ?? ''}: ${value.toLocaleString('en-GB')}`).join(', '),
      unit,
    ]),
  )
  return { of: 'report' as const, title: 'Reports', about: period, columns: ['Report', 'Of', 'Numbers', 'Unit'], rows: rowsToText(rows) }
}

/** For a spreadsheet: one number in each row. */
function tableOfReports(reports: readonly Report[], period: string) {
  const rows = reports.flatMap(({ title, columns, rows: ofReport, unit }) =>
    ofReport.flatMap(({ label, values }) => values.map((value, index) => [title, label, columns[index + 1] ?? '', String(value), unit])),
  )
  return {
    of: 'report' as const,
    title: 'Reports',
    about: period,
    columns: ['Report', 'Of', 'What', 'Value', 'Unit'],
    rows: rowsToText(rows),
  }
}
