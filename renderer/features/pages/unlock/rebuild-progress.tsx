/** How far it is while a lost database is made again from the journal. */
import { useRebuilding } from '../../../client/use-case-client.ts'
import { formatCount } from '../../../ui/index.ts'

export function RebuildProgress() {
  const rebuilding = useRebuilding()
  if (!rebuilding) return null
  return (
    <div role="status">
      <p>The database on this computer was lost or damaged. RA Desk is rebuilding it. Nothing you saved is missing.</p>
      <p>
        <progress max={Math.max(1, rebuilding.of)} value={rebuilding.done} aria-label="Rebuilding the database" />{' '}
        {formatCount(rebuilding.done)} of {formatCount(rebuilding.of)}
      </p>
    </div>
  )
}
