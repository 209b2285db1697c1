/** Shows the label that was made, to print and check. */
import type { CaseFacts } from '../../../../domain/case/facts.ts'
import { Button, SummaryList } from '../../../ui/index.ts'
import { DocumentPreview } from '../../shared/after-call/document-preview.tsx'
import { PrintCheck } from '../../shared/after-call/print-check.tsx'
import { PrintDocument } from '../../shared/after-call/print-document.tsx'
import type { StepScreenProps } from '../step-screen.ts'
import { describePlace } from './label-sheet.ts'

interface CheckLabelProps extends Pick<StepScreenProps, 'handle' | 'saved'> {
  readonly reason: string | undefined
  readonly label: NonNullable<CaseFacts['label']>
  /** The agent makes another label. */
  readonly onReplace: () => void
}

export function CheckLabel({ handle, reason, saved, label, onReplace }: CheckLabelProps) {
  const document = { kind: 'label', caseId: handle.caseId } as const
  const check = async (good: boolean) => {
    const answer = await handle.act({ kind: 'labelChecked', good }, reason)
    if (!answer.ok) return answer.error
    if (good) saved('The label is good. Stick it on the envelope with the card in it.')
    else onReplace()
    return undefined
  }
  return (
    <div className="desk-two">
      <section aria-labelledby="label-preview">
        <h2 className="nhsuk-heading-s" id="label-preview">
          The label
        </h2>
        <SummaryList
          rows={[
            { key: 'Item', value: <span className="desk-mono">{label.itemReference}</span> },
            { key: 'Position', value: describePlace(label.medium, label.position) },
          ]}
        />
        <DocumentPreview document={document} version={label.seq} label="Address label" />
      </section>
      <section aria-labelledby="label-print">
        <h2 className="nhsuk-heading-s" id="label-print">
          Print and check the label
        </h2>
        <PrintDocument document={document} label="Print the label" then="Check it, then say whether it printed well." />
        <PrintCheck
          draftKey={`case:${handle.caseId}:label-check`}
          answer={check}
          hint="Check that you can read every line, the codes are complete, nothing runs off the edge and the address is for this card."
          yes="Stick it on the envelope. Then add the card to a posting list."
          no="Throw the label away. Make another one in a different position, with a new item reference."
        />
        <Button variant="quiet" onClick={onReplace}>
          Make another label
        </Button>
      </section>
    </div>
  )
}
