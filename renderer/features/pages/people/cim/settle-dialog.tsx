/** Several differences are resolved at once: how many and which are shown before anything is recorded. */
import { differenceKinds, differenceMeanings } from '../../../../../domain/cim/differences.ts'
import type { Settlement } from '../../../../../domain/cim/difference-state.ts'
import { useCaseClient } from '../../../../client/use-case-client.ts'
import { useDraftForm } from '../../../../client/use-draft-form.ts'
import type { Input } from '../../../../../preload/contract.ts'
import { Button, Dialog, ErrorSummary, formatCount, FormError, RadioField, TextArea, useSubmit } from '../../../../ui/index.ts'
import type { DifferenceView } from './use-cim.ts'

export interface Settled {
  readonly count: number
  readonly batch: string
}

export interface SettleDialogProps {
  readonly differences: readonly DifferenceView[]
  readonly which: Input<'cim.settle'>['which']
  readonly onClose: () => void
  readonly onSettled: (settled: Settled | undefined) => void
}

const SHOWN = 5
export const inWords = (count: number): string => (count === 1 ? '1 difference' : `${formatCount(count)} differences`)

export function SettleDialog({ differences, which, onClose, onSettled }: SettleDialogProps) {
  const client = useCaseClient()
  const { form, ready, clearDraft } = useDraftForm('cim:settle', { as: '', note: '' })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ as, note }) => {
    if (as === '') form.setError('as', { message: 'Choose whether it is done or accepted.' })
    if (note.trim() === '') form.setError('note', { message: 'Enter what was done, or why it is right as it is.' })
    if (as === '' || note.trim() === '') return undefined
    const answer = await client.call('cim.settle', { which, as: as as Settlement, note: note.trim() })
    if (!answer.ok) return answer.error
    await clearDraft()
    form.reset({ as: '', note: '' })
    onSettled(answer.value.batch === undefined ? undefined : { count: answer.value.settled, batch: answer.value.batch })
    return undefined
  })
  if (!ready) return null
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Resolve ${inWords(differences.length)}`} wide>
      <Preview differences={differences} />
      <form onSubmit={onSubmit} noValidate>
        <ErrorSummary form={form} />
        <FormError failure={failure} />
        <RadioField
          form={form}
          name="as"
          legend="How are they resolved?"
          options={[
            { value: 'done', label: 'Done', hint: 'It was corrected, here or in CIM. If a later report still shows it, it opens again.' },
            { value: 'accepted', label: 'Accepted', hint: 'It is right as it is. It stays resolved while reports show it.' },
          ]}
        />
        <TextArea form={form} name="note" label="What was done, or why it is accepted" rows={2} spellCheck />
        <div className="desk-button-row">
          <Button type="submit" busy={busy}>
            Resolve {inWords(differences.length)}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Preview({ differences }: { readonly differences: readonly DifferenceView[] }) {
  const kinds = differenceKinds.flatMap((kind) => {
    const count = differences.filter((one) => one.kind === kind).length
    return count === 0 ? [] : [{ kind, count }]
  })
  const names = differences.slice(0, SHOWN).map(({ nameThere, uuid, serial }) => nameThere ?? uuid ?? serial ?? '')
  return (
    <>
      <ul className="nhsuk-list nhsuk-list--bullet cim-preview">
        {kinds.map(({ kind, count }) => (
          <li key={kind}>
            {differenceMeanings[kind].title}: {formatCount(count)}
          </li>
        ))}
      </ul>
      <p className="desk-secondary" translate="no">
        {names.join(', ')}
        {differences.length > SHOWN && ` and ${formatCount(differences.length - SHOWN)} more`}
      </p>
    </>
  )
}
