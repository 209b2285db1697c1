/** What the station says of a card that no case holds: destroyed before a witness, lost, cancelled. */
import { useState } from 'react'
import { destructionMethods, type DestructionMethod } from '../../../../domain/card/lifecycle.ts'
import type { Input, Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import {
  ConfirmDialog,
  DraftNote,
  ErrorSummary,
  FormError,
  RadioField,
  SaveRow,
  TextArea,
  TextField,
  toast,
  useSubmit,
} from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import type { CardView } from './card-view.ts'

type Act = Output<'cards.show'>['acts'][number]
type Recorded = Input<'cards.act'>['act']

interface Values {
  act: Act | ''
  method: DestructionMethod | ''
  witness: string
  note: string
}

const actChoices: Readonly<Record<Act, { readonly label: string; readonly hint: string }>> = {
  destroy: { label: 'It was destroyed', hint: 'In front of a witness.' },
  proveDestroyed: { label: 'How it was destroyed', hint: 'The case records that it was destroyed.' },
  markLost: { label: 'It is lost', hint: 'It cannot be found.' },
  cancel: { label: 'It is cancelled', hint: 'It was cancelled in CIS and must not be used.' },
}
const order: readonly Act[] = ['proveDestroyed', 'destroy', 'markLost', 'cancel']
const done: Readonly<Record<Act, string>> = {
  destroy: 'Card recorded as destroyed',
  proveDestroyed: 'Details of the destruction saved',
  markLost: 'Card marked as lost',
  cancel: 'Card cancelled',
}

export function CardActs({ view, done: reload }: { readonly view: CardView; readonly done: () => void }) {
  if (view.acts.length === 0) return null
  return (
    <section className="desk-card" aria-labelledby="card-acts">
      <h2 className="nhsuk-heading-m" id="card-acts">
        Record what happened to this card
      </h2>
      <ActForm key={view.card.state} view={view} reload={reload} />
    </section>
  )
}

function ActForm({ view, reload }: { readonly view: CardView; readonly reload: () => void }) {
  const client = useCaseClient()
  const { serial } = view.card
  const acts = order.filter((act) => view.acts.includes(act))
  const { form, ready, fromDraft, clearDraft } = useDraftForm<Values>(`cards:act:${serial}`, {
    act: acts.length === 1 ? acts[0]! : '',
    method: '',
    witness: '',
    note: '',
  })
  const [asking, setAsking] = useState<Recorded>()
  const recording = useAct()
  const record = (act: Recorded) =>
    recording.run(async () => {
      const answer = await client.call('cards.act', { serial, act })
      if (!answer.ok) return answer.error
      await clearDraft()
      toast.success(done[act.act])
      reload()
      return undefined
    })
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const act = read(values, (name, message) => form.setError(name, { message }))
    if (act) setAsking(act)
    return undefined
  })
  if (!ready) return null
  const destruction = (
    <>
      <RadioField
        form={form}
        name="method"
        legend="How?"
        options={destructionMethods.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField form={form} name="witness" label="Who saw it?" hint="A colleague, not yourself." maxLength={100} />
      <TextArea form={form} name="note" label="Note (optional)" rows={2} />
    </>
  )
  const why = <TextArea form={form} name="note" label="What happened?" rows={3} />
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure ?? recording.failure} />
      <DraftNote fromDraft={fromDraft} />
      <RadioField
        form={form}
        name="act"
        legend={<span className="nhsuk-u-visually-hidden">What happened to this card?</span>}
        options={acts.map((act) => ({
          value: act,
          ...actChoices[act],
          reveals: act === 'destroy' || act === 'proveDestroyed' ? destruction : why,
        }))}
      />
      <SaveRow busy={busy || recording.busy} label="Save" />
      <ConfirmDialog
        open={asking !== undefined}
        title={asking?.act === 'proveDestroyed' ? 'Save how the card was destroyed?' : 'Take this card out of use?'}
        danger
        confirmLabel="Yes, save"
        body={`Card ${serial} can then never be issued or used. You cannot undo this.`}
        onCancel={() => setAsking(undefined)}
        onConfirm={() => {
          const act = asking
          setAsking(undefined)
          if (act) void record(act)
        }}
      />
    </form>
  )
}

/** What is recorded, or nothing after each thing that is missing was said. */
function read({ act, method, witness, note }: Values, wrong: (name: keyof Values, message: string) => void): Recorded | undefined {
  const [who, words] = [witness.trim(), note.trim()]
  switch (act) {
    case '':
      wrong('act', 'Choose what happened to this card.')
      return undefined
    case 'cancel':
    case 'markLost':
      if (words === '') wrong('note', 'Enter what happened.')
      return words === '' ? undefined : { act, note: words }
    case 'destroy':
    case 'proveDestroyed':
      if (method === '') wrong('method', 'Choose how it was destroyed.')
      if (who === '') wrong('witness', 'Enter who saw it.')
      return method === '' || who === '' ? undefined : { act, method, witness: who, ...(words ? { note: words } : {}) }
  }
}
