/** The form of a replacement: who it is, which card, why, what was tried first, and what is taken over from an earlier case. */
import { useWatch } from 'react-hook-form'
import { cardStateWords } from '../../../../domain/card/lifecycle.ts'
import type { EventOf } from '../../../../domain/case/events.ts'
import type { Edition, ReplacementReason } from '../../../../domain/guidance/edition.ts'
import type { Failure } from '../../../../domain/result.ts'
import type { ReplacementTold } from '../../../client/case-client.ts'
import { useDraftForm, type DraftForm } from '../../../client/use-draft-form.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import {
  Button,
  DateField,
  DraftNote,
  ErrorSummary,
  FormError,
  formatDate,
  formatPhone,
  lowerFirst,
  RadioField,
  SaveRow,
  TextArea,
  TextField,
  useSubmit,
  type Choice,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { noteOf } from '../../shared/before-call/choices.tsx'
import type { Organisation } from '../../shared/before-call/organisation-choice.ts'
import { OrganisationField, WithOrganisations } from '../../shared/before-call/organisation-field.tsx'
import { showProblems, showRefusal } from '../../shared/before-call/read-form.ts'
import { NameFields } from '../../shared/registrant/registrant-fields.tsx'
import { uuidRefusals } from '../../shared/uuid-entry/uuid-entry.ts'
import { UuidFields } from '../../shared/uuid-entry/uuid-fields.tsx'
import { ANOTHER_CARD, readReplacement, replacementValues, type ReplacementValues } from './read-replacement-request.ts'
import type { FoundPerson } from './use-found-person.ts'

interface ReplacementFormProps {
  /** Undefined before the case begins. */
  readonly caseId?: string
  readonly draftKey: string
  readonly edition: Edition
  readonly label: string
  readonly found: FoundPerson
  /** What was typed to find somebody who is not here. */
  readonly typedUuid?: string | undefined
  readonly recorded?: EventOf<'replacementRequested'> | undefined
  /** Absent where the case has begun already. */
  readonly chooseEdition?: (id: string) => void
  readonly record: (told: Omit<ReplacementTold, 'personId'>) => Promise<Failure | undefined>
}

type Form = DraftForm<ReplacementValues>['form']

const refusals = { ...uuidRefusals, 'not-this-card': 'serial', 'card-held-by-case': 'card', 'card-may-be-live': 'card' } as const

export function ReplacementForm(props: ReplacementFormProps) {
  return <WithOrganisations>{(organisations) => <FilledForm {...props} organisations={organisations} />}</WithOrganisations>
}

function FilledForm(props: ReplacementFormProps & { readonly organisations: readonly Organisation[] }) {
  const { caseId, draftKey, edition, label, found, typedUuid, recorded, record, chooseEdition, organisations } = props
  const { today } = useStationState()
  const context = { edition, organisations, today }
  const { form, ready, fromDraft, clearDraft } = useDraftForm<ReplacementValues>(
    draftKey,
    replacementValues({ recorded, found, typedUuid }, context),
  )
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readReplacement(values, context)
    if (read.problems) return showProblems(form, read.problems)
    const failed = await record(read.event)
    if (failed) return showRefusal(form, failed, refusals)
    await clearDraft()
    return undefined
  })
  const values = { ...form.getValues(), ...useWatch({ control: form.control }) } as ReplacementValues
  if (!ready) return null
  const { notes } = readReplacement(values, context)
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <div className="before-call-halves">
        <div>
          <UuidFields
            form={form}
            caseId={caseId}
            hint="12 digits. Copy it from the profile in CIS."
            saved={recorded?.uuid ?? found.person?.uuid}
            samePerson={found.personId !== undefined}
          />
          <NameFields form={form} note={(name) => noteOf(notes[name]?.reads, notes[name]?.warnings)} legend="Name, exactly as in CIS" />
          <OrganisationField form={form} organisations={organisations} />
        </div>
        <div>
          <OldCardField form={form} found={found} />
          <ReasonField form={form} edition={edition} chooseEdition={chooseEdition} />
          <SourceField form={form} found={found} edition={edition} why={values.why} />
          <DateField form={form} name="requestedOn" legend="When was it asked for?" />
          <TextArea form={form} name="note" label="Note (optional)" rows={2} />
        </div>
      </div>
      <SaveRow busy={busy} label={label} />
    </form>
  )
}

function OldCardField({ form, found }: { readonly form: Form; readonly found: FoundPerson }) {
  const serial = (
    <TextField
      form={form}
      name="serial"
      label="Serial number of the old card (optional)"
      hint="As CIS shows it. Leave it empty if it is not known."
      width={20}
      code
    />
  )
  if (found.cards.length === 0) return serial
  const options: Choice[] = [
    ...found.cards.map((card) => ({
      value: card.serial,
      label: <span className="desk-mono">{card.serial}</span>,
      hint: `${cardStateWords[card.state]} since ${formatDate(card.since.slice(0, 10))}, case ${card.caseReference}${card.heldByCase ? ', which is open: replace the card in that case' : ''}`,
    })),
    { value: ANOTHER_CARD, label: 'Another card', reveals: serial },
  ]
  return <RadioField form={form} name="card" legend="Which card is replaced?" options={options} />
}

interface ReasonFieldProps {
  readonly form: Form
  readonly edition: Edition
  readonly chooseEdition: ((id: string) => void) | undefined
}

function ReasonField({ form, edition, chooseEdition }: ReasonFieldProps) {
  const reveals = ({ offerFirst, asks, edition: other }: ReplacementReason) => (
    <>
      {other !== undefined && chooseEdition && (
        <Button variant="quiet" onClick={() => chooseEdition(other)}>
          Start a replacement after a change of name
        </Button>
      )}
      {offerFirst && (
        <RadioField
          form={form}
          name="offered"
          legend={offerFirst.words}
          options={[
            { value: 'tried', label: offerFirst.tried },
            { value: 'not-possible', label: offerFirst.notPossible },
          ]}
        />
      )}
      {asks.includes('incident-reference') && <TextField form={form} name="incident" label="Incident reference" width={20} code />}
    </>
  )
  return (
    <RadioField
      form={form}
      name="why"
      legend="Why is a new card needed?"
      options={(edition.replacementReasons ?? []).map((reason) => ({
        value: reason.id,
        label: reason.name,
        hint: reason.note,
        reveals: reason.offerFirst || reason.asks.includes('incident-reference') || reason.edition ? reveals(reason) : undefined,
      }))}
    />
  )
}

function SourceField({
  form,
  found,
  edition,
  why,
}: {
  readonly form: Form
  readonly found: FoundPerson
  readonly edition: Edition
  readonly why: string
}) {
  if (found.sources.length === 0) return null
  const asks = edition.replacementReasons?.find(({ id }) => id === why)?.asks ?? []
  const options: Choice[] = found.sources.map(({ caseId, caseReference, photographKept, mobile }) => ({
    value: caseId,
    label: `Use them from case ${caseReference}`,
    hint: [
      photographKept && !asks.includes('new-photograph') ? 'The photograph is kept' : 'A new photograph is needed',
      mobile && !asks.includes('confirm-mobile')
        ? `the mobile ${formatPhone(mobile.number)} was confirmed on ${formatDate(mobile.confirmedOn)}`
        : lowerFirst('The mobile has to be confirmed again'),
    ].join('; '),
  }))
  return (
    <RadioField
      form={form}
      name="source"
      legend="Photograph and confirmed mobile"
      options={[...options, { value: '', label: 'Ask for both again' }]}
    />
  )
}
