/** First screen of a new workstation: the RA service provider, the first agent and their passphrase. */
import { useState } from 'react'
import { useForm, type UseFormReturn } from 'react-hook-form'
import { useLocation } from 'wouter'
import { odsCode } from '../../../../domain/values.ts'
import { parseMobile } from '../../../../domain/registrant/mobile.ts'
import { Mark } from '../../../ui/mark.tsx'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { Button, ErrorSummary, FormError, TextField, useSubmit } from '../../../ui/index.ts'
import { Restore } from '../backup/restore.tsx'
import { practiceFirstValues } from '../../shared/practice/practice-first-values.ts'
import { PRACTICE_PASSPHRASE } from '../../shared/practice/practice-words.ts'
import { PracticeDoor } from '../../shared/practice/practice-door.tsx'
import { KeyStoreWarning } from './key-store-warning.tsx'
import { findPassphraseFault, PassphraseFields } from './passphrase-fields.tsx'

const LONGEST_SIGN_IN_NAME = 30

interface SetUpValues {
  providerName: string
  providerOds: string
  agentName: string
  agentMobile: string
  signInName: string
  passphrase: string
  passphraseAgain: string
}

export function FirstRun() {
  const [restoring, setRestoring] = useState(false)
  return restoring ? <Restore onCancel={() => setRestoring(false)} /> : <SetUp onRestore={() => setRestoring(true)} />
}

function SetUp({ onRestore }: { onRestore: () => void }) {
  const client = useCaseClient()
  const station = useStationState()
  const [, go] = useLocation()
  const form = useForm<SetUpValues>({
    defaultValues: {
      providerName: '',
      providerOds: '',
      agentName: '',
      agentMobile: '',
      signInName: '',
      passphrase: '',
      passphraseAgain: '',
      ...(station.practice ? practiceFirstValues : {}),
    },
  })
  const watched = form.watch(['agentName', 'signInName', 'providerName'])
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    let good = true
    const wrong = (name: keyof typeof values, message: string) => {
      good = false
      form.setError(name, { message })
    }
    const [name, agentName, signInName] = [values.providerName.trim(), values.agentName.trim(), values.signInName.trim()]
    const ods = values.providerOds.replaceAll(/\s/g, '').toUpperCase()
    const mobile = parseMobile(values.agentMobile, { allowDramaNumbers: station.virtualDevices, owner: 'own' })
    if (!name) wrong('providerName', 'Enter the name of the RA service provider.')
    if (ods && !odsCode.safeParse(ods).success) wrong('providerOds', 'An ODS code has 3 to 10 letters and numbers, like RA9.')
    if (!agentName) wrong('agentName', 'Enter your name.')
    if (!mobile.ok) wrong('agentMobile', `${mobile.error.message} ${mobile.error.next}`)
    if (!signInName) wrong('signInName', 'Enter a sign-in name.')
    else if (signInName.length > LONGEST_SIGN_IN_NAME)
      wrong('signInName', `A sign-in name can have up to ${LONGEST_SIGN_IN_NAME} characters.`)
    const fault = findPassphraseFault(values, [agentName, signInName, name])
    if (fault) wrong(fault.field, fault.message)
    if (!good || !mobile.ok) return undefined
    const answer = await client.setUp({
      signInName,
      agent: { name: agentName, mobile: mobile.value.value },
      serviceProvider: { name, ...(ods ? { odsCode: ods } : {}) },
      passphrase: values.passphrase,
    })
    if (!answer.ok) return answer.error
    go(station.practice ? '/' : '/set-up/recovery')
    return undefined
  })
  return (
    <main className="desk-doorstep desk-doorstep--wide">
      <Welcome onRestore={onRestore} />
      <form onSubmit={onSubmit} noValidate aria-label="Set up this workstation">
        <ErrorSummary form={form} />
        <FormError failure={failure} />
        <WhoYouAre form={form} />
        {!station.practice && <KeyStoreWarning />}
        <h2 className="nhsuk-heading-m">Passphrase</h2>
        <PassphraseFields form={form} personal={watched} />
        <div className="desk-save-row">
          <Button type="submit" busy={busy}>
            {busy ? 'Making the keys…' : 'Set up and continue'}
          </Button>
          <span className="desk-secondary">
            {station.practice ? 'Next: begin with a sample request.' : 'Next: print your recovery key.'}
          </span>
        </div>
      </form>
    </main>
  )
}

/** What RA Desk is, and the other ways to begin. */
function Welcome({ onRestore }: { readonly onRestore: () => void }) {
  const { practice } = useStationState()
  return (
    <>
      {practice && <PracticeDoor />}
      <p className="desk-brand">
        <Mark size={34} /> RA Desk
      </p>
      <h1 className="nhsuk-heading-l">Set up this workstation</h1>
      <p>
        Use RA Desk to register people and issue their smartcards when you cannot meet them. It works on this computer alone and sends
        nothing over a network. Start with your own details. You add organisations later.
      </p>
      <p>
        Moving from another computer?{' '}
        <Button variant="quiet" onClick={onRestore}>
          Restore from a backup
        </Button>
      </p>
      {practice ? (
        <p>
          Everything below is filled in, so that you can begin at once. The passphrase of practice is “{PRACTICE_PASSPHRASE}”: never use
          your real one here.
        </p>
      ) : (
        <PracticeDoor />
      )}
    </>
  )
}

function WhoYouAre({ form }: { readonly form: UseFormReturn<SetUpValues> }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">RA service provider</h2>
      <div className="desk-two">
        <TextField form={form} name="providerName" label="RA service provider" />
        <TextField form={form} name="providerOds" label="ODS code of the provider (optional)" width={10} code />
      </div>
      <h2 className="nhsuk-heading-m">You, the first RA agent</h2>
      <div className="desk-two">
        <TextField form={form} name="agentName" label="Your name" hint="Shown to registrants and in the record." />
        <TextField
          form={form}
          name="agentMobile"
          label="Your mobile number"
          hint="Given to registrants so that they can call when the smartcard arrives."
          width={20}
          inputMode="tel"
          code
        />
        <TextField form={form} name="signInName" label="Sign-in name" hint="Shown on the lock screen before sign-in." width={20} />
      </div>
    </>
  )
}
