/** Who runs this RA, and the agent's own name and mobile number. */
import { parseMobile } from '../../../../domain/registrant/mobile.ts'
import { odsCode } from '../../../../domain/values.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { formatPhone, TextField, useSubmit } from '../../../ui/index.ts'
import { PartForm, type PartProps } from './part-form.tsx'
import { useSaveSettings } from './use-save-settings.ts'

export function ProviderPart({ saved, saveLabel }: PartProps) {
  const station = useStationState()
  const { settings, save } = useSaveSettings()
  const agentId = station.session?.agentId
  const agent = settings?.agents.find((one) => one.agentId === agentId)
  const draft = useDraftForm('settings:provider', {
    providerName: settings?.serviceProvider.name ?? '',
    providerOds: settings?.serviceProvider.odsCode ?? '',
    agentName: agent?.name ?? '',
    agentMobile: agent ? formatPhone(agent.mobile) : '',
  })
  const submit = useSubmit(draft.form, async (values) => {
    const providerName = values.providerName.trim()
    const providerOds = values.providerOds.replaceAll(/\s/g, '').toUpperCase()
    const agentName = values.agentName.trim()
    const mobile = parseMobile(values.agentMobile, { allowDramaNumbers: station.virtualDevices, owner: 'own' })
    if (!providerName) draft.form.setError('providerName', { message: 'Enter the name of the RA service provider.' })
    if (providerOds && !odsCode.safeParse(providerOds).success)
      draft.form.setError('providerOds', { message: 'An ODS code has 3 to 10 letters and numbers, like RA9.' })
    if (!agentName) draft.form.setError('agentName', { message: 'Enter your name.' })
    if (!mobile.ok) draft.form.setError('agentMobile', { message: `${mobile.error.message} ${mobile.error.next}` })
    if (!providerName || !agentName || !mobile.ok || (providerOds && !odsCode.safeParse(providerOds).success)) return undefined
    const failure = await save((now) => ({
      ...now,
      serviceProvider: { name: providerName, ...(providerOds ? { odsCode: providerOds } : {}) },
      agents: now.agents.map((one) => (one.agentId === agentId ? { ...one, name: agentName, mobile: mobile.value.value } : one)),
    }))
    if (failure) return failure
    await draft.clearDraft()
    saved('Provider and agent saved')
    return undefined
  })
  return (
    <PartForm draft={draft} submit={submit} label="Provider and agent" saveLabel={saveLabel}>
      <div className="desk-two">
        <TextField form={draft.form} name="providerName" label="RA service provider" />
        <TextField form={draft.form} name="providerOds" label="ODS code of the provider (optional)" width={10} code />
        <TextField form={draft.form} name="agentName" label="Your name" hint="Shown to registrants and in the record." />
        <TextField
          form={draft.form}
          name="agentMobile"
          label="Your mobile number"
          hint="Given to registrants so that they can call when the smartcard arrives."
          width={20}
          inputMode="tel"
          code
        />
      </div>
    </PartForm>
  )
}
