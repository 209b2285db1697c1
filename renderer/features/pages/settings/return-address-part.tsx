/** Where an envelope comes back to when it cannot be delivered: printed on every label. */
import { parseAddress } from '../../../../domain/registrant/address.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { TextField, useSubmit } from '../../../ui/index.ts'
import { PartForm, type PartProps } from './part-form.tsx'
import { useSaveSettings } from './use-save-settings.ts'

export function ReturnAddressPart({ saved, saveLabel }: PartProps) {
  const { settings, save } = useSaveSettings()
  const now = settings?.returnAddress
  const draft = useDraftForm('settings:return-address', {
    line1: now?.lines[0] ?? '',
    line2: now?.lines[1] ?? '',
    line3: now?.lines[2] ?? '',
    town: now?.town ?? '',
    postcode: now?.postcode ?? '',
  })
  const { form } = draft
  const submit = useSubmit(form, async ({ line1, line2, line3, town, postcode }) => {
    const address = parseAddress({ lines: [line1, line2, line3], town, postcode })
    if (!address.ok) {
      const field = address.error.code.startsWith('postcode') ? 'postcode' : address.error.code === 'town-missing' ? 'town' : 'line1'
      form.setError(field, { message: `${address.error.message} ${address.error.next}` })
      return undefined
    }
    const { lines, ...rest } = address.value.value
    const failure = await save((settings) => ({ ...settings, returnAddress: { ...rest, lines: [...lines] } }))
    if (failure) return failure
    await draft.clearDraft()
    saved('Return address saved')
    return undefined
  })
  return (
    <PartForm draft={draft} submit={submit} label="Return address" saveLabel={saveLabel}>
      <p>Undelivered envelopes come back to this address. It is printed small on each label.</p>
      <div className="desk-narrow">
        <TextField form={form} name="line1" label="Address line 1" />
        <TextField form={form} name="line2" label="Address line 2 (optional)" />
        <TextField form={form} name="line3" label="Address line 3 (optional)" />
        <TextField form={form} name="town" label="Town or city" width={30} />
        <TextField form={form} name="postcode" label="Postcode" width={10} />
      </div>
    </PartForm>
  )
}
