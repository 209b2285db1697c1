/** Prints a document on a printer of this computer, at its own size. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { findFirstPrinter, type PrintedDocument } from '../../../../domain/printing/document-print.ts'
import type { DocumentRequest, DocumentToPrint } from '../../../../preload/contract.ts'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { Button, FormError, Inset, SelectField, Spinner, toast } from '../../../ui/index.ts'
import { Allowed } from '../allowed.tsx'
import { useAct } from '../use-act.ts'
import { useAnswer } from '../use-answer.ts'
import { describePrinter, namePrinter } from './printer-words.ts'
import { SaveDocument } from './save-document.tsx'
import './after-call.css'

interface PrintControlsProps {
  readonly kind: PrintedDocument
  /** Made when it is printed, not before: a list may be long. */
  readonly make: () => DocumentToPrint
  /** What the button says: "Print the label". */
  readonly label: string
  /** What to do with what comes out. */
  readonly then?: string
  /** Beside a primary button of the screen. */
  readonly variant?: 'primary' | 'secondary'
}

type PrintDocumentProps = Omit<PrintControlsProps, 'kind' | 'make'> & { readonly document: DocumentToPrint & DocumentRequest }

/** A document of a case. Saving it as a PDF is the second way. */
export function PrintDocument({ document, ...props }: PrintDocumentProps) {
  return (
    <Allowed to="document.print">
      <PrintControls kind={document.kind} make={() => document} {...props} />
      <Allowed to="document.save">
        <p className="desk-secondary">Or save the PDF and print it from another program, at actual size, not “fit to page”.</p>
        <SaveDocument document={document} label="Save the PDF" />
      </Allowed>
    </Allowed>
  )
}

export function PrintControls({ kind, make, label, then, variant = 'primary' }: PrintControlsProps) {
  const client = useCaseClient()
  const { practice } = useStationState()
  const ask = useCallback(() => client.call('document.printers', { kind }), [client, kind])
  const { value, failure, reload } = useAnswer(ask)
  const form = useForm({ defaultValues: { printer: '' } })
  const [sentTo, setSentTo] = useState<string>()
  const printing = useAct()
  // A dialog can be closed before the printer answers.
  const isShown = useRef(true)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  const status = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (sentTo !== undefined) status.current?.scrollIntoView({ block: 'nearest' })
  }, [sentTo])
  const first = value && findFirstPrinter(value.printers, value.last)
  useEffect(() => {
    if (first !== undefined && form.getValues('printer') === '') form.setValue('printer', first)
  }, [first, form])
  if (failure) return <NoList failure={failure} again={reload} />
  if (!value) return <Spinner label="Looking for printers" />
  const { printers } = value
  if (printers.length === 0) return <NoPrinter again={reload} />
  const print = () =>
    printing.run(async () => {
      const printer = printers.length === 1 ? printers[0] : printers.find(({ name }) => name === form.getValues('printer'))
      setSentTo(undefined)
      form.clearErrors()
      if (!printer) {
        form.setError('printer', { message: 'Choose a printer' })
        form.setFocus('printer')
        return undefined
      }
      const answer = await client.call('document.print', { document: make(), printer: printer.name })
      if (!isShown.current) {
        if (answer.ok) toast.success(`Sent to ${printer.name}`)
        else toast.error(`${answer.error.message} ${answer.error.next}`)
        return undefined
      }
      if (answer.ok) setSentTo(printer.name)
      // What was said of the printer before is no longer so.
      reload()
      return answer.ok ? undefined : answer.error
    })
  return (
    <>
      {printing.failure && <FormError failure={printing.failure} />}
      {printers.length === 1 ? (
        <p>
          Printer: <strong>{printers[0]!.name}</strong>. {describePrinter(printers[0]!)}.
        </p>
      ) : (
        <SelectField
          form={form}
          name="printer"
          label="Printer"
          options={[
            { value: '', label: 'Choose a printer' },
            ...printers.map((printer) => ({ value: printer.name, label: namePrinter(printer) })),
          ]}
        />
      )}
      <Button variant={sentTo === undefined ? variant : 'secondary'} busy={printing.busy} onClick={() => void print()}>
        {printing.busy ? 'Printing…' : label}
      </Button>
      <p role="status" ref={status} className="after-call-saved">
        {sentTo && (
          <>
            Sent to <strong>{sentTo}</strong>. {practice ? 'Practice: nothing comes out on paper.' : then}
          </>
        )}
      </p>
    </>
  )
}

function NoPrinter({ again }: { readonly again: () => void }) {
  return (
    <Inset>
      <p>No printer was found on this computer. Connect one and look again, or save the PDF.</p>
      <LookAgain again={again} />
    </Inset>
  )
}

function NoList({ failure, again }: { readonly failure: Parameters<typeof FormError>[0]['failure']; readonly again: () => void }) {
  return (
    <>
      <FormError failure={failure} />
      <LookAgain again={again} />
    </>
  )
}

const LookAgain = ({ again }: { readonly again: () => void }) => (
  <Button variant="quiet" onClick={again}>
    Look for printers again
  </Button>
)
