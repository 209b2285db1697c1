/** A report of CIM: what importing it would do is shown, column by column, before anything is kept. */
import { peopleInWords } from '../../../../../domain/format.ts'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { singleLine } from '../../../../../domain/text-from-outside.ts'
import type { Input, Output } from '../../../../../preload/contract.ts'
import { useCaseClient, useStationState } from '../../../../client/use-case-client.ts'
import {
  Button,
  dateFromIso,
  DateField,
  ErrorSummary,
  FileDrop,
  formatCount,
  FormError,
  isoFromDate,
  RadioField,
  toast,
  useSubmit,
  type DateParts,
} from '../../../../ui/index.ts'
import { useAct } from '../../../shared/use-act.ts'
import { readSmallFile } from '../../cards/file-bytes.ts'
import { ReportColumns, type ColumnChoices } from './report-columns.tsx'
import { ReportProblems } from './report-problems.tsx'

const MOST_BYTES = 6_000_000

export type ReportReading = Output<'cim.readReport'>

interface Chosen {
  readonly name: string
  readonly base64: string
  readonly reading: ReportReading
  readonly choices: ColumnChoices
}

export function ImportReport({ onImported }: { readonly onImported: () => void }) {
  const client = useCaseClient()
  const [chosen, setChosen] = useState<Chosen>()
  const reading = useAct()
  const read = (file: Pick<Chosen, 'name' | 'base64'>, choices: ColumnChoices) =>
    reading.run(async () => {
      const answer = await client.call('cim.readReport', { base64: file.base64, fileName: file.name, ...choices })
      if (!answer.ok) return answer.error
      setChosen({ ...file, reading: answer.value, choices })
      return undefined
    })
  const choose = async (file: File) => {
    setChosen(undefined)
    const base64 = await readSmallFile(file, MOST_BYTES)
    if (base64.ok) await read({ name: singleLine(file.name).slice(0, 200) || 'report.csv', base64: base64.value }, {})
    else await reading.run(() => Promise.resolve(base64.error))
  }
  return (
    <>
      <FormError failure={reading.failure} />
      <FileDrop
        accept=".csv,.txt,text/csv,text/plain"
        label="Report of CIM"
        hint="Users, requests, smartcards or authenticators, exported from CIM as CSV."
        busy={reading.busy}
        onFile={(file) => void choose(file)}
      />
      {chosen && (
        <Preview
          // Another file begins with empty answers.
          key={chosen.base64}
          chosen={chosen}
          busy={reading.busy}
          onChoose={(choices) => void read(chosen, choices)}
          onCancel={() => setChosen(undefined)}
          onImported={() => {
            setChosen(undefined)
            onImported()
          }}
        />
      )}
    </>
  )
}

interface PreviewProps {
  readonly chosen: Chosen
  readonly busy: boolean
  readonly onChoose: (choices: ColumnChoices) => void
  readonly onCancel: () => void
  readonly onImported: () => void
}

interface Answers {
  readonly reportedOn: DateParts
  readonly coverage: string
}

function Preview({ chosen: { name, base64, reading, choices }, busy: isReading, onChoose, onCancel, onImported }: PreviewProps) {
  const client = useCaseClient()
  const { today } = useStationState()
  const form = useForm<Answers>({ defaultValues: { reportedOn: dateFromIso(reading.reportedOn ?? today), coverage: '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ reportedOn, coverage }) => {
    const day = isoFromDate(reportedOn)
    if (day === undefined) form.setError('reportedOn', { message: 'Enter the day on which CIM made the report.' })
    if (coverage !== 'whole' && coverage !== 'some') form.setError('coverage', { message: 'Choose whom the report lists.' })
    if (day === undefined || (coverage !== 'whole' && coverage !== 'some')) return undefined
    const input: Input<'cim.importReport'> = { ...choices, base64, fileName: name, kind: reading.kind, reportedOn: day, coverage }
    const answer = await client.call('cim.importReport', input)
    if (!answer.ok) return answer.error
    toast.success(`${formatCount(answer.value.rowCount)} rows imported`)
    onImported()
    return undefined
  })
  return (
    <form onSubmit={onSubmit} noValidate className="cim-import">
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <p role="status" className="cim-breaks">
        <strong>{name}</strong>: {formatCount(reading.rowCount)} {reading.rowCount === 1 ? 'row' : 'rows'} of{' '}
        {peopleInWords(reading.persons)} can be imported.
        {reading.repeated > 0 &&
          (reading.repeated === 1
            ? ' 1 line that repeats another is counted once.'
            : ` ${formatCount(reading.repeated)} lines that repeat others are counted once.`)}{' '}
        Nothing is kept yet.
      </p>
      <ReportProblems reading={reading} />
      <ReportColumns reading={reading} choices={choices} busy={isReading} onChoose={onChoose} />
      <div className="cim-import__answers">
        <DateField
          form={form}
          name="reportedOn"
          legend="When did CIM make the report?"
          hint="The newest report of each kind is compared."
        />
        <RadioField
          form={form}
          name="coverage"
          legend="Whom does it list?"
          options={[
            { value: 'whole', label: 'Everyone', hint: 'Nothing was filtered in CIM. People who are not in the report are not in CIM.' },
            { value: 'some', label: 'Only some people', hint: 'A filter was used, for example one organisation or one status.' },
          ]}
        />
      </div>
      <div className="desk-button-row">
        <Button type="submit" busy={busy || isReading}>
          Import {formatCount(reading.rowCount)} {reading.rowCount === 1 ? 'row' : 'rows'}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
