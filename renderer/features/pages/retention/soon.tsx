/** One line above Today: what will be erased within a week, or that the clock is in doubt. */
import { Link } from 'wouter'
import { useAccess } from '../../../client/use-access.ts'
import { formatDate } from '../../../ui/index.ts'
import { useRetention } from './use-retention.ts'
import './retention.css'

export function ErasedSoon() {
  const mayConfirm = useAccess('retention.confirmClock') === 'do'
  const { answer: soon } = useRetention('retention.soon', {})
  if (!soon || (!soon.doubt && !soon.problem && soon.first === undefined)) return null
  return (
    <p className="retention-soon" role="note">
      {soon.doubt
        ? 'Nothing will be deleted, because this computer’s date may be wrong. '
        : soon.problem
          ? `An item that is due could not be deleted. ${soon.problem.message} `
          : `${soon.count === 1 ? '1 item' : `${soon.count} items`} will be deleted under the retention policy within a week, the first on ${formatDate(soon.first ?? '')}. `}
      <Link href="/workstation/retention">{soon.doubt && mayConfirm ? 'Confirm the date' : 'See what is due'}</Link>
    </p>
  )
}
