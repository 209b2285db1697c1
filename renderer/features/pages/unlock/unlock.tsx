/** The lock screen: who you are and your passphrase, or the recovery key. */
import { useEffect, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { Mark } from '../../../ui/mark.tsx'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { Button, ErrorSummary, fieldId, FormError, RadioField, PassphraseField, useSubmit } from '../../../ui/index.ts'
import { RecoverForm } from './recover-form.tsx'
import { DatabaseTrouble } from './database-trouble.tsx'
import { lockWords } from './lock-reason.ts'
import { PRACTICE_PASSPHRASE } from '../../shared/practice/practice-words.ts'
import { PracticeDoor } from '../../shared/practice/practice-door.tsx'

export function Unlock() {
  const station = useStationState()
  const [recovering, setRecovering] = useState(false)
  return (
    <main className="desk-doorstep">
      {station.practice && <PracticeDoor />}
      <p className="desk-brand">
        <Mark size={34} /> RA Desk
      </p>
      <h1 className="nhsuk-heading-l">{recovering ? 'Use the recovery key' : 'Unlock RA Desk'}</h1>
      {station.locked && !recovering && <p role="status">{lockWords(station.locked)}</p>}
      {!recovering && <DatabaseTrouble />}
      {recovering ? <RecoverForm onCancel={() => setRecovering(false)} /> : <UnlockForm onRecover={() => setRecovering(true)} />}
      {!station.practice && <PracticeDoor />}
      <p className="desk-secondary desk-doorstep__foot">RA Desk {station.version}. Everything saved on this computer is encrypted.</p>
    </main>
  )
}

function UnlockForm({ onRecover }: { onRecover: () => void }) {
  const client = useCaseClient()
  const { agents, practice } = useStationState()
  const form = useForm({ defaultValues: { agentId: agents.length > 1 ? '' : (agents[0]?.agentId ?? ''), passphrase: '' } })
  const several = agents.length > 1
  useEffect(() => {
    document.getElementById(fieldId(several ? 'agentId' : 'passphrase'))?.focus()
  }, [several])
  const isTyping = useWatch({ control: form.control, name: 'passphrase' }) !== ''
  useEffect(() => {
    if (isTyping) client.readAhead()
  }, [client, isTyping])
  const { onSubmit, busy, failure } = useSubmit(form, async ({ agentId, passphrase }) => {
    if (!agentId) form.setError('agentId', { message: 'Choose who you are.' })
    if (!passphrase) form.setError('passphrase', { message: 'Enter your passphrase.' })
    if (!agentId || !passphrase) return undefined
    const answer = await client.unlock({ agentId, passphrase })
    if (answer.ok) return undefined
    form.resetField('passphrase')
    return answer.error
  })
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Unlock RA Desk">
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      {several ? (
        <RadioField
          form={form}
          name="agentId"
          legend="Who are you?"
          inline
          options={agents.map((agent) => ({ value: agent.agentId, label: agent.signInName }))}
        />
      ) : (
        <p>
          Signing in as <strong>{agents[0]?.signInName}</strong>
        </p>
      )}
      <PassphraseField
        form={form}
        name="passphrase"
        autoComplete="current-password"
        label="Passphrase"
        hint={practice ? `In practice: “${PRACTICE_PASSPHRASE}”, unless you chose another one.` : undefined}
      />
      <div className="desk-button-row">
        <Button type="submit" busy={busy}>
          {busy ? 'Opening…' : 'Unlock'}
        </Button>
        <Button variant="quiet" onClick={onRecover}>
          Forgotten your passphrase? Use the recovery key
        </Button>
      </div>
    </form>
  )
}
