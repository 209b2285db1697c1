/** Cards that are printed and labelled: choose those that leave together, and close their manifest. */
import { useEffect, useRef } from 'react'
import { useWatch } from 'react-hook-form'
import { Link } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { sharedPostingServices } from './shared-posting-services.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useEditions, useListView } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { announce, fieldId, formatDateTime } from '../../../ui/index.ts'
import { cardsInWords } from '../../shared/after-call/cards-in-words.ts'
import { CloseManifestForm, type Closed } from '../../shared/after-call/close-manifest-form.tsx'
import { readAskedCases } from '../../shared/asked-cases.ts'
import { chosenOf, isWaiting, leftOutFor, listWaiting, readAskedCase, toggle } from './selection.ts'

interface Values {
  leftOut: string[]
  service: string
}

export type ClosedManifest = Pick<Closed, 'dispatchReference' | 'checkpoint'> & { readonly items: number }

export function WaitingCards({ onClosed }: { readonly onClosed: (closed: ClosedManifest) => void }) {
  const waiting = listWaiting(useListView(isWaiting))
  const mayClose = useAccess('manifest.close') === 'do'
  if (mayClose) return <ChooseAndClose waiting={waiting} onClosed={onClosed} />
  return waiting.length === 0 ? <NoneWaiting /> : <WaitingTable waiting={waiting} />
}

const NoneWaiting = () => (
  <p className="desk-empty">No card is waiting. A card is listed here once it is printed and its label is checked.</p>
)

function ChooseAndClose({
  waiting,
  onClosed,
}: {
  readonly waiting: readonly CaseSummary[]
  readonly onClosed: (closed: ClosedManifest) => void
}) {
  const editions = useEditions()
  const state: unknown = useHistoryState()
  const asked = readAskedCase(state)
  const { form, ready, clearDraft } = useDraftForm<Values>('dispatch', { leftOut: [], service: '' })
  const leftOut = useWatch({ control: form.control, name: 'leftOut' })
  const chosen = chosenOf(waiting, leftOut)
  const leave = (cases: readonly string[]) => form.setValue('leftOut', [...cases], { shouldDirty: true })

  const taken = useRef<string>(undefined)
  useEffect(() => {
    if (!ready || !asked || taken.current === asked) return
    taken.current = asked
    form.setValue(
      'leftOut',
      form.getValues('leftOut').filter((id) => id !== asked),
    )
  }, [ready, asked, form])

  const several = useRef(readAskedCases(state))
  useEffect(() => {
    if (!ready || several.current.length === 0) return
    const others = leftOutFor(waiting, several.current)
    several.current = []
    if (others) form.setValue('leftOut', [...others])
  }, [ready, waiting, form])

  if (!ready) return null
  if (waiting.length === 0) return <NoneWaiting />
  return (
    <CloseManifestForm
      form={form}
      serviceField="service"
      services={sharedPostingServices(
        waiting.filter(({ caseId }) => chosen.includes(caseId)),
        editions,
      )}
      cases={chosen}
      leftOut={waiting.length - chosen.length}
      label="Close the posting list"
      count={
        <span role="status">
          {cardsInWords(chosen.length)} of {waiting.length} chosen
        </span>
      }
      validate={() => {
        if (chosen.length === 0) form.setError('leftOut', { message: 'Choose at least one card' })
        return chosen.length > 0
      }}
      onClosed={async (closed) => {
        announce(`Posting list ${closed.dispatchReference} is closed`)
        const items = chosen.length
        form.reset({ leftOut: [], service: '' })
        await clearDraft()
        onClosed({ dispatchReference: closed.dispatchReference, checkpoint: closed.checkpoint, items })
      }}
    >
      <WaitingTable waiting={waiting} choice={{ chosen, leave, toggleOne: (caseId) => leave(toggle(form.getValues('leftOut'), caseId)) }} />
    </CloseManifestForm>
  )
}

interface Choice {
  readonly chosen: readonly string[]
  readonly leave: (caseIds: readonly string[]) => void
  readonly toggleOne: (caseId: string) => void
}

/** `choice`: absent for those who only look. */
function WaitingTable({ waiting, choice }: { readonly waiting: readonly CaseSummary[]; readonly choice?: Choice }) {
  const all = choice?.chosen.length === waiting.length
  return (
    <div className="dispatch-scroll" tabIndex={0} role="region" aria-label="Cards waiting for a posting list">
      <table className="nhsuk-table after-call-table dispatch-table">
        <caption className="nhsuk-u-visually-hidden">Cards waiting for a posting list</caption>
        <thead>
          <tr>
            {choice && (
              <th scope="col" className="dispatch-tick">
                <input
                  type="checkbox"
                  id={fieldId('leftOut')}
                  aria-label="Choose all"
                  checked={all}
                  onChange={() => choice.leave(all ? waiting.map(({ caseId }) => caseId) : [])}
                />
              </th>
            )}
            <th scope="col">Registrant</th>
            <th scope="col">Case</th>
            <th scope="col">Organisation</th>
            <th scope="col">Ready since</th>
          </tr>
        </thead>
        <tbody>
          {waiting.map((one) => {
            const on = choice?.chosen.includes(one.caseId) ?? false
            return (
              <tr key={one.caseId} data-chosen={on ? '' : undefined}>
                {choice && (
                  <td className="dispatch-tick">
                    <input type="checkbox" id={`dispatch-${one.caseId}`} checked={on} onChange={() => choice.toggleOne(one.caseId)} />
                  </td>
                )}
                <td>{choice ? <label htmlFor={`dispatch-${one.caseId}`}>{one.name}</label> : one.name}</td>
                <td>
                  <Link href={`/case/${one.caseId}`} className="desk-mono">
                    {one.reference}
                  </Link>
                </td>
                <td>{one.organisation}</td>
                <td>{formatDateTime(one.changedAt)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
