/** Sends one or both sides of the card to a printer. To print again, the agent says what the card shows now, and why. */
import { useEffect } from 'react'
import { useWatch } from 'react-hook-form'
import type { PrintedAgain, PrintedSides } from '../../../../domain/card/face-prints.ts'
import type { DevicesView } from '../../../../preload/contract.ts'
import { useDevices } from '../../../client/use-case-client.ts'
import { useDraftForm, type DraftForm } from '../../../client/use-draft-form.ts'
import { announce, Button, Callout, ErrorSummary, FormError, RadioField, SingleCheckbox, TextArea, useSubmit } from '../../../ui/index.ts'
import { describePrinter } from '../../shared/after-call/printer-words.ts'
import type { StepScreenProps } from '../step-screen.ts'

const describeCardPrinter = (printer: DevicesView['printers'][number]) =>
  `${describePrinter(printer)}${printer.address === undefined ? '' : `. Pictures of cards go to ${printer.address}`}`

interface Values {
  printer: string
  sides: PrintedSides
  cardShows: '' | 'nothing' | 'incomplete' | 'whole'
  accepted: boolean
  why: string
}

interface PrintFormProps {
  readonly handle: StepScreenProps['handle']
  /** Sides that can be chosen; the first is chosen. */
  readonly sides: readonly PrintedSides[]
  /** These sides have been sent to a printer before. */
  readonly again: boolean
  readonly sent: () => void
  readonly goBack?: (() => void) | undefined
}

const sideChoices: Readonly<Record<PrintedSides, { readonly label: string; readonly hint: string }>> = {
  front: { label: 'The front', hint: 'Then turn the card over, feed it again and print the back' },
  back: { label: 'The back', hint: 'Turn the card over and feed it again' },
  both: { label: 'Both sides', hint: 'For a printer that turns the card over itself' },
}
const buttons: Readonly<Record<PrintedSides, string>> = { front: 'Print the card face', back: 'Print the back', both: 'Print both sides' }

export function PrintForm({ handle, sides, again, sent, goBack }: PrintFormProps) {
  const devices = useDevices()
  const printers = devices?.printers ?? []
  const first = sides[0]!
  const { form, ready, clearDraft } = useDraftForm<Values>(`case:${handle.caseId}:print-card:${again ? 'again' : first}`, {
    printer: '',
    sides: first,
    cardShows: '',
    accepted: false,
    why: '',
  })
  const [printerNow, sidesNow] = useWatch({ control: form.control, name: ['printer', 'sides'] })
  const only = printers.length === 1 ? printers[0]!.name : undefined
  useEffect(() => {
    if (ready && only && printerNow === '') form.setValue('printer', only)
  }, [ready, only, printerNow, form])
  const { onSubmit, busy, failure } = useSubmit(form, async (values) => {
    const printer = printers.find(({ name }) => name === values.printer)
    if (!printer) form.setError('printer', { message: 'Choose the card printer' })
    else if (printer.state === 'offline' || printer.state === 'problem')
      form.setError('printer', { message: `${printer.name}: ${describeCardPrinter(printer)}` })
    const reason = again ? readReason(values) : undefined
    for (const [name, message] of Object.entries(reason?.problems ?? {})) form.setError(name as keyof Values, { message })
    if (!printer || printer.state === 'offline' || printer.state === 'problem' || reason?.problems) return undefined
    const answer = await handle.run('card.printFace', {
      printer: printer.name,
      sides: values.sides,
      ...(reason ? { again: reason.again } : {}),
    })
    if (!answer.ok) return answer.error
    if (answer.value.failure) return answer.value.failure
    await clearDraft()
    sent()
    announce(`Sent to ${printer.name}. Check the card and say whether it printed well.`)
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      {failure && <FormError failure={failure} />}
      {again && <AgainFields form={form} />}
      {sides.length > 1 && (
        <RadioField form={form} name="sides" legend="Which sides?" options={sides.map((value) => ({ value, ...sideChoices[value] }))} />
      )}
      <PrinterField form={form} serial={handle.view.facts.liveCard?.serial} />
      <div className="desk-save-row">
        <Button type="submit" busy={busy}>
          {busy ? 'Printing…' : `${buttons[sidesNow]}${again ? ' again' : ''}`}
        </Button>
        {goBack && (
          <Button variant="secondary" onClick={goBack}>
            Go back
          </Button>
        )}
      </div>
    </form>
  )
}

function AgainFields({ form }: { readonly form: DraftForm<Values>['form'] }) {
  return (
    <>
      <RadioField
        form={form}
        name="cardShows"
        legend="What is on the card now?"
        hint="Take it out of the printer and look."
        options={[
          { value: 'nothing', label: 'Nothing', hint: 'It never reached the print head, or came out blank' },
          {
            value: 'incomplete',
            label: 'Part of the print, or faint marks',
            hint: 'A second print over it may be visible',
            reveals: <SingleCheckbox form={form} name="accepted" label="I accept printing over what is there" />,
          },
          { value: 'whole', label: 'The whole print', hint: 'Do not print it again: go back and say whether it printed well' },
        ]}
      />
      <TextArea
        form={form}
        name="why"
        label="Why are you printing it again?"
        hint="For example: the card jammed or the ribbon ran out. Your reason stays in the history."
        rows={2}
      />
    </>
  )
}

function PrinterField({ form, serial }: { readonly form: DraftForm<Values>['form']; readonly serial: string | undefined }) {
  const devices = useDevices()
  const printers = devices?.printers ?? []
  if (devices && printers.length === 0)
    return (
      <Callout title="No printer is connected">
        <p>Connect the card printer and it will appear here. Or save the PDF and print it with the program that came with your printer.</p>
      </Callout>
    )
  return (
    <RadioField
      form={form}
      name="printer"
      legend="Which printer holds the card?"
      hint={
        <>
          Feed card <span className="desk-mono">{serial}</span>, with the chip the way your printer needs it
        </>
      }
      options={printers.map((printer) => ({ value: printer.name, label: printer.name, hint: describeCardPrinter(printer) }))}
    />
  )
}

type Reason =
  | { readonly problems: Partial<Record<'cardShows' | 'accepted' | 'why', string>>; readonly again?: undefined }
  | { readonly problems?: undefined; readonly again: PrintedAgain }

/** Reads the reason for printing again. A card that shows the whole print is not printed over. */
export function readReason({ cardShows, accepted, why }: Pick<Values, 'cardShows' | 'accepted' | 'why'>): Reason {
  if (cardShows === 'whole')
    return {
      problems: {
        cardShows: 'This card is printed. Go back and say whether it printed well. If not, it is spoiled and you write a new one',
      },
    }
  const problems = {
    ...(cardShows === '' ? { cardShows: 'Say what is on the card now' } : {}),
    ...(cardShows === 'incomplete' && !accepted
      ? { accepted: 'Accept printing over what is there, or go back and mark the card as spoiled' }
      : {}),
    ...(why.trim() ? {} : { why: 'Say why you are printing it again' }),
  }
  if (cardShows === '' || Object.keys(problems).length > 0) return { problems }
  return { again: { cardShows, why: why.trim(), ...(cardShows === 'incomplete' ? { accepted: true } : {}) } }
}
