/** Progress of filling a new or lost database from the record, while the agent works. */
import { useRebuilding } from '../../../client/use-case-client.ts'
import { formatCount } from '../../../ui/index.ts'

export function RebuildProgress() {
  const rebuilding = useRebuilding()
  if (!rebuilding) return null
  const { why, done, of } = rebuilding
  return (
    <div role="status" className="desk-draft-note">
      <p>
        {why === 'lost'
          ? 'The database on this computer was lost or damaged. RA Desk is rebuilding it: the cases you changed last come first. You can work meanwhile. Nothing you saved is missing.'
          : 'RA Desk is preparing its list from the record: the cases you changed last come first. You can work meanwhile.'}
      </p>
      <p>
        <progress max={Math.max(1, of)} value={done} aria-label={why === 'lost' ? 'Rebuilding the database' : 'Preparing the list'} />{' '}
        {formatCount(done)} of {formatCount(of)}
      </p>
    </div>
  )
}
