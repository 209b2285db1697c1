/** The face of the card: look at it, print it, and say whether it printed well. A spoiled face spoils the card. */
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { findFacePrint, printedSidesOf, spoiledCardWords, type PrintedSides } from '../../../../domain/card/face-prints.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { Button, formatDateTime, SummaryList } from '../../../ui/index.ts'
import { SaveDocument } from '../../shared/after-call/save-document.tsx'
import { CardPreview, useFaces } from '../../shared/card-preview/card-preview.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import { FaceCheck, type FaceVerdict } from './face-check.tsx'
import { PrintForm } from './print-form.tsx'
import '../../shared/after-call/after-call.css'

const OUTSIDE = 'Another program, from the saved PDF'

interface Values {
  /** Printed by another program from the saved PDF. */
  outside: boolean
}

function Screen({ handle, saved }: StepScreenProps) {
  const {
    caseId,
    view: { facts },
  } = handle
  const client = useCaseClient()
  const { form, ready, clearDraft } = useDraftForm<Values>(`case:${caseId}:print-card`, { outside: false })
  const outside = useWatch({ control: form.control, name: 'outside' })
  const setOutside = (now: boolean) => form.setValue('outside', now, { shouldDirty: true })
  const [again, setAgain] = useState(false)
  const drawn = useFaces(`${caseId} ${facts.groundChangedAt.card ?? 0}`, () => client.call('card.faces', { caseId }))
  const faces = drawn && 'faces' in drawn ? drawn.faces : undefined
  if (!ready) return null
  const print = findFacePrint(facts)
  const printed = printedSidesOf(facts)
  const twoSides = faces?.sides === 2
  const check = async (verdict: FaceVerdict) => {
    const template = outside || !print ? faces?.mark : undefined
    const answer = await handle.act({
      kind: 'cardFaceChecked',
      printer: outside || !print ? OUTSIDE : print.printer,
      ...verdict,
      ...(template ? { template } : {}),
    })
    if (!answer.ok) return answer.error
    await clearDraft()
    saved(
      verdict.good
        ? 'The card face is good. The label is next.'
        : verdict.spoiledCard === 'locked-away'
          ? 'The card is spoiled and locked away. A new one is written next.'
          : 'The card is spoiled and destroyed. A new one is written next.',
    )
    return undefined
  }
  const backIsNext = twoSides && printed.front && !printed.back
  const stage = again ? 'again' : outside ? 'look' : !print ? 'print' : backIsNext ? 'turn' : 'look'
  const all: readonly PrintedSides[] = twoSides ? ['front', 'both', 'back'] : ['front']
  const sent = () => {
    setOutside(false)
    setAgain(false)
  }
  return (
    <div className="desk-two">
      <section aria-labelledby="print-card-preview">
        <h2 className="nhsuk-heading-s" id="print-card-preview">
          As it will be printed
        </h2>
        <CardPreview drawn={drawn} label="Card face" />
        {faces?.mark && (
          <p className="desk-secondary">
            Card template: {faces.mark.name}
            {faces.mark.version > 0 && `, version ${faces.mark.version}`}
          </p>
        )}
        <SaveDocument document={{ kind: 'card-face', caseId }} label="Save the PDF" />
        {stage === 'print' && (
          <p className="card-preview__outside">
            <Button variant="quiet" onClick={() => setOutside(true)}>
              I printed it from the saved PDF
            </Button>
          </p>
        )}
      </section>
      <section aria-labelledby="print-card-print">
        <h2 className="nhsuk-heading-s" id="print-card-print">
          {{ print: 'Print', turn: 'Turn the card over', again: 'Print again', look: 'Look at the card' }[stage]}
        </h2>
        {stage === 'look' && (
          <>
            <p>
              {outside || !print
                ? 'Printed by another program, from the saved PDF.'
                : `Sent to ${print.printer}, ${formatDateTime(print.recordedAt)}.`}
            </p>
            <FaceCheck
              draftKey={`case:${caseId}:print-card-check:${facts.liveCard?.attempt ?? 0}`}
              serial={facts.liveCard?.serial}
              sides={twoSides ? 2 : 1}
              answer={check}
            />
          </>
        )}
        {stage === 'turn' && (
          <>
            <p>
              The front went to {print!.printer}, {formatDateTime(print!.recordedAt)}. The back is next.
            </p>
            <PrintForm key="back" handle={handle} sides={['back']} again={false} sent={sent} />
          </>
        )}
        {stage === 'print' && (
          <PrintForm key={`first ${twoSides}`} handle={handle} sides={twoSides ? ['front', 'both'] : ['front']} again={false} sent={sent} />
        )}
        {stage === 'again' && <PrintForm key="again" handle={handle} sides={all} again sent={sent} goBack={() => setAgain(false)} />}
        {(stage === 'look' || stage === 'turn') &&
          (print ? (
            <Button variant="quiet" onClick={() => setAgain(true)}>
              It did not reach the card: print again
            </Button>
          ) : (
            <Button variant="quiet" onClick={() => setOutside(false)}>
              It was not printed yet
            </Button>
          ))}
      </section>
    </div>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { facePrinted, faceChecked } = handle.view.facts
  if (!faceChecked) return null
  const template = faceChecked.template ?? facePrinted?.template
  return (
    <SummaryList
      rows={[
        { key: 'Printer', value: faceChecked.printer },
        ...(facePrinted && facePrinted.printer === faceChecked.printer
          ? [{ key: 'Printed', value: formatDateTime(facePrinted.recordedAt) }]
          : []),
        ...(template
          ? [{ key: 'Card template', value: `${template.name}${template.version > 0 ? `, version ${template.version}` : ''}` }]
          : []),
        {
          key: 'Checked',
          value: `${faceChecked.good ? 'It printed well' : 'It did not print well'}, ${faceChecked.agentName}, ${formatDateTime(faceChecked.recordedAt)}`,
        },
        ...(faceChecked.note ? [{ key: 'Note', value: faceChecked.note }] : []),
        ...(faceChecked.spoiledCard ? [{ key: 'Spoiled card', value: spoiledCardWords[faceChecked.spoiledCard] }] : []),
      ]}
    />
  )
}

export const step: StepModule = { Screen, Summary }
