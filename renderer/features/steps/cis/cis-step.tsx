/** Creates the identity in CIS: what to enter there, and the UUID that CIS gives. */
import { useWatch } from 'react-hook-form'
import { checkUuid } from '../../../../domain/journey/cis.ts'
import { getSection } from '../../../../domain/guidance/edition.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useSummaries } from '../../../client/use-case-client.ts'
import {
  CopyButton,
  DraftNote,
  ErrorSummary,
  formatDateTime,
  FormError,
  formatUuid,
  RadioField,
  SaveRow,
  SummaryList,
  TextArea,
  useSubmit,
} from '../../../ui/index.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { EntrySheet } from './entry-sheet.tsx'
import { SavedCopies } from '../../shared/photograph-copies/saved-copies.tsx'
import {
  findOtherCase,
  findUuidConflict,
  readUuidEntry,
  uuidRefusals,
  type DuplicateCheck,
  type UuidEntry,
} from '../../shared/uuid-entry/uuid-entry.ts'
import { PossibleDuplicates } from '../../shared/duplicates/possible-duplicates.tsx'
import { UuidFields } from '../../shared/uuid-entry/uuid-fields.tsx'
import { showProblems, showRefusal } from '../../shared/before-call/read-form.ts'
import '../../shared/after-call/after-call.css'

interface Values extends UuidEntry {
  /** Rows of the sheet that are ticked. */
  entered: string[]
  duplicateCheck: '' | DuplicateCheck
  note: string
}

const duplicateWords: Readonly<Record<DuplicateCheck, { readonly label: string; readonly hint: string }>> = {
  'no-match': { label: 'CIS found no match', hint: 'You created a new profile.' },
  'existing-profile-used': {
    label: 'CIS offered an existing profile, and it is the registrant’s',
    hint: 'You used that profile. Say in the note how you know it is the same person.',
  },
}

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { facts } = handle.view
  const summaries = useSummaries()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:cis`, {
    entered: [],
    typed: '',
    again: '',
    pasted: '',
    duplicateCheck: facts.cis?.duplicateCheck ?? '',
    note: facts.cis?.note ?? '',
  })
  const [entered, duplicateCheck] = useWatch({ control: form.control, name: ['entered', 'duplicateCheck'] })
  const taken = findOtherCase(useWatch({ control: form.control, name: 'typed' }), handle.caseId, summaries)
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const reading = readUuidEntry(values)
    const note = values.note.trim()
    const noteMissing = values.duplicateCheck === 'existing-profile-used' && !note
    if (reading.uuid === undefined) form.setError(reading.field, { message: reading.problem })
    if (values.duplicateCheck === '') form.setError('duplicateCheck', { message: 'Say what the duplicate check in CIS found' })
    if (noteMissing) form.setError('note', { message: 'Say how you know that the profile is the registrant’s' })
    if (reading.uuid === undefined || values.duplicateCheck === '' || noteMissing) return undefined
    const unlike = checkUuid(reading.uuid, handle.edition, undefined)
    if (unlike) return showRefusal(form, unlike, uuidRefusals)
    const conflict = findUuidConflict(reading.uuid, handle.caseId, values.duplicateCheck, summaries)
    if (conflict) {
      const message = `Case ${conflict.reference} already has this UUID. A UUID belongs to one person. Nothing was saved. Check the UUID in CIS. If it is right, and it is the same person, choose “The same person” below the UUID.`
      return showProblems(form, [{ name: 'typed', message }])
    }
    const answer = await handle.act(
      { kind: 'cisIdentityCreated', uuid: reading.uuid, duplicateCheck: values.duplicateCheck, ...(note ? { note } : {}) },
      reason,
    )
    if (!answer.ok) return showRefusal(form, answer.error, uuidRefusals)
    await clearDraft()
    saved('UUID saved. You can write the card now.')
    return undefined
  })
  if (!ready) return null
  const tick = (key: string, on: boolean) =>
    form.setValue(
      'entered',
      on ? [...new Set([...form.getValues('entered'), key])] : form.getValues('entered').filter((one) => one !== key),
      { shouldDirty: true },
    )
  return (
    <div className="after-call-columns">
      <EntrySheet handle={handle} entered={entered} onTick={tick} />
      <form onSubmit={onSubmit} noValidate className="cis-back">
        <ErrorSummary form={form} />
        {failure && <FormError failure={failure} />}
        <DraftNote fromDraft={fromDraft} />
        <h2 className="nhsuk-heading-s">UUID from CIS</h2>
        <UuidFields form={form} caseId={handle.caseId} hint={getSection(handle.edition, 'cis').uuidHint} />
        {taken?.uuid && <PossibleDuplicates key={taken.uuid} handle={handle} uuid={taken.uuid} />}
        <RadioField
          form={form}
          name="duplicateCheck"
          legend="What did the duplicate check find?"
          options={(Object.keys(duplicateWords) as DuplicateCheck[]).map((value) => ({ value, ...duplicateWords[value] }))}
        />
        <TextArea
          form={form}
          name="note"
          label={duplicateCheck === 'existing-profile-used' ? 'How do you know that it is the same person?' : 'Note (optional)'}
          rows={2}
        />
        <SaveRow busy={busy} label="Save the UUID" />
      </form>
    </div>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { cis } = handle.view.facts
  if (!cis) return null
  return (
    <>
      <SummaryList
        rows={[
          {
            key: 'UUID',
            value: <strong className="desk-mono">{formatUuid(cis.uuid)}</strong>,
            action: <CopyButton value={cis.uuid} label="UUID" />,
          },
          { key: 'Duplicate check', value: duplicateWords[cis.duplicateCheck].label },
          { key: 'Entered', value: `${formatDateTime(cis.recordedAt)} by ${cis.agentName}` },
          ...(cis.note ? [{ key: 'Note', value: cis.note }] : []),
        ]}
      />
      <SavedCopies handle={handle} />
    </>
  )
}

export const step: StepModule = { Screen, Summary }
