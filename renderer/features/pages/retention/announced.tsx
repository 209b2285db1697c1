/** What will be erased, soonest first, on the page of the workstation; and the question what day it is, when the clock is in doubt. */
import { useForm } from 'react-hook-form'
import { Link } from 'wouter'
import { useCaseClient, useFindSummary } from '../../../client/use-case-client.ts'
import {
  Button,
  Callout,
  DateField,
  emptyDate,
  ErrorSummary,
  FormError,
  formatDate,
  isoFromDate,
  toast,
  useSubmit,
  type DateParts,
} from '../../../ui/index.ts'
import { Allowed } from '../../shared/allowed.tsx'
import { useRetention, type RetentionList } from './use-retention.ts'
import { describeItem, describeOther, describeRule } from './retention-messages.ts'
import './retention.css'

export function Announced({ landing }: { /** The page opens here. */ readonly landing: boolean }) {
  const { answer: list, again } = useRetention('retention.list', {})
  const findSummary = useFindSummary()
  if (!list) return null
  const isDecided = list.rules.some(({ days }) => days !== null)
  return (
    <section className="desk-card" aria-labelledby="retention" id="will-be-erased">
      <h2 className="nhsuk-heading-m" id="retention" data-landing={landing || undefined}>
        {' '}
        Due for deletion{' '}
      </h2>
      {list.doubt && <ClockDoubt doubt={list.doubt} done={again} />}
      {list.problem && <FormError failure={{ code: 'retention', ...list.problem }} />}
      {!isDecided && (
        <p>
          No limits are set for keeping scans, passcodes and cases, so nothing is deleted automatically. An administrator sets them in the
          policy of your organisation; <Link href="/settings/policy">Settings</Link> shows where that is.
        </p>
      )}
      {isDecided && list.items.length === 0 && <p>Nothing is due to be deleted.</p>}
      {list.items.length > 0 && (
        <div className="desk-table-wrap">
          <table className="desk-table">
            <thead>
              <tr>
                <th scope="col">Case</th>
                <th scope="col">What</th>
                <th scope="col">When</th>
                <th scope="col">Rule</th>
              </tr>
            </thead>
            <tbody>
              {list.items.map((item) => {
                const { title, message } = describeItem(item, list.doubt !== undefined)
                return (
                  <tr key={`${item.caseId} ${item.what}`} data-state={item.state}>
                    <th scope="row">
                      <Link href={`/case/${item.caseId}`}>{findSummary(item.caseId)?.name ?? item.caseReference}</Link>{' '}
                      <span className="desk-mono desk-secondary">{item.caseReference}</span>
                    </th>
                    <td>{title}</td>
                    <td>{message}</td>
                    <td>{describeRule(item)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {list.more > 0 && <p>And {list.more} more, later.</p>}
      {list.other.length > 0 && (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {list.other.map((item) => (
            <li key={`${item.kind} ${item.on}`}>{describeOther(item)}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function ClockDoubt({ doubt, done }: { readonly doubt: NonNullable<RetentionList['doubt']>; readonly done: () => void }) {
  const client = useCaseClient()
  const form = useForm<{ clockToday: DateParts }>({ defaultValues: { clockToday: { ...emptyDate } } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ clockToday }) => {
    const today = isoFromDate(clockToday)
    if (!today) {
      form.setError('clockToday', { message: 'Enter today’s date.' })
      return undefined
    }
    const answer = await client.call('retention.confirmClock', { today })
    if (!answer.ok) return answer.error
    toast.success('Date confirmed. Items due are being deleted.')
    void client.call('retention.eraseDue', {})
    done()
    return undefined
  })
  return (
    <Callout title="This computer’s date may be wrong">
      <p>
        {doubt.kind === 'ahead'
          ? `It is ${doubt.days} days ahead of ${formatDate(doubt.believedAt.slice(0, 10))}, the last confirmed date. RA Desk will not delete anything until you confirm today’s date.`
          : `It is behind ${formatDate(doubt.believedAt.slice(0, 10))}, the last confirmed date. RA Desk will not delete anything until the clock is corrected.`}
      </p>
      <Allowed to="retention.confirmClock" otherwise="can sign in and confirm the date">
        <form onSubmit={onSubmit} noValidate>
          <ErrorSummary form={form} />
          <FormError failure={failure} />
          <DateField
            form={form}
            name="clockToday"
            legend="What is today’s date?"
            hint="Check a calendar or your phone, not this computer."
          />
          <Button type="submit" variant="secondary" busy={busy}>
            Confirm the date
          </Button>
        </form>
      </Allowed>
    </Callout>
  )
}
