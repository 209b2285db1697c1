/** The lock screen after a database that could not be opened, and after it was set aside. */
import { useStationState } from '../../../client/use-case-client.ts'
import { Callout } from '../../../ui/index.ts'
import { SetAside } from './set-aside.tsx'

export function DatabaseTrouble() {
  const { locked, databaseAside } = useStationState()
  if (locked?.why === 'database')
    return (
      <Callout title="The database on this computer could not be opened or updated">
        <SetAside />
      </Callout>
    )
  if (databaseAside === undefined) return null
  return 'kept' in databaseAside ? (
    <p role="status">
      The database was set aside. RA Desk builds a new one when you unlock it. It keeps the old one for 14 days in{' '}
      <span className="desk-path">{databaseAside.kept}</span>
    </p>
  ) : (
    <Callout title="The database could not be set aside">
      <p>
        Another program may be reading its files (the system says {databaseAside.failed}). Nothing was changed, and everything that was
        saved is safe.
      </p>
      <p>Start this computer again, then start RA Desk and unlock it. If that does not help, tell your RA manager.</p>
    </Callout>
  )
}
