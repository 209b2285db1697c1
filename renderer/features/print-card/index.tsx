/** The face of the card: look at it, print it, and say whether it printed well. A spoiled face spoils the card. */
import { useEffect, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { findFacePrint } from '../../../domain/card/face-prints.ts'
import type { DevicesView } from '../../../preload/contract.ts'
import { useDevices } from '../../desk/use-desk.ts'
import { useDraftForm } from '../../desk/use-draft-form.ts'
import { announce, Button, Callout, ErrorSummary, formatDateTime, FormError, RadioField, SummaryList, useSubmit } from '../../ui/index.ts'
import { DocumentPreview } from '../after-call/document-preview.tsx'
import { PrintCheck } from '../after-call/print-check.tsx'
import { SaveDocument } from '../after-call/save-document.tsx'
import type { StepModule, StepScreenProps, StepSummaryProps } from '../step-screen.ts'
import '../after-call/after-call.css'

const OUTSIDE = 'Another program, from the saved PDF'
const printerWords = { ready: 'Ready', printing: 'Printing', problem: 'Needs attention', offline: 'Switched off or not connected' } as const

interface Values {
  printer: string
  /** Printed by another program from the saved PDF. */
  outside: boolean
}

const describePrinter = ({ state, problem }: DevicesView['printers'][number]) => (problem ? `${printerWords[state]}: ${problem}` : printerWords[state])

function Screen({ handle, saved }: StepScreenProps) {
  const { facts } = handle.view
  const devices = useDevices()
  const printers = devices?.printers ?? []
  const { form, ready, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:print-card`, { printer: '', outside: false })
  const [typed, outside] = useWatch({ control: form.control, name: ['printer', 'outside'] })
  const [again, setAgain] = useState(false)
  const printed = findFacePrint(facts)
  const only = printers.length === 1 ? printers[0]!.name : undefined
  useEffect(() => { if (ready && only && typed === '') form.setValue('printer', only) }, [ready, only, typed, form])
  const document = { kind: 'card-face', caseId: handle.caseId } as const
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const printer = printers.find(({ name }) => name === values.printer)
    if (!printer) return void form.setError('printer', { message: 'Choose the card printer' })
    if (printer.state === 'offline' || printer.state === 'problem') return void form.setError('printer', { message: `${printer.name}: ${describePrinter(printer)}` })
    const answer = await handle.run('card.printFace', { printer: printer.name })
    if (!answer.ok) return answer.error
    form.setValue('outside', false, { shouldDirty: true })
    setAgain(false)
    announce(`Sent to ${printer.name}. Look at the card and say whether it printed well.`)
    return undefined
  })
  if (!ready) return null
  const asked = (printed && !again) || outside
  const check = async (good: boolean, note: string | undefined) => {
    const printer = outside || !printed ? OUTSIDE : printed.printer
    const answer = await handle.act({ kind: 'cardFaceChecked', printer, good, ...(note ? { note } : {}) })
    if (!answer.ok) return answer.error
    await clearDraft()
    saved(good ? 'The card face is good. The label is next.' : 'The card is spoiled. Destroy it; a new one is written next.')
    return undefined
  }
  return (
    <div className="desk-two">
      <section aria-labelledby="print-card-preview">
        <h2 className="nhsuk-heading-s" id="print-card-preview">As it will be printed</h2>
        <div className="print-card-true-size"><DocumentPreview document={document} version={facts.groundChangedAt.card ?? 0} label="Card face" /></div>
        <p className="desk-secondary">85.60 × 53.98 mm, about life size. The photograph, the name, the UUID and the organisation are on it, and nothing over the chip.</p>
        <SaveDocument document={document} label="Save the PDF" />
        {!asked && (
          <Button variant="quiet" onClick={() => form.setValue('outside', true, { shouldDirty: true })}>I printed it from the saved PDF</Button>
        )}
      </section>
      <section aria-labelledby="print-card-print">
        <h2 className="nhsuk-heading-s" id="print-card-print">{asked ? 'Look at the card' : 'Print'}</h2>
        {asked ? (
          <>
            <p>{outside || !printed ? 'Printed by another program, from the saved PDF.' : `Sent to ${printed.printer}, ${formatDateTime(printed.recordedAt)}.`}</p>
            <PrintCheck
              draftKey={`case:${handle.caseId}:print-card-check`} asksWhy answer={check}
              hint="Check the name, the photograph and the UUID on the card itself. Bend nothing, scratch nothing."
              yes="The card goes on to its label and its envelope." no="The card is spoiled: it must be destroyed, and a new card is written with a new passcode."
              confirmNo={{
                title: 'Spoil this card?', confirmLabel: 'Yes, it is spoiled',
                body: 'There is never a second live card. This one must be destroyed: cut or punch through the chip. Then a blank card is written, with a new passcode, and printed.',
              }}
            />
            <Button variant="quiet" onClick={() => { form.setValue('outside', false, { shouldDirty: true }); setAgain(true) }}>It did not reach the card: print again</Button>
          </>
        ) : (
          <form onSubmit={onSubmit} noValidate>
            <ErrorSummary form={form} />
            {failure && <FormError failure={failure} />}
            {devices && printers.length === 0
              ? <Callout title="No printer is connected"><p>Connect the card printer; it appears here by itself. Or save the PDF and print it with the program that came with your printer.</p></Callout>
              : (
                  <RadioField
                    form={form} name="printer" legend="Which printer holds the card?" hint={<>Feed card <span className="desk-mono">{facts.liveCard?.serial}</span>, chip side as your printer wants it</>}
                    options={printers.map((printer) => ({ value: printer.name, label: printer.name, hint: describePrinter(printer) }))}
                  />
                )}
            <div className="desk-save-row">
              <Button type="submit" busy={busy}>{busy ? 'Printing…' : 'Print the card face'}</Button>
              {again && <Button variant="secondary" onClick={() => setAgain(false)}>Go back</Button>}
            </div>
          </form>
        )}
      </section>
    </div>
  )
}

function Summary({ handle }: StepSummaryProps) {
  const { facePrinted, faceChecked } = handle.view.facts
  if (!faceChecked) return null
  return (
    <SummaryList rows={[
      { key: 'Printer', value: faceChecked.printer },
      ...(facePrinted && facePrinted.printer === faceChecked.printer ? [{ key: 'Printed', value: formatDateTime(facePrinted.recordedAt) }] : []),
      { key: 'Checked', value: `${faceChecked.good ? 'It printed well' : 'It did not print well'}, ${faceChecked.agentName}, ${formatDateTime(faceChecked.recordedAt)}` },
      ...(faceChecked.note ? [{ key: 'Note', value: faceChecked.note }] : []),
    ]} />
  )
}

export const step: StepModule = { Screen, Summary }
