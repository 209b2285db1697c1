/** What a bulk act would record, before it is recorded: each case by name, and each that is left out with the reason. */
import { useMemo, useState } from 'react'
import type { CaseSummary } from '../../../../domain/case/summary.ts'
import { useEditions, useSettings, useStationState } from '../../../client/use-case-client.ts'
import { Button, CopyButton, Details, Dialog } from '../../../ui/index.ts'
import { draftReminder, planBulk, type BulkAct } from './bulk-plan.ts'

interface BulkDialogProps {
  readonly act: BulkAct | undefined
  readonly title: string
  readonly selected: readonly CaseSummary[]
  readonly onCancel: () => void
  readonly onConfirm: (cases: readonly CaseSummary[], text: string) => void
}

export function BulkDialog({ act, title, selected, onCancel, onConfirm }: BulkDialogProps) {
  return (
    <Dialog open={act !== undefined} onOpenChange={(open) => !open && onCancel()} title={title} wide>
      {act && <Preview act={act} title={title} selected={selected} onConfirm={onConfirm} />}
    </Dialog>
  )
}

const fields: Readonly<Record<BulkAct, { readonly label: string; readonly missing?: string }>> = {
  note: { label: 'Note', missing: 'Enter the note.' },
  reminder: { label: 'Note (optional)' },
  hold: { label: 'Why these cases are held', missing: 'Enter why.' },
}

function Preview({
  act,
  title,
  selected,
  onConfirm,
}: Pick<BulkDialogProps, 'title' | 'selected' | 'onConfirm'> & { readonly act: BulkAct }) {
  const plan = useMemo(() => planBulk(act, selected), [act, selected])
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const { label, missing: whenMissing } = fields[act]
  return (
    <form
      noValidate
      onSubmit={(submit) => {
        submit.preventDefault()
        if (text.trim() === '' && whenMissing) setMissing(true)
        else onConfirm(plan.cases, text.trim())
      }}
    >
      {plan.cases.length === 0 ? (
        <p>Nothing can be recorded for the selected cases.</p>
      ) : (
        <>
          <p>{plan.cases.length === 1 ? 'This is recorded on 1 case:' : `This is recorded on ${plan.cases.length} cases:`}</p>
          <ul className="work-list-preview">
            {plan.cases.map((one) => (
              <li key={one.caseId}>
                <span translate="no">{one.name || 'No name yet'}</span>, <span className="desk-mono">{one.reference}</span>
                {act === 'reminder' && <Draft one={one} />}
              </li>
            ))}
          </ul>
          <div className="nhsuk-form-group">
            <label className="nhsuk-label" htmlFor="bulk-text">
              {label}
            </label>
            {missing && whenMissing && (
              <p className="nhsuk-error-message" role="alert" id="bulk-text-error">
                {whenMissing}
              </p>
            )}
            <textarea
              id="bulk-text"
              className="nhsuk-textarea"
              rows={3}
              maxLength={2_000}
              value={text}
              aria-describedby={missing ? 'bulk-text-error' : undefined}
              onChange={(change) => setText(change.target.value)}
            />
          </div>
        </>
      )}
      {plan.leftOut.length > 0 && (
        <Details summary={`Left out: ${plan.leftOut.length}`} open={plan.cases.length === 0}>
          <ul>
            {plan.leftOut.map(({ one, why }) => (
              <li key={one.caseId}>
                {one.reference}: {why}
              </li>
            ))}
          </ul>
        </Details>
      )}
      {plan.cases.length > 0 && <Button type="submit">{title}</Button>}
    </form>
  )
}

/** RA Desk sends no email: the agent copies the draft into their own program. */
function Draft({ one }: { readonly one: CaseSummary }) {
  const editions = useEditions()
  const settings = useSettings()
  const { session } = useStationState()
  const draft = draftReminder(one, editions.get(one.edition), {
    agentName: session?.agentName ?? '',
    serviceProvider: settings?.settings.serviceProvider.name ?? '',
  })
  return draft ? <CopyButton value={`${draft.subject}\n\n${draft.body}`} label={`reminder for ${one.reference}`} /> : null
}
