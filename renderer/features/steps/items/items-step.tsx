/** Records which items have arrived and which are missing. */
import { useController, useWatch } from 'react-hook-form'
import { Link } from 'wouter'
import type { ItemId } from '../../../../domain/guidance/edition.ts'
import { findNotGiven, type ItemAnswer } from '../../../../domain/journey/items.ts'
import { useDraftForm, type DraftForm } from '../../../client/use-draft-form.ts'
import {
  Button,
  DraftNote,
  ErrorSummary,
  fieldId,
  FormError,
  SaveRow,
  SummaryList,
  TextArea,
  useSubmit,
  WordTag,
} from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { fillIn, showProblems } from '../../shared/before-call/read-form.ts'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { itemsValues, readItems, type ItemsValues } from './read-items.ts'

function Screen({ handle, reason, saved }: StepScreenProps) {
  const { facts } = handle.view
  const asked = handle.edition.requestedItems.filter(({ id }) => facts.itemsRequest?.items.includes(id))
  const notGiven = findNotGiven(facts)
  const { form, ready, fromDraft, clearDraft } = useDraftForm<ItemsValues>(
    `case:${handle.caseId}:items`,
    itemsValues(
      asked.map(({ id }) => id),
      facts.items,
    ),
  )
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readItems(values, asked, notGiven)
    if (read.problems) return showProblems(form, read.problems)
    const acted = await handle.act(read.event, reason)
    if (!acted.ok) return acted.error
    await clearDraft()
    const missing = asked.filter(({ id }) => read.event.items[id] === 'missing').length
    saved(missing === 0 ? 'Everything has been received' : `Saved: ${missing} still missing`)
    return undefined
  })
  const items = useWatch({ control: form.control, name: 'items' })
  if (!ready) return null
  const hints: Partial<Record<ItemId, string>> = {
    ...(facts.identityDocument ? { 'identity-document': 'A scan is attached to this case.' } : {}),
    ...(facts.photograph ? { photograph: 'A photograph is attached to this case.' } : {}),
    ...(facts.details
      ? {
          'full-name': 'Entered in the details.',
          'date-of-birth': 'Entered in the details.',
          mobile: 'Entered in the details.',
          address: 'Entered in the details.',
        }
      : {}),
    'ni-number': facts.details ? 'Entered in the details.' : 'If there is none, say why in the details.',
  }
  const missing = asked.filter(({ id }) => items[id] === 'missing' && notGiven[id] === undefined)
  return (
    <form onSubmit={onSubmit} noValidate className="desk-narrow">
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <DraftNote fromDraft={fromDraft} />
      <div className="before-call-items">
        {asked.map(({ id, name }) =>
          notGiven[id] === undefined ? (
            <ItemRow key={id} form={form} id={id} name={name} hint={hints[id]} />
          ) : (
            <NotAvailableRow key={id} caseId={handle.caseId} name={name} why={notGiven[id]} />
          ),
        )}
      </div>
      <p>
        <Button
          variant="quiet"
          onClick={() => {
            for (const { id } of asked.filter(({ id: item }) => notGiven[item] === undefined)) fillIn(form, `items.${id}`, 'received')
          }}
        >
          Mark everything as received
        </Button>
      </p>
      {missing.length > 0 && (
        <p role="status">
          Still missing: {missing.map(({ name }) => name).join(', ')}. Save this, then{' '}
          <Link href={`/case/${handle.caseId}/ask-for-items`}>ask the registrant again</Link>.
        </p>
      )}
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
      <SaveRow busy={busy} label="Save the items" />
    </form>
  )
}

const states = [
  { value: 'received', label: 'Received' },
  { value: 'missing', label: 'Missing' },
] as const

/** Answered by the details: no tick here can say otherwise. */
function NotAvailableRow({ caseId, name, why }: { caseId: string; name: string; why: string }) {
  return (
    <div className="before-call-item" role="group" aria-label={name}>
      <span className="before-call-item__name">{name}</span>
      <span className="before-call-item__hint">
        <span className="nhsuk-hint">Not given: {why}</span>
      </span>
      <span>
        Not available, <Link href={`/case/${caseId}/details`}>see details</Link>
      </span>
    </div>
  )
}

function ItemRow({ form, id, name, hint }: { form: DraftForm<ItemsValues>['form']; id: ItemId; name: string; hint: string | undefined }) {
  const {
    field,
    fieldState: { error },
  } = useController({ control: form.control, name: `items.${id}` })
  const own = fieldId(`items.${id}`)
  return (
    <fieldset
      className="before-call-item"
      aria-describedby={[hint && `${own}-hint`, error && `${own}-error`].filter(Boolean).join(' ') || undefined}
    >
      <legend className="before-call-item__name">{name}</legend>
      <span className="before-call-item__hint">
        {hint && (
          <span id={`${own}-hint`} className="nhsuk-hint">
            {hint}
          </span>
        )}
        {error?.message && (
          <span id={`${own}-error`} className="nhsuk-error-message">
            <span className="nhsuk-u-visually-hidden">Error:</span> {error.message}
          </span>
        )}
      </span>
      <div className="nhsuk-radios nhsuk-radios--small nhsuk-radios--inline">
        {states.map(({ value, label }, index) => {
          const radio = index === 0 ? own : `${own}-${value}`
          return (
            <div key={value} className="nhsuk-radios__item">
              <input
                className="nhsuk-radios__input"
                type="radio"
                id={radio}
                name={`items.${id}`}
                value={value}
                checked={field.value === value}
                ref={index === 0 ? field.ref : undefined}
                onChange={() => field.onChange(value)}
                onBlur={field.onBlur}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={radio}>
                {label}
              </label>
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { itemsRequest: asked, items } = handle.view.facts
  const notGiven = findNotGiven(handle.view.facts)
  if (!asked) return null
  return (
    <SummaryList
      rows={handle.edition.requestedItems
        .filter(({ id }) => asked.items.includes(id))
        .map(({ id, name }) => ({
          key: name,
          value: <ItemState answer={items[id]} why={notGiven[id]} />,
        }))}
    />
  )
}

function ItemState({ answer, why }: { answer: ItemAnswer | undefined; why: string | undefined }) {
  if (answer === 'received') return <WordTag tone="green">Received</WordTag>
  return why === undefined ? <WordTag tone="red">Missing</WordTag> : <>Not available, see details: {why}</>
}

export const step: StepModule = { Screen, Summary }
