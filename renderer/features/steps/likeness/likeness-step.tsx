/** Records who confirmed that the photograph is a true likeness of the registrant, and how. */
import { useWatch } from 'react-hook-form'
import { formatName } from '../../../../domain/registrant/name.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import {
  Button,
  DateField,
  dateFromIso,
  DraftNote,
  ErrorSummary,
  FormError,
  formatDate,
  RadioField,
  SaveRow,
  SummaryList,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { choicesOf } from '../../shared/before-call/choices.tsx'
import { EvidencePicture } from '../../shared/before-call/evidence-view.tsx'
import { fillIn, nameOf, showProblems, splitChoice } from '../../shared/before-call/read-form.ts'
import '../photograph/photograph.css'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { readLikeness, type LikenessValues } from './read-likeness.ts'

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { likeness, photograph, request, details } = handle.view.facts
  const { edition } = handle
  const { today } = useStationState()
  const how = splitChoice(edition.likenessWays, likeness?.how)
  const { form, ready, fromDraft, clearDraft } = useDraftForm<LikenessValues>(`case:${handle.caseId}:likeness`, {
    confirmedBy: likeness?.confirmedBy ?? '',
    how: how.chosen,
    otherHow: how.typed,
    on: dateFromIso(likeness?.on ?? today),
  })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readLikeness(values, today)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    saved('The true likeness is confirmed')
    return undefined
  })
  const [chosen, confirmedBy] = useWatch({ control: form.control, name: ['how', 'confirmedBy'] })
  if (!ready) return null
  const registrant = details ? formatName({ given: details.name.given, family: details.name.family }) : request?.registrantName
  const likely = chosen === 'sponsor' ? request?.sponsor.name : chosen === 'registrant' ? registrant : undefined
  return (
    <div className="before-call-beside before-call-beside--right">
      {photograph && (
        <div className="photograph-crop__view">
          <EvidencePicture evidence={photograph.print} alt="Photograph of the registrant" />
        </div>
      )}
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={failure} />
        <DraftNote fromDraft={fromDraft} />
        <RadioField
          form={form}
          name="how"
          legend="How was it confirmed?"
          options={choicesOf(edition.likenessWays, <TextField form={form} name="otherHow" label="How?" width={30} />)}
        />
        <TextField form={form} name="confirmedBy" label="Confirmed by" hint="Name of the person." width={30} />
        {likely !== undefined && confirmedBy.trim() === '' && (
          <p>
            <Button variant="quiet" onClick={() => fillIn(form, 'confirmedBy', likely)}>
              Enter {likely}
            </Button>
          </p>
        )}
        <DateField form={form} name="on" legend="Confirmed on" />
        <SaveRow busy={busy} label="Save the confirmation" />
      </form>
    </div>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { likeness } = handle.view.facts
  if (!likeness) return null
  return (
    <SummaryList
      rows={[
        { key: 'Confirmed by', value: likeness.confirmedBy },
        { key: 'How', value: nameOf(handle.edition.likenessWays, likeness.how) },
        { key: 'On', value: formatDate(likeness.on) },
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
