/** Progress of rebuilding a lost database from the record, while the agent works. */
import { useRebuilding } from '../../../client/use-case-client.ts'
import { formatCount } from '../../../ui/index.ts'

export function RebuildProgress() {
  const rebuilding = useRebuilding()
  if (!rebuilding) return null
  return (
    <div role="status" className="desk-draft-note">
      <p>
        The database on this computer was lost or damaged. RA Desk is rebuilding it: the cases you changed last come first. You can work
        meanwhile. Nothing you saved is missing.
      </p>
      <p>
        <progress max={Math.max(1, rebuilding.of)} value={rebuilding.done} aria-label="Rebuilding the database" />{' '}
        {formatCount(rebuilding.done)} of {formatCount(rebuilding.of)}
      </p>
    </div>
  )
}
