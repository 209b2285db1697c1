/** The list of a box: what would be imported is shown with what is wrong, line by line, before anything is. */
import { singleLine } from '../../../../domain/text-from-outside.ts'
import { useState } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { Button, Callout, ErrorSummary, FileDrop, formatCount, FormError, TextField, toast, useSubmit } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { readSmallFile } from './file-bytes.ts'

const MOST_BYTES = 2_000_000

interface Chosen {
  readonly name: string
  readonly base64: string
  readonly reading: Output<'cards.readList'>
}

const cardsInWords = (count: number): string => (count === 1 ? '1 card' : `${formatCount(count)} cards`)

export function ImportBox({ imported }: { readonly imported: () => void }) {
  const client = useCaseClient()
  const [chosen, setChosen] = useState<Chosen>()
  const choosing = useAct()
  const { form, ready, clearDraft } = useDraftForm('cards:import-box', { box: '' })
  const choose = (file: File) =>
    choosing.run(async () => {
      setChosen(undefined)
      const base64 = await readSmallFile(file, MOST_BYTES)
      if (!base64.ok) return base64.error
      const answer = await client.call('cards.readList', { base64: base64.value })
      if (!answer.ok) return answer.error
      setChosen({ name: singleLine(file.name), base64: base64.value, reading: answer.value })
      return undefined
    })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ box }) => {
    if (!chosen) return undefined
    if (box.trim() === '') return void form.setError('box', { message: 'Enter the name on the label of the box.' })
    const answer = await client.call('cards.importBox', { box: box.trim(), base64: chosen.base64 })
    if (!answer.ok) return answer.error
    await clearDraft()
    form.reset({ box: '' })
    setChosen(undefined)
    toast.success(`${cardsInWords(answer.value.imported)} added to stock`)
    imported()
    return undefined
  })
  if (!ready) return null
  return (
    <form onSubmit={onSubmit} noValidate>
      <ErrorSummary form={form} />
      <FormError failure={failure ?? choosing.failure} />
      <FileDrop
        accept=".csv,.txt,text/csv,text/plain"
        label="List of serial numbers"
        hint="The CSV file that came with the box, or one serial number on each line."
        busy={choosing.busy}
        onFile={(file) => void choose(file)}
      />
      {chosen && (
        <>
          <Reading {...chosen} />
          {chosen.reading.serials.length > 0 && (
            <>
              <TextField form={form} name="box" label="Name of the box" hint="As printed on its label." width={20} maxLength={80} />
              <div className="desk-button-row">
                <Button type="submit" busy={busy}>
                  Add {cardsInWords(chosen.reading.serials.length)} to stock
                </Button>
                <Button variant="secondary" onClick={() => setChosen(undefined)}>
                  Cancel{' '}
                </Button>
              </div>
            </>
          )}
        </>
      )}
    </form>
  )
}

function Reading({ name, reading: { heading, serials, problems } }: Chosen) {
  return (
    <div role="status">
      <p className="cards-breaks">
        <strong>{name}</strong>: {cardsInWords(serials.length)} can be added{heading ? ` from the column “${heading}”` : ''}
        {serials.length > 0 && (
          <>
            , from <span className="desk-mono">{serials[0]}</span> to <span className="desk-mono">{serials.at(-1)}</span>
          </>
        )}
        .
      </p>
      {problems.length > 0 && (
        <Callout title={problems.length === 1 ? '1 line is left out' : `${formatCount(problems.length)} lines are left out`}>
          <ul className="cards-problems" tabIndex={0} aria-label="Lines that are left out">
            {problems.slice(0, 200).map(({ line, message }) => (
              <li key={line}>
                Line {line}: {message}
              </li>
            ))}
            {problems.length > 200 && <li>and {formatCount(problems.length - 200)} more</li>}
          </ul>
        </Callout>
      )}
    </div>
  )
}
