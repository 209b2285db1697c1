/** How the work goes: each report as a picture and a table, for a period, to print or for a spreadsheet. */
import { useEffect, useMemo, useState } from 'react'
import { formatLongDate } from '../../../../domain/format.ts'
import { addDays } from '../../../../domain/registrant/plain-date.ts'
import { readFacts, reportLabelsOf } from '../../../../domain/work/report-facts.ts'
import {
  cardsByState,
  consumables,
  overdue,
  rejections,
  throughput,
  waitingTimes,
  type CardCounts,
  type Report,
} from '../../../../domain/work/reports.ts'
import { rowsToText } from '../../../../domain/work/saved-table.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient, useEditions, useStationState, useTally } from '../../../client/use-case-client.ts'
import { BarChart } from '../../../ui/bar-chart.tsx'
import { SaveTable } from '../../shared/list-query/save-table.tsx'
import { RebuildProgress } from '../work-list/rebuild-progress.tsx'
import './reports.css'

const DAYS_OF_WEEK = 7
const periods = [
  { id: '4', title: 'The last 4 weeks', weeks: 4 },
  { id: '13', title: 'The last 3 months', weeks: 13 },
  { id: '26', title: 'The last 6 months', weeks: 26 },
  { id: '52', title: 'The last 12 months', weeks: 52 },
] as const

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
  const [chosen, setChosen] = useState<string>(periods[0].id)
  const { weeks } = periods.find(({ id }) => id === chosen) ?? periods[0]
  const period = useMemo(() => ({ from: addDays(today, 1 - weeks * DAYS_OF_WEEK), to: today }), [today, weeks])
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
  const words = `${formatLongDate(period.from)} to ${formatLongDate(period.to)}`
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
          <select id="reports-period" className="nhsuk-select" value={chosen} onChange={(change) => setChosen(change.target.value)}>
            {periods.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </div>
        <SaveTable make={(format) => (format === 'pdf' ? sheetOfReports : tableOfReports)(reports, words)} />
      </div>
      <RebuildProgress />
      <div className="reports">
        {reports.map((report) => (
          <ReportSection key={report.id} report={report} />
        ))}
      </div>
    </>
  )
}

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
