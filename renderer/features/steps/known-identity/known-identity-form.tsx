/** The form of an identity that was proved elsewhere: UUID and name from CIS, and where and when the identity was proved. */
import { useWatch } from 'react-hook-form'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { Failure } from '../../../../domain/result.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm, type DraftForm } from '../../../client/use-draft-form.ts'
import { DateField, DraftNote, ErrorSummary, FormError, RadioField, SaveRow, TextArea, TextField, useSubmit } from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { noteOf } from '../../shared/before-call/choices.tsx'
import type { Organisation } from '../../shared/before-call/organisation-choice.ts'
import { OrganisationField, WithOrganisations } from '../../shared/before-call/organisation-field.tsx'
import { showProblems, showRefusal } from '../../shared/before-call/read-form.ts'
import { NameFields } from '../../shared/registrant/registrant-fields.tsx'
import { uuidRefusals } from '../../shared/uuid-entry/uuid-entry.ts'
import { UuidFields } from '../../shared/uuid-entry/uuid-fields.tsx'
import { knownIdentityValues, readKnownIdentity, type KnownIdentityEvent, type KnownIdentityValues } from './read-known-identity.ts'

interface KnownIdentityFormProps {
  /** Undefined before the case begins. */
  readonly caseId?: string
  readonly draftKey: string
  readonly edition: Edition
  readonly label: string
  /** The identity that is being changed. */
  readonly recorded?: KnownIdentityEvent | undefined
  readonly record: (event: KnownIdentityEvent) => Promise<Failure | undefined>
}

export function KnownIdentityForm(props: KnownIdentityFormProps) {
  return <WithOrganisations>{(organisations) => <FilledForm {...props} organisations={organisations} />}</WithOrganisations>
}

function FilledForm({
  caseId,
  draftKey,
  edition,
  label,
  recorded,
  record,
  organisations,
}: KnownIdentityFormProps & { readonly organisations: readonly Organisation[] }) {
  const { today } = useStationState()
  const context = { edition, organisations, today }
  const { form, ready, fromDraft, clearDraft } = useDraftForm<KnownIdentityValues>(draftKey, knownIdentityValues(recorded, organisations))
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readKnownIdentity(values, context)
    if (read.problems) return showProblems(form, read.problems)
    const failed = await record(read.event)
    if (failed) return showRefusal(form, failed, uuidRefusals)
    await clearDraft()
    return undefined
  })
  const values = { ...form.getValues(), ...useWatch({ control: form.control }) } as KnownIdentityValues
  if (!ready) return null
  const { notes } = readKnownIdentity(values, context)
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <div className="before-call-halves">
        <div>
          <UuidFields form={form} caseId={caseId} hint="12 digits. Copy it from the profile in CIS." saved={recorded?.uuid} />
          <NameFields form={form} note={(name) => noteOf(notes[name]?.reads, notes[name]?.warnings)} legend="Name, exactly as in CIS" />
        </div>
        <div>
          <ProofFields form={form} edition={edition} />
          <OrganisationField form={form} organisations={organisations} />
          <TextArea form={form} name="note" label="Note (optional)" rows={2} />
        </div>
      </div>
      <SaveRow busy={busy} label={label} />
    </form>
  )
}

function ProofFields({ form, edition }: { readonly form: DraftForm<KnownIdentityValues>['form']; readonly edition: Edition }) {
  return (
    <>
      <RadioField
        form={form}
        name="where"
        legend="Where was the identity proved?"
        options={edition.identityProofs.map(({ id, name, note, reference }) => ({
          value: id,
          label: name,
          hint: note,
          reveals: reference && <TextField form={form} name="reference" label={reference} width={20} code />,
        }))}
      />
      <DateField form={form} name="on" legend="When was it proved?" />
    </>
  )
}
