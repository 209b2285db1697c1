/** Who runs this RA. */
import { odsCode } from '../../../../domain/values.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { TextField, useSubmit } from '../../../ui/index.ts'
import { PartForm, type PartProps } from './part-form.tsx'
import { useSaveSettings } from './use-save-settings.ts'

export function ProviderPart({ saved, saveLabel }: PartProps) {
  const { settings, save } = useSaveSettings()
  const draft = useDraftForm('settings:provider', {
    providerName: settings?.serviceProvider.name ?? '',
    providerOds: settings?.serviceProvider.odsCode ?? '',
  })
  const submit = useSubmit(draft.form, async (values) => {
    const providerName = values.providerName.trim()
    const providerOds = values.providerOds.replaceAll(/\s/g, '').toUpperCase()
    const isOds = providerOds === '' || odsCode.safeParse(providerOds).success
    if (!providerName) draft.form.setError('providerName', { message: 'Enter the name of the RA service provider.' })
    if (!isOds) draft.form.setError('providerOds', { message: 'An ODS code has 3 to 10 letters and numbers, like RA9.' })
    if (!providerName || !isOds) return undefined
    const failure = await save((now) => ({
      ...now,
      serviceProvider: { name: providerName, ...(providerOds ? { odsCode: providerOds } : {}) },
    }))
    if (failure) return failure
    await draft.clearDraft()
    saved('Service provider saved')
    return undefined
  })
  return (
    <PartForm draft={draft} submit={submit} label="Service provider" saveLabel={saveLabel}>
      <div className="desk-two">
        <TextField form={draft.form} name="providerName" label="RA service provider" />
        <TextField form={draft.form} name="providerOds" label="ODS code of the provider (optional)" width={10} code />
      </div>
    </PartForm>
  )
}
