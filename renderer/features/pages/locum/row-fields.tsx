/** The fields of one person: in a list, and when an entry is corrected. */
import { useEffect } from 'react'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import type { Output } from '../../../../preload/contract.ts'
import { SingleCheckbox, TextArea, TextField } from '../../../ui/index.ts'
import type { RowValues } from './row-values.ts'

export type Problem = Output<'locum.check'>['rows'][number]['problems'][number]
export type ListKind = 'grant' | 'import'

/** Puts each problem at its field. */
export function showProblems(form: UseFormReturn<RowValues>, problems: readonly Problem[]): void {
  for (const { field, message } of problems) form.setError(field, { message })
}

interface RowFieldsProps {
  readonly form: UseFormReturn<RowValues>
  readonly kind: ListKind
  readonly problems: readonly Problem[]
  /** Values that fill what is left empty here. */
  readonly shared?: boolean
}

export function RowFields({ form, kind, problems, shared }: RowFieldsProps) {
  const [registerChecked, longer, second] = useWatch({ control: form.control, name: ['registerChecked', 'longerBecause', 'secondBecause'] })
  useEffect(() => showProblems(form, problems), [form, problems])
  const asked = (confirm: Problem['confirm']) => problems.some((problem) => problem.confirm === confirm)
  const own = shared ? 'Leave empty to use the value for everyone' : undefined
  const day = shared ? 'Like 31/10/2027. Leave empty to use the value for everyone' : 'Like 31/10/2027'
  return (
    <div className="locum-fields desk-level">
      <TextField form={form} name="name" label="Name" maxLength={200} />
      <TextField form={form} name="uuid" label="UUID" hint="12 digits" width={20} code inputMode="numeric" />
      <TextField form={form} name="registerNumber" label="Professional register number" hint="GPhC: 7 digits" width={20} code />
      <TextField form={form} name="mobile" label="Mobile (optional)" width={20} code inputMode="tel" />
      {(asked('registerChecked') || registerChecked) && (
        <div className="locum-fields__wide">
          <SingleCheckbox form={form} name="registerChecked" label="I checked the register: what is entered, or left empty, is right" />
        </div>
      )}
      <div className="locum-fields__wide">
        <TextArea form={form} name="reason" label="Exceptional reason" hint={own} rows={2} />
      </div>
      <TextField form={form} name="sponsor" label="Sponsor" hint={own} />
      <TextField form={form} name="organisations" label="Organisations" hint={own ?? 'ODS codes, with a space between them'} code />
      <TextField form={form} name="grantedOn" label="Granted on" hint={day} width={20} />
      <TextField form={form} name="grantedBy" label="Granted by" hint="Leave empty if it was you" width={20} />
      <TextField form={form} name="reviewBy" label="Review by" hint={day} width={20} />
      <TextField form={form} name="endsOn" label="Ends on" hint={day} width={20} />
      {(asked('longerBecause') || longer) && (
        <div className="locum-fields__wide">
          <TextField form={form} name="longerBecause" label="Why is the access needed for more than a year?" />
        </div>
      )}
      {(asked('secondBecause') || second) && (
        <div className="locum-fields__wide">
          <TextField form={form} name="secondBecause" label="Why is there a second grant for this UUID?" />
        </div>
      )}
      {kind === 'import' && (
        <>
          <TextField form={form} name="revokedOn" label="Revoked on (if it was)" hint="Like 31/10/2027" width={20} />
          <TextField form={form} name="reference" label="Reference of the revocation" width={20} code />
          <TextField form={form} name="revokedBy" label="Revoked by" width={20} />
        </>
      )}
    </div>
  )
}
