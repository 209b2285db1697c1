/** Previews and prints the card face, then records whether it printed well. A spoiled face spoils the card. */
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

type Stage = 'print' | 'turn' | 'again' | 'look'

const stageHeadings: Readonly<Record<Stage, string>> = {
  print: 'Print',
  turn: 'Turn the card over',
  again: 'Print again',
  look: 'Check the card',
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
  const drawn = useFaces(`${caseId} ${facts.inputChangedAt['card'] ?? 0}`, () => client.call('card.faces', { caseId }))
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
    saved(describeVerdict(verdict))
    return undefined
  }
  const backIsNext = twoSides && printed.front && !printed.back
  const stage: Stage = again ? 'again' : outside ? 'look' : !print ? 'print' : backIsNext ? 'turn' : 'look'
  return (
    <div className="desk-two">
      <FacePreview caseId={caseId} drawn={drawn} {...(stage === 'print' ? { onOutside: () => setOutside(true) } : {})} />
      <section aria-labelledby="print-card-print">
        <h2 className="nhsuk-heading-s" id="print-card-print">
          {stageHeadings[stage]}
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
        <PrintStage
          handle={handle}
          stage={stage}
          twoSides={twoSides}
          onSent={() => {
            setOutside(false)
            setAgain(false)
          }}
          onGoBack={() => setAgain(false)}
        />
        {(stage === 'look' || stage === 'turn') && (
          <Button variant="quiet" onClick={() => (print ? setAgain(true) : setOutside(false))}>
            {print ? 'Print again: it did not reach the card' : 'I have not printed it yet'}
          </Button>
        )}
      </section>
    </div>
  )
}

function describeVerdict(verdict: FaceVerdict): string {
  if (verdict.good) return 'The card face is good. Next, make the label.'
  const end = verdict.spoiledCard === 'locked-away' ? 'locked away' : 'destroyed'
  return `The card is spoiled and ${end}. Next, write a new card.`
}

interface FacePreviewProps {
  readonly caseId: string
  readonly drawn: ReturnType<typeof useFaces>
  /** Given if the agent can still say that another program printed the card. */
  readonly onOutside?: () => void
}

function FacePreview({ caseId, drawn, onOutside }: FacePreviewProps) {
  const mark = drawn && 'faces' in drawn ? drawn.faces.mark : undefined
  return (
    <section aria-labelledby="print-card-preview">
      <h2 className="nhsuk-heading-s" id="print-card-preview">
        As it will be printed
      </h2>
      <CardPreview drawn={drawn} label="Card face" />
      {mark && (
        <p className="desk-secondary">
          Card template: {mark.name}
          {mark.version > 0 && `, version ${mark.version}`}
        </p>
      )}
      <SaveDocument document={{ kind: 'card-face', caseId }} label="Save the PDF" />
      {onOutside && (
        <p className="card-preview__outside">
          <Button variant="quiet" onClick={onOutside}>
            I printed it from the saved PDF
          </Button>
        </p>
      )}
    </section>
  )
}

interface PrintStageProps {
  readonly handle: StepScreenProps['handle']
  readonly stage: Stage
  readonly twoSides: boolean
  readonly onSent: () => void
  readonly onGoBack: () => void
}

/** The form that sends the card to a printer, for the sides that are next. */
function PrintStage({ handle, stage, twoSides, onSent, onGoBack }: PrintStageProps) {
  const print = findFacePrint(handle.view.facts)
  const all: readonly PrintedSides[] = twoSides ? ['front', 'both', 'back'] : ['front']
  switch (stage) {
    case 'look':
      return null
    case 'turn':
      return (
        <>
          <p>
            The front went to {print!.printer}, {formatDateTime(print!.recordedAt)}. The back is next.
          </p>
          <PrintForm key="back" handle={handle} sides={['back']} again={false} sent={onSent} />
        </>
      )
    case 'print':
      return (
        <PrintForm key={`first ${twoSides}`} handle={handle} sides={twoSides ? ['front', 'both'] : ['front']} again={false} sent={onSent} />
      )
    case 'again':
      return <PrintForm key="again" handle={handle} sides={all} again sent={onSent} goBack={onGoBack} />
  }
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
