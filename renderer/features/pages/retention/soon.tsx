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
        ? 'Nothing is erased, because the clock of this computer may be wrong. '
        : list.problem
          ? `Something that is due could not be erased. ${list.problem.message} `
          : `${soon.length === 1 ? '1 thing' : `${soon.length} things`} will be erased by policy within a week, the first on ${formatDate(soon[0]!.on)}. `}
      <Link href="/workstation">{list.doubt ? 'Say what day it is' : 'See what and when'}</Link>
    </p>
  )
}
