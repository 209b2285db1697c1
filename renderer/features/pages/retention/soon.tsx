/** One line above the work list: what will be erased within a week, or that the clock is in doubt. */
import { Link } from 'wouter'
import { addDays, comparePlainDates } from '../../../../domain/registrant/plain-date.ts'
import { formatDate } from '../../../ui/index.ts'
import { useRetention } from './use-retention.ts'
import './retention.css'

const SOON_DAYS = 7

export function ErasedSoon() {
  const { list } = useRetention()
  if (!list) return null
  const soon = list.items.filter(
    ({ state, on }) => (state === 'coming' || state === 'due') && comparePlainDates(on, addDays(list.today, SOON_DAYS)) <= 0,
  )
  if (!list.doubt && !list.problem && soon.length === 0) return null
  return (
    <p className="retention-soon" role="note">
      {list.doubt
        ? 'Nothing will be deleted, because this computer’s date may be wrong. '
        : list.problem
          ? `An item that is due could not be deleted. ${list.problem.message} `
          : `${soon.length === 1 ? '1 item' : `${soon.length} items`} will be deleted under the retention policy within a week, the first on ${formatDate(soon[0]!.on)}. `}
      <Link href="/workstation">{list.doubt ? 'Confirm the date' : 'See what is due'}</Link>
    </p>
  )
}
