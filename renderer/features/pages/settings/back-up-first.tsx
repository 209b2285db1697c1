/** Before an update: a backup of everything, restored in a test. */
import { Link } from 'wouter'
import { Button, formatDateTime } from '../../../ui/index.ts'
import { casesInWords } from '../backup/backup-messages.ts'
import { useBackups } from '../backup/use-backups.ts'
import type { UpdateView } from './use-update.ts'

interface Props {
  readonly prepared: UpdateView['prepared']
  readonly busy: boolean
  prepare(): void
}

export function BackUpFirst({ prepared, busy, prepare }: Props) {
  const { state } = useBackups()
  const working = state?.view.busy ?? 'no'
  return (
    <section aria-labelledby="update-backup">
      <h3 className="nhsuk-heading-s" id="update-backup">
        Back up first
      </h3>
      {prepared ? (
        <p>
          Backup made {formatDateTime(prepared.madeAt)} and restored in a test: {casesInWords(prepared.cases)}.
        </p>
      ) : (
        <>
          <p>
            RA Desk makes a backup in your <Link href="/workstation/backup">folder for backups</Link> and restores it in a test. The
            installer can be started only when the test has passed.
          </p>
          <Button variant="secondary" busy={busy} onClick={prepare}>
            {working === 'backup'
              ? `Backing up… ${Math.floor((state?.view.progress ?? 0) * 100)} %`
              : working === 'drill'
                ? 'Testing a restore…'
                : 'Back up and test'}
          </Button>
        </>
      )}
    </section>
  )
}
