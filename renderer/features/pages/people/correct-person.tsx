/** Corrects a short entry, with a reason; what was entered before stays in the timeline. */
import { useEffect, useRef } from 'react'
import { useForm } from 'react-hook-form'
import type { PersonEntry } from '../../../../domain/person/person-entry.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, ErrorSummary, FormError, SaveRow, TextArea, toast, useSubmit } from '../../../ui/index.ts'
import { showProblems } from '../../shared/before-call/read-form.ts'
import { partOfForm } from '../../shared/part-of-form.ts'
import { EntryFields, useEntryContext } from './entry-fields.tsx'
import { entryValues, readEntry, type EntryValues } from './read-entry.ts'

interface CorrectPersonProps {
  readonly personId: string
  readonly entry: PersonEntry
  readonly done: () => void
  readonly onCancel: () => void
}

export function CorrectPerson({ personId, entry, done, onCancel }: CorrectPersonProps) {
  const client = useCaseClient()
  const mayCorrect = useAccess('person.correct') === 'do'
  const context = useEntryContext()
  const form = useForm<EntryValues & { correctWhy: string }>({ defaultValues: { ...entryValues(entry), correctWhy: '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const why = values.correctWhy.trim()
    const read = readEntry(values, context)
    if (!why) form.setError('correctWhy', { message: 'Say why the entry changes' })
    if (read.problems) return showProblems(form, read.problems)
    if (!why) return undefined
    const corrected = await client.call('person.correct', { personId, entry: read.entry, why })
    if (!corrected.ok) return corrected.error
    toast.success('Entry corrected')
    done()
    return undefined
  })
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  if (!mayCorrect) return null
  return (
    <div className="desk-card">
      <h2 className="nhsuk-heading-s" ref={heading} tabIndex={-1}>
        Correct the short entry
      </h2>
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={failure} />
        <EntryFields form={partOfForm<EntryValues, EntryValues & { correctWhy: string }>(form)} organisations={context.organisations} />
        <TextArea form={form} name="correctWhy" label="Why does it change?" rows={2} />
        <SaveRow busy={busy} label="Save the correction" />
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </form>
    </div>
  )
}
