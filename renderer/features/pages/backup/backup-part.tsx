/** Workstation: where backups go, the last backup and restore test, and buttons to make and test one now. */
import { useCaseClient } from '../../../client/use-case-client.ts'
import { announce, Button, FormError, Spinner } from '../../../ui/index.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useNow } from '../../shared/before-call/use-now.ts'
import { BackupFiles, CardsToReplace, Summary } from './backup-summary.tsx'
import { useBackups, type BackupState } from './use-backups.ts'
import './backup.css'

export function BackupPart({ landing }: { /** The page opens here. */ readonly landing: boolean }) {
  const { state, again } = useBackups()
  return (
    <section className="desk-card" aria-labelledby="backup">
      <h2 className="nhsuk-heading-m" id="backup" data-landing={landing || undefined}>
        Backup
      </h2>
      {state ? <Backups state={state} again={again} /> : <Spinner label="Looking for backups" />}
    </section>
  )
}

function Backups({ state, again }: { readonly state: BackupState; readonly again: () => Promise<void> }) {
  const client = useCaseClient()
  const { busy, failure, run } = useAct()
  const now = useNow()
  const { view, backups, cardsToReplace } = state
  const choose = () =>
    run(async () => {
      const answer = await client.call('backup.chooseFolder', {})
      if (answer.ok && answer.value.folder !== '') announce('Backup folder chosen')
      await again()
      return answer.ok ? undefined : answer.error
    })
  const make = () =>
    run(async () => {
      const answer = await client.call('backup.make', {})
      if (answer.ok) announce('Backup made')
      await again()
      return answer.ok ? undefined : answer.error
    })
  const drill = () =>
    run(async () => {
      const answer = await client.call('backup.drill', {})
      if (answer.ok) announce('Restore test passed')
      await again()
      return answer.ok ? undefined : answer.error
    })
  const working = busy || view.busy !== 'no'
  return (
    <>
      <FormError failure={failure} />
      <CardsToReplace cards={cardsToReplace} />
      {view.folder === undefined && (
        <>
          <p>RA Desk is not making backups. If this computer is lost or its disk fails, its cases are lost.</p>
          <Allowed to="backup.chooseFolder" otherwise="chooses the folder for backups">
            <p>Choose a USB stick or a folder on another disk.</p>
          </Allowed>
        </>
      )}
      <Summary state={state} now={now} choose={() => void choose()} />
      {view.folder !== undefined && (
        <div className="desk-button-row backup-acts">
          <Button variant="secondary" busy={working} onClick={() => void make()}>
            {view.busy === 'backup' ? `Writing… ${Math.floor((view.progress ?? 0) * 100)} %` : 'Back up now'}
          </Button>
          {backups.length > 0 && (
            <Button variant="secondary" busy={working} onClick={() => void drill()}>
              {view.busy === 'drill' ? 'Testing a restore…' : 'Test a restore now'}
            </Button>
          )}
        </div>
      )}
      <BackupFiles backups={backups} now={now} />
      <p className="desk-secondary">
        The printed recovery key opens a backup on any computer with RA Desk. A backup contains cases, scans and the record, but no
        passcodes.
      </p>
    </>
  )
}
