/** The signed-in agent's own name and mobile number. */
import { parseMobile } from '../../../../domain/registrant/mobile.ts'
import { useStationState } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { formatPhone, TextField, useSubmit } from '../../../ui/index.ts'
import { PartForm, type PartProps } from './part-form.tsx'
import { useSaveSettings } from './use-save-settings.ts'

export function YouPart({ saved, saveLabel }: PartProps) {
  const station = useStationState()
  const { settings, save } = useSaveSettings()
  const agentId = station.session?.agentId
  const agent = settings?.agents.find((one) => one.agentId === agentId)
  const draft = useDraftForm('settings:you', { agentName: agent?.name ?? '', agentMobile: agent ? formatPhone(agent.mobile) : '' })
  const submit = useSubmit(draft.form, async (values) => {
    const name = values.agentName.trim()
    const mobile = parseMobile(values.agentMobile, { allowDramaNumbers: station.virtualDevices, owner: 'own' })
    if (!name) draft.form.setError('agentName', { message: 'Enter your name.' })
    if (!mobile.ok) draft.form.setError('agentMobile', { message: `${mobile.error.message} ${mobile.error.next}` })
    if (!name || !mobile.ok) return undefined
    const failure = await save((now) => ({
      ...now,
      agents: now.agents.map((one) => (one.agentId === agentId ? { ...one, name, mobile: mobile.value.value } : one)),
    }))
    if (failure) return failure
    await draft.clearDraft()
    saved('Your name and mobile number saved')
    return undefined
  })
  return (
    <PartForm draft={draft} submit={submit} label="Your name and mobile number" saveLabel={saveLabel}>
      <div className="desk-two">
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
