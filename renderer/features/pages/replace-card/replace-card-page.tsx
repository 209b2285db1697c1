/** The way on when a card cannot be used any more: give it up, with a reason, and write another one with a passcode of its own. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { CardAttempt } from '../../../../domain/case/facts.ts'
import { findReplaceable } from '../../../../domain/case/guard.ts'
import { useMayRecord } from '../../../client/use-access.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  ConfirmDialog,
  Details,
  DraftNote,
  ErrorSummary,
  FormError,
  RadioField,
  SaveRow,
  SelectField,
  TextArea,
  toast,
  useSubmit,
} from '../../../ui/index.ts'
import type { ReadyCase } from '../../steps/step-screen.ts'
import { useAct } from '../../shared/use-act.ts'
import { firstChoice, oldCardWords, readReplacement, type ReplacementValues } from './read-replacement.ts'

interface ReplaceCardProps {
  readonly handle: ReadyCase
  /** Shown at once, where it is what comes next. */
  readonly open?: boolean
}

export function ReplaceCard({ handle, open }: ReplaceCardProps) {
  const card = findReplaceable(handle.view)
  const mayReplace = useMayRecord('cardReplaced')
  if (!card || !mayReplace || handle.view.status !== 'open') return null
  return (
    <div className="nhsuk-u-margin-top-4">
      <Details summary="Replace the card" open={open}>
        <ReplaceForm key={card.attempt} handle={handle} card={card} />
      </Details>
    </div>
  )
}

function ReplaceForm({ handle, card }: { readonly handle: ReadyCase; readonly card: CardAttempt }) {
  const { edition, view, caseId } = handle
  const [, go] = useLocation()
  const { form, ready, fromDraft, clearDraft } = useDraftForm<ReplacementValues>(`case:${caseId}:replace-card:${card.attempt}`, {
    ...firstChoice(view.facts),
    replaceNote: '',
  })
  const [asking, setAsking] = useState(false)
  const replacing = useAct()
  const replace = async () => {
    const read = readReplacement(form.getValues(), card.attempt)
    if (read.problems) return undefined
    const answer = await handle.act(read.event)
    if (!answer.ok) return answer.error
    await clearDraft()
    toast.success('The card was cancelled. Write a new one on a blank card.')
    go(`/case/${caseId}/write-card`)
    return undefined
  }
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const read = readReplacement(values, card.attempt)
    for (const [name, message] of Object.entries(read.problems ?? {})) form.setError(name as keyof ReplacementValues, { message })
    if (!read.problems) setAsking(true)
    return undefined
  })
  if (!ready) return null
  const { manifest, posting: posted } = view.facts
  const problem = failure ?? replacing.failure
  return (
    <form onSubmit={onSubmit} noValidate className="desk-narrow">
      <ErrorSummary form={form} />
      {problem && <FormError failure={problem} />}
      <DraftNote fromDraft={fromDraft} />
      <p>
        Card {card.serial ? <span className="desk-mono">{card.serial}</span> : card.attempt} is cancelled and its passcode destroyed. You
        then write, print, label and post a new card, which gets its own passcode. The confirmed mobile stays the same.
      </p>
      {manifest && !posted && (
        <p>
          The card is on posting list <span className="desk-mono">{manifest.dispatchReference}</span>, which is closed. Take out its
          envelope and cross it off the printed list.
        </p>
      )}
      <SelectField
        form={form}
        name="replaceWhy"
        label="Why are you replacing it?"
        options={[
          { value: '', label: 'Choose a reason' },
          ...edition.cardReplacementReasons.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <RadioField
        form={form}
        name="oldCard"
        legend="What did you do with the old card?"
        options={(['destroyed', 'cancelled'] as const).map((value) => ({ value, ...oldCardWords[value] }))}
      />
      <TextArea form={form} name="replaceNote" label="Note (optional)" rows={2} />
      <SaveRow busy={busy || replacing.busy} label="Replace the card" />
      <ConfirmDialog
        open={asking}
        title="Replace this card?"
        danger
        confirmLabel="Yes, replace it"
        body="You cannot undo this. The passcode of this card is destroyed and cannot be recovered."
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void replacing.run(replace)
        }}
      />
    </form>
  )
}
