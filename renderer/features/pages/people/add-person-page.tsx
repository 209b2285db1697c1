/** Adds somebody who was never registered here, so that a card or access that they have can be replaced or revoked. */
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { DraftNote, ErrorSummary, FormError, SaveRow, toast, useSubmit } from '../../../ui/index.ts'
import { showProblems } from '../../shared/before-call/read-form.ts'
import { EntryFields, useEntryContext } from './entry-fields.tsx'
import { PeopleTabs } from './people-tabs.tsx'
import { entryValues, readEntry, type EntryValues } from './read-entry.ts'

export function AddPersonPage() {
  const client = useCaseClient()
  const [, go] = useLocation()
  const context = useEntryContext()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<EntryValues>('people:add', entryValues())
  // Who was told that these very details are known may add them all the same.
  const [told, setTold] = useState('')
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readEntry(values, context)
    if (read.problems) return showProblems(form, read.problems)
    const details = JSON.stringify(read.entry)
    const added = await client.call('person.add', { entry: read.entry, asked: told === details })
    if (!added.ok) {
      if (added.error.code === 'person-known') setTold(details)
      return added.error
    }
    await clearDraft()
    toast.success('Person added')
    go(`/people/person/${added.value.personId}`)
    return undefined
  })
  if (!ready) return null
  return (
    <>
      <PeopleTabs title="Add a person" here="/people/add" />
      <p>
        For a person who was never registered on this workstation. To register a new person, start a <Link href="/new">new request</Link>.
      </p>
      <form onSubmit={onSubmit} noValidate className="desk-narrow">
        <ErrorSummary form={form} />
        <FormError failure={failure} />
        <DraftNote fromDraft={fromDraft} />
        <EntryFields form={form} organisations={context.organisations} />
        <SaveRow busy={busy} label="Add a person" />
      </form>
    </>
  )
}
