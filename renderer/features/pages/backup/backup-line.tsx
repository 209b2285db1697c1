/** Status bar: whether a restore of the newest backup was proven. */
import { Link } from 'wouter'
import { useNow } from '../../shared/before-call/use-now.ts'
import { useBackups } from './use-backups.ts'
import { describeBackups } from './backup-messages.ts'

const dots = { good: 'good', busy: 'busy', bad: 'bad', none: 'none' } as const

export function BackupLine() {
  const { state } = useBackups()
  const now = useNow()
  if (!state) return null
  const line = describeBackups(state.view, now)
  return (
    <li data-device="backup">
      <span className="desk-dot" data-state={dots[line.state]} aria-hidden="true" />
      <span>
        <strong>Backup:</strong> {line.message}
      </span>
      {line.needsHelp && (
        <Link className="device-strip__help" href="/workstation">
          Fix<span className="nhsuk-u-visually-hidden">: Backup</span>
        </Link>
      )}
    </li>
  )
}
