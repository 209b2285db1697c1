/** Restoring a new workstation from a backup. Shows what is in the backup before anything is written. */
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useLocation } from 'wouter'
import type { Output } from '../../../../preload/contract.ts'
import { Mark } from '../../../ui/mark.tsx'
import { PracticeDoor } from '../../shared/practice/practice-door.tsx'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import {
  Button,
  Callout,
  ErrorSummary,
  formatCount,
  formatDateTime,
  FormError,
  SelectField,
  SummaryList,
  TextField,
  useSubmit,
} from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { findPassphraseFault, PassphraseFields } from '../set-up/passphrase-fields.tsx'
import { casesInWords, formatBytes } from './backup-messages.ts'
import './backup.css'

type Preview = Output<'restore.preview'>

export function Restore({ onCancel }: { readonly onCancel: () => void }) {
  const station = useStationState()
  const [found, setFound] = useState<{ readonly preview: Preview; readonly recoveryKey: string }>()
  return (
    <main className="desk-doorstep desk-doorstep--wide">
      {station.practice && <PracticeDoor />}
      <p className="desk-brand">
        <Mark size={34} /> RA Desk
      </p>
      <h1 className="nhsuk-heading-l">Restore from a backup</h1>
      {found ? <Found {...found} onBack={() => setFound(undefined)} /> : <Choose onFound={setFound} onCancel={onCancel} />}
    </main>
  )
}

function Choose({
  onFound,
  onCancel,
}: {
  readonly onFound: (found: { readonly preview: Preview; readonly recoveryKey: string }) => void
  readonly onCancel: () => void
}) {
  const client = useCaseClient()
  const [fileName, setFileName] = useState('')
  const choosing = useAct()
  const form = useForm({ defaultValues: { recoveryKey: '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ recoveryKey }) => {
    if (!recoveryKey.trim()) form.setError('recoveryKey', { message: 'Enter the recovery key from the printed sheet.' })
    if (!fileName) return { code: 'not-chosen', message: 'You have not chosen a backup.', next: 'Choose a backup file first.' }
    if (!recoveryKey.trim()) return undefined
    const answer = await client.call('restore.preview', { recoveryKey: recoveryKey.trim() })
    if (!answer.ok) return answer.error
    onFound({ preview: answer.value, recoveryKey: recoveryKey.trim() })
    return undefined
  })
  const choose = () =>
    choosing.run(async () => {
      const answer = await client.call('restore.choose', {})
      if (answer.ok && answer.value.fileName) setFileName(answer.value.fileName)
      return answer.ok ? undefined : answer.error
    })
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Restore from a backup">
      <ErrorSummary form={form} />
      <FormError failure={failure ?? choosing.failure} />
      <p>
        Put in the USB stick with the backups and have the printed recovery key ready. RA Desk shows you what is in the backup before it
        writes anything to this computer.
      </p>
      <h2 className="nhsuk-heading-s">Backup</h2>
      <p className="backup-not">{fileName ? <span className="backup-path">{fileName}</span> : 'No file chosen yet.'}</p>
      <Button variant="secondary" busy={choosing.busy} onClick={() => void choose()}>
        {fileName ? 'Choose another backup' : 'Choose a backup'}
      </Button>
      <TextField
        form={form}
        name="recoveryKey"
        label="Recovery key"
        hint="Enter all groups in order, from the sheet that was in use when the backup was made. You can leave out spaces and dashes, and use small letters."
        code
      />
      <div className="desk-button-row">
        <Button type="submit" busy={busy}>
          {busy ? 'Reading…' : 'Show what is in the backup'}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Back
        </Button>
      </div>
    </form>
  )
}

function Found({ preview, recoveryKey, onBack }: { readonly preview: Preview; readonly recoveryKey: string; readonly onBack: () => void }) {
  const client = useCaseClient()
  const [, go] = useLocation()
  const { managers } = preview
  const form = useForm({ defaultValues: { agentId: managers[0]?.agentId ?? '', signInName: '', passphrase: '', passphraseAgain: '' } })
  const signInName = form.watch('signInName')
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const name = values.signInName.trim()
    const fault = findPassphraseFault(values, [name, preview.stationName, ...managers.map((manager) => manager.name)])
    if (!name) form.setError('signInName', { message: 'Enter a sign-in name.' })
    else if (name.length > 30) form.setError('signInName', { message: 'A sign-in name can have up to 30 characters.' })
    if (fault) form.setError(fault.field, { message: fault.message })
    if (fault || !name || name.length > 30) return undefined
    const answer = await client.restore({ recoveryKey, agentId: values.agentId, signInName: name, passphrase: values.passphrase })
    if (!answer.ok) return answer.error
    // The key just used opens nothing here, so print the new one first.
    go('/set-up/recovery')
    return undefined
  })
  return (
    <>
      <h2 className="nhsuk-heading-m">What is in the backup</h2>
      <Contents preview={preview} />
      <Callout title="What this backup cannot restore">
        <ul className="nhsuk-list nhsuk-list--bullet">
          {missingFrom(preview).map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      </Callout>
      {managers.length === 0 ? (
        <p>This backup has no RA manager, so it cannot be restored.</p>
      ) : (
        <form onSubmit={onSubmit} noValidate aria-label="Restore this backup">
          <ErrorSummary form={form} />
          <FormError failure={failure} />
          <h2 className="nhsuk-heading-m">Who is restoring the backup</h2>
          <div className="desk-two">
            {managers.length > 1 ? (
              <SelectField
                form={form}
                name="agentId"
                label="RA manager"
                options={managers.map(({ agentId, name }) => ({ value: agentId, label: name }))}
              />
            ) : (
              <div>
                <p className="nhsuk-label">RA manager</p>
                <p>{managers[0]!.name}</p>
              </div>
            )}
            <TextField form={form} name="signInName" label="Sign-in name" hint="Shown on the lock screen before sign-in." width={20} />
          </div>
          <PassphraseFields
            form={form}
            personal={[signInName, preview.stationName, ...managers.map(({ name }) => name)]}
            label="New passphrase"
          />
          <div className="desk-save-row">
            <Button type="submit" busy={busy}>
              {busy ? 'Restoring and checking every case…' : 'Restore and sign in'}
            </Button>
            <Button variant="secondary" onClick={onBack}>
              Choose another backup
            </Button>
            <span className="desk-secondary">Next: print your new recovery key.</span>
          </div>
        </form>
      )}
    </>
  )
}

function missingFrom({ leftInCustody, expired, destroyed, otherAgents, madeAt }: Preview): string[] {
  return [
    `Anything done after ${formatDateTime(madeAt)}.`,
    leftInCustody === 0
      ? 'Passcodes: backups do not contain them. None was waiting to be texted when this backup was made.'
      : 'Passcodes that were waiting to be texted: backups do not contain passcodes. You must replace those cards. RA Desk lists their cases.',
    ...(expired > 0
      ? [
          `${formatCount(expired)} scans, photographs or cases that are past their retention date, going by this computer’s date. If that date is wrong, correct it before you continue.`,
        ]
      : []),
    ...(destroyed > 0 ? [`${formatCount(destroyed)} scans, photographs or cases that were deleted after the backup was made.`] : []),
    ...(otherAgents > 0
      ? [
          `The passphrases of ${otherAgents === 1 ? 'one other agent' : `${formatCount(otherAgents)} other agents`}. Add them again under Settings. The record keeps what they did.`,
        ]
      : []),
  ]
}

function Contents({ preview }: { readonly preview: Preview }) {
  return (
    <SummaryList
      rows={[
        {
          key: 'Station',
          value: (
            <>
              {preview.stationName}
              {preview.practice && ' (practice)'}
            </>
          ),
        },
        { key: 'Cases', value: `${casesInWords(preview.cases)}, ${formatBytes(preview.bytes)}` },
        { key: 'Newest change', value: preview.newestChange ? formatDateTime(preview.newestChange) : 'None' },
        { key: 'Made', value: `${formatDateTime(preview.madeAt)}, by RA Desk ${preview.appVersion}` },
        {
          key: 'Record code',
          value: (
            <>
              <span className="backup-code">{preview.code}</span> over {formatCount(preview.entries)} entries of the record. If you have a
              signed paper from that time, compare the code on it.
            </>
          ),
        },
      ]}
    />
  )
}
