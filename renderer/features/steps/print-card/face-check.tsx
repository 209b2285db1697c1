/** Asks "Did it print well?". "No" spoils the card, so it asks what is wrong and what the agent did with the card, then confirms. */
import { useState } from 'react'
import { spoiledCardEnds, spoiledCardWords, type SpoiledCardEnd } from '../../../../domain/card/face-prints.ts'
import type { Failure } from '../../../../domain/result.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  ConfirmDialog,
  DraftNote,
  ErrorSummary,
  FormError,
  RadioField,
  SaveRow,
  SelectField,
  TextArea,
  useSubmit,
} from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'

export type FaceVerdict = { readonly good: true } | { readonly good: false; readonly note: string; readonly spoiledCard: SpoiledCardEnd }

interface Values {
  good: '' | 'yes' | 'no'
  note: string
  spoiledCard: '' | SpoiledCardEnd
}

interface FaceCheckProps {
  readonly draftKey: string
  readonly serial: string | undefined
  readonly sides: 1 | 2
  readonly answer: (verdict: FaceVerdict) => Promise<Failure | undefined>
}

export function FaceCheck({ draftKey, serial, sides, answer }: FaceCheckProps) {
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(draftKey, { good: '', note: '', spoiledCard: '' })
  const [asking, setAsking] = useState(false)
  const confirmed = useAct()
  const record = async () => {
    const { good, note, spoiledCard } = form.getValues()
    const failure = await answer(good === 'yes' || spoiledCard === '' ? { good: true } : { good: false, note: note.trim(), spoiledCard })
    if (!failure) await clearDraft()
    return failure
  }
  const { onSubmit, busy, failure } = useSubmit(form, async ({ good, note, spoiledCard }) => {
    if (good === '') return void form.setError('good', { message: 'Say whether it printed well' })
    if (good === 'yes') return record()
    if (!note.trim()) form.setError('note', { message: 'Say what is wrong with it' })
    if (spoiledCard === '') form.setError('spoiledCard', { message: 'Say what you did with the spoiled card' })
    if (note.trim() && spoiledCard !== '') setAsking(true)
    return undefined
  })
  if (!ready) return null
  const problem = failure ?? confirmed.failure
  const card = serial ? <span className="desk-mono">{serial}</span> : null
  return (
    <form onSubmit={onSubmit} noValidate className="after-call-check">
      <ErrorSummary form={form} />
      {problem && <FormError failure={problem} />}
      <DraftNote fromDraft={fromDraft} />
      <RadioField
        form={form}
        name="good"
        legend="Did it print well?"
        hint={`Check the name, the photograph and the UUID on the card itself${sides === 2 ? ', and its back' : ''}. Do not bend or scratch it.`}
        options={[
          { value: 'yes', label: 'Yes', hint: 'Next, make its address label.' },
          {
            value: 'no',
            label: 'No',
            hint: 'The card is spoiled. You write a new card, which gets a new passcode.',
            reveals: (
              <>
                <TextArea form={form} name="note" label="What is wrong with it?" rows={2} />
                <SelectField
                  form={form}
                  name="spoiledCard"
                  label={<>What did you do with the spoiled card {card}?</>}
                  hint="Take it out of the printer now. Its chip works until it is destroyed."
                  options={[
                    { value: '', label: 'Choose what was done' },
                    ...spoiledCardEnds.map((value) => ({ value, label: spoiledCardWords[value] })),
                  ]}
                />
              </>
            ),
          },
        ]}
      />
      <SaveRow busy={busy || confirmed.busy} label="Save the answer" />
      <ConfirmDialog
        open={asking}
        title="Mark this card as spoiled?"
        confirmLabel="Mark as spoiled"
        danger
        body="RA Desk deletes the passcode of this card. If you made a label for it, tear the label up. Then write and print a blank card: it gets a new passcode."
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void confirmed.run(record)
        }}
      />
    </form>
  )
}
