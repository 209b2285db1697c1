/** On the page of a case: what of it will be erased and when, keeping something longer with a reason, and holding the whole case. */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { addDays } from '../../../../domain/registrant/plain-date.ts'
import { retainedWords } from '../../../../domain/retention/kinds.ts'
import { useAccess } from '../../../client/use-access.ts'
import {
  Button,
  dateFromIso,
  DateField,
  Details,
  ErrorSummary,
  FormError,
  formatDate,
  isoFromDate,
  SelectField,
  TextArea,
  toast,
  useSubmit,
  type DateParts,
} from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'
import { useRetention, type RetentionItem } from './use-retention.ts'
import { describeItem, describeRule } from './retention-messages.ts'
import './retention.css'

export function CaseRetention({ handle }: { readonly handle: ReadyCase }) {
  const { answer: kept, again } = useRetention('retention.of', { caseId: handle.caseId }, handle.record.events.length)
  const mayKeepLonger = useAccess('retention.keep') === 'do'
  const mayHold = useAccess('retention.hold') === 'do'
  const { held } = handle.view.facts
  const items = kept?.items ?? []
  if (!kept || (items.length === 0 && !held && !mayHold)) return null
  const mayKeep =
    kept.keepLongerDays > 0 && mayKeepLonger && items.some(({ state }) => state === 'coming' || state === 'due' || state === 'needed')
  return (
    <section className="desk-card" aria-labelledby="case-retention">
      <h2 className="nhsuk-heading-s" id="case-retention">
        How long this is kept
      </h2>
      {items.length === 0 && (
        <p>{kept.isDecided ? 'Nothing in this case is due to be deleted yet.' : 'No limit is set, so nothing is deleted.'}</p>
      )}
      <ul className="retention-items">
        {items.map((item) => {
          const { title, message } = describeItem(item, kept.isClockInDoubt)
          return (
            <li key={item.what} data-retained={item.what} data-state={item.state}>
              <strong>{title}.</strong> {message} <span className="desk-secondary">{describeRule(item)}.</span>
            </li>
          )
        })}
      </ul>
      {held && (
        <p className="retention-held" role="note">
          <strong>Held since {formatDate(held.recordedAt.slice(0, 10))}.</strong> {held.why}
        </p>
      )}
      {mayKeep && !held && (
        <Details summary="Keep something longer">
          <KeepForm
            key={items.map(({ on }) => on).join()}
            handle={handle}
            items={items}
            keepLongerDays={kept.keepLongerDays}
            done={again}
          />
        </Details>
      )}
      {mayHold && (
        <Details summary={held ? 'End the hold' : 'Hold the case'}>
          <HoldForm key={String(held?.seq)} handle={handle} isHeld={held !== undefined} done={again} />
        </Details>
      )}
    </section>
  )
}

interface KeepValues {
  keepWhat: string
  keepUntil: DateParts
  keepWhy: string
}

function KeepForm({
  handle,
  items,
  keepLongerDays,
  done,
}: {
  readonly handle: ReadyCase
  readonly items: readonly RetentionItem[]
  readonly keepLongerDays: number
  readonly done: () => void
}) {
  const latest = (item: RetentionItem) => addDays(addDays(item.countedFrom, item.days), keepLongerDays)
  const form = useForm<KeepValues>({ defaultValues: { keepWhat: items[0]!.what, keepUntil: dateFromIso(latest(items[0]!)), keepWhy: '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ keepWhat, keepUntil, keepWhy }) => {
    const until = isoFromDate(keepUntil)
    if (!until) form.setError('keepUntil', { message: 'Enter the date to keep it until.' })
    if (!keepWhy.trim()) form.setError('keepWhy', { message: 'Enter the reason for keeping it longer.' })
    const item = items.find(({ what }) => what === keepWhat)
    if (!until || !keepWhy.trim() || !item) return undefined
    const answer = await handle.run('retention.keep', { what: item.what, until, why: keepWhy.trim() })
    if (!answer.ok) return answer.error
    toast.success('Kept longer')
    done()
    return undefined
  })
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <SelectField
        form={form}
        name="keepWhat"
        label="What do you want to keep longer?"
        options={items.map((item) => ({ value: item.what, label: retainedWords[item.what] }))}
      />
      <DateField form={form} name="keepUntil" legend="Keep until" hint={`The policy allows up to ${keepLongerDays} more days.`} />
      <TextArea form={form} name="keepWhy" label="Why?" hint="It is saved in the case and in the record." rows={2} />
      <Button type="submit" variant="secondary" busy={busy}>
        {' '}
        Keep longer
      </Button>
    </form>
  )
}

function HoldForm({ handle, isHeld, done }: { readonly handle: ReadyCase; readonly isHeld: boolean; readonly done: () => void }) {
  const form = useForm<{ holdWhy: string }>({ defaultValues: { holdWhy: '' } })
  const [asked] = useState(isHeld)
  const { onSubmit, busy, failure } = useSubmit(form, async ({ holdWhy }) => {
    if (!holdWhy.trim()) {
      form.setError('holdWhy', { message: asked ? 'Enter the reason for ending the hold.' : 'Enter the reason for the hold.' })
      return undefined
    }
    const answer = await handle.run('retention.hold', { held: !asked, why: holdWhy.trim() })
    if (!answer.ok) return answer.error
    toast.success(asked ? 'Hold ended' : 'Case held')
    done()
    return undefined
  })
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <p>
        {asked
          ? 'Items that are due are deleted at the next sign-in, or at midnight.'
          : 'Nothing in this case is deleted until an RA manager ends the hold. Use it for an inquiry, a complaint or a court case.'}
      </p>
      <TextArea form={form} name="holdWhy" label="Why?" rows={2} />
      <Button type="submit" variant="secondary" busy={busy}>
        {asked ? 'End the hold' : 'Hold the case'}
      </Button>
    </form>
  )
}
