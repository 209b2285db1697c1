/** The letter or email to a person: drafted from its template, changed by the agent, copied, printed, saved for an email program or as a PDF. */
import { useState } from 'react'
import { letterKinds, letterOfDecision, letterTemplates, type LetterKind } from '../../../../domain/wind-down/letters.ts'
import type { Decision } from '../../../../domain/wind-down/settlement.ts'
import type { Input, Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { Button, CopyButton, FormError, PdfView, toast } from '../../../ui/index.ts'
import '../../shared/before-call/before-call.css'
import { PrintButton } from '../../shared/after-call/print-button.tsx'
import { SaveFileButton } from '../../shared/save-file.tsx'
import { useAct } from '../../shared/use-act.ts'
import { emailFile } from '../../steps/ask-for-items/draft-email.ts'

interface LetterPartProps {
  readonly campaignId: string
  readonly personId: string
  readonly decision: Decision | undefined
}

type Letter = Output<'windDown.letter'>

export function LetterPart({ campaignId, personId, decision }: LetterPartProps) {
  const client = useCaseClient()
  const [kind, setKind] = useState<LetterKind>((decision && letterOfDecision[decision]) ?? 'invitation')
  const [letter, setLetter] = useState<Letter>()
  const acting = useAct()
  const about = { campaignId, personId, letter: kind }
  const draft = () =>
    acting.run(async () => {
      const answer = await client.call('windDown.letter', about)
      if (!answer.ok) return answer.error
      setLetter(answer.value)
      return undefined
    })
  return (
    <section className="desk-card" aria-labelledby="wind-down-letter">
      <h2 className="nhsuk-heading-s" id="wind-down-letter">
        Letter or email
      </h2>
      <FormError failure={acting.failure} />
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="wind-down-letter-kind">
          Which one?
        </label>
        <select
          id="wind-down-letter-kind"
          className="nhsuk-select"
          value={kind}
          onChange={(event) => {
            setKind(event.target.value as LetterKind)
            setLetter(undefined)
          }}
        >
          {letterKinds.map((one) => (
            <option key={one} value={one}>
              {letterTemplates[one].title}
            </option>
          ))}
        </select>
      </div>
      {!letter && (
        <Button variant="secondary" busy={acting.busy} onClick={() => void draft()}>
          Draft it
        </Button>
      )}
      {letter && <DraftedLetter key={kind} about={about} letter={letter} />}
    </section>
  )
}

interface DraftedLetterProps {
  readonly about: Input<'windDown.letter'>
  readonly letter: Letter
}

function DraftedLetter({ about, letter }: DraftedLetterProps) {
  const client = useCaseClient()
  const [body, setBody] = useState(letter.body)
  /** Of the text as it was when it was drawn. */
  const [pdf, setPdf] = useState<string>()
  const acting = useAct()
  const preview = () =>
    acting.run(async () => {
      const answer = await client.call('windDown.letterPdf', { ...about, body })
      if (!answer.ok) return answer.error
      setPdf(answer.value.base64)
      return undefined
    })
  const save = () =>
    acting.run(async () => {
      const answer = await client.call('windDown.saveLetter', { ...about, body })
      if (!answer.ok) return answer.error
      if (answer.value.savedAs) toast.success(`Saved as ${answer.value.savedAs}`)
      return undefined
    })
  const isBlank = body.trim() === ''
  return (
    <>
      <FormError failure={acting.failure} />
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="wind-down-letter-body">
          Text
        </label>
        <textarea
          id="wind-down-letter-body"
          className="nhsuk-textarea"
          rows={12}
          value={body}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setBody(event.target.value)
            setPdf(undefined)
          }}
        />
      </div>
      <CopyLetter kind={about.letter} letter={letter} body={body} />
      <div className="desk-button-row">
        <Button variant="secondary" busy={acting.busy} disabled={isBlank} onClick={() => void preview()}>
          Preview as PDF
        </Button>
        <Button variant="secondary" busy={acting.busy} disabled={isBlank} onClick={() => void save()}>
          Save as PDF
        </Button>
        <PrintButton
          kind="wind-down-letter"
          make={() => ({ kind: 'wind-down-letter', ...about, body })}
          label="Print the letter"
          then="Record it above after you send it."
          variant="secondary"
          disabled={isBlank}
        />
      </div>
      {pdf && <PdfView label="the letter" base64={pdf} />}
      <p className="desk-secondary">Saved files are not encrypted. Delete them after you send the letter, then record it above.</p>
    </>
  )
}

function CopyLetter({ kind, letter, body }: { readonly kind: LetterKind; readonly letter: Letter; readonly body: string }) {
  return (
    <>
      <ul className="before-call-copies">
        {letter.to && (
          <li>
            <span>Address</span> <CopyButton value={letter.to} label="address" />
          </li>
        )}
        <li>
          <span>Subject</span> <CopyButton value={letter.subject} label="subject" />
        </li>
        <li>
          <span>Text</span> <CopyButton value={body} label="text" />
        </li>
      </ul>
      <p>
        <SaveFileButton content={{ text: emailFile({ to: letter.to ?? '', subject: letter.subject, body }) }} fileName={`${kind}.eml`}>
          Save as an email file
        </SaveFileButton>
      </p>
    </>
  )
}
