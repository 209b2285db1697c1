/** An entry is put right: what it said before stays in its history, with the reason. */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useLocation } from 'wouter'
import { pathOfLocumEntry } from '../../../../domain/locum/work-items.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { DraftNote, ErrorSummary, FormError, SaveRow, Spinner, TextArea, toast, useSubmit } from '../../../ui/index.ts'
import { BackToLog } from './locum-head.tsx'
import { RowFields, showProblems, type Problem } from './row-fields.tsx'
import { rowOfLine, rowOfValues, valuesOfRow, type RowValues } from './row-values.ts'
import { useLocumEntry, type LocumLine } from './use-locum.ts'
import './locum.css'

export function CorrectLocumEntry({ entryId }: { readonly entryId: string }) {
  const { value, failure } = useLocumEntry(entryId)
  return (
    <>
      <BackToLog />
      <h1>Correct an entry</h1>
      <FormError failure={failure} />
      {!value && !failure && <Spinner label="Reading the log" />}
      {value && <CorrectForm key={value.line.rev} line={value.line} />}
    </>
  )
}

function CorrectForm({ line }: { readonly line: LocumLine }) {
  const client = useCaseClient()
  const [, go] = useLocation()
  const { entryId, rev } = line
  const { form, ready, fromDraft, clearDraft } = useDraftForm<RowValues>(`locum:correct:${entryId}:${rev}`, valuesOfRow(rowOfLine(line)))
  const why = useForm({ defaultValues: { reason: '' } })
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const reason = why.getValues('reason').trim()
    if (!reason) return void why.setError('reason', { message: 'Enter why the entry is corrected.' })
    const answer = await client.call('locum.correct', { entryId, rev, row: rowOfValues(values), reason })
    if (!answer.ok) return answer.error
    setProblems(answer.value.problems)
    showProblems(form, answer.value.problems)
    if (answer.value.problems.length > 0) return undefined
    await clearDraft()
    toast.success('Entry corrected')
    go(pathOfLocumEntry(entryId))
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <RowFields form={form} kind="grant" problems={problems} />
      <TextArea form={why} name="reason" label="Why is the entry corrected?" rows={2} />
      <SaveRow busy={busy} label="Save the correction" />
    </form>
  )
}
