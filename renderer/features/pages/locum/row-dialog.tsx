/** One person of a list, to be typed or corrected. What is wrong stays in the list: it can be saved as it is. */
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { Button, Dialog } from '../../../ui/index.ts'
import { RowFields, type ListKind, type Problem } from './row-fields.tsx'
import { rowOfValues, valuesOfRow, type RowValues } from './row-values.ts'

interface RowDialogProps {
  readonly kind: ListKind
  /** Row number in the list; `new` for another person. */
  readonly place: number | 'new'
  readonly row: TypedRow
  readonly problems: readonly Problem[]
  readonly onSave: (row: TypedRow) => void
  readonly onCancel: () => void
}

/** Opens once what was typed before is read: a dialog gives the focus to its first field, which must be there. */
export function RowDialog({ kind, place, row, problems, onSave, onCancel }: RowDialogProps) {
  const { form, ready, clearDraft } = useDraftForm<RowValues>(`locum:row:${kind}:${place}:${row.uuid ?? ''}`, valuesOfRow(row))
  if (!ready) return null
  const save = () => void clearDraft().then(() => onSave(rowOfValues(form.getValues())))
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open) onCancel()
      }}
      title={place === 'new' ? 'Add a person' : `Person ${place + 1} of the list`}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <RowFields form={form} kind={kind} problems={problems} shared />
        <div className="desk-button-row">
          <Button type="submit">{place === 'new' ? 'Add to the list' : 'Save the row'}</Button>
          <Button variant="secondary" onClick={() => void clearDraft().then(onCancel)}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
