/** Begins a replacement: finds the person by UUID or card, or takes somebody who was never here. */
import { useState } from 'react'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { parseUuid } from '../../../../domain/registrant/uuid.ts'
import type { Failure } from '../../../../domain/result.ts'
import type { ReplacementTold } from '../../../client/case-client.ts'
import { Button, FormError, Inset, Spinner } from '../../../ui/index.ts'
import { readFindBy } from './find-by.ts'
import { ReplacementForm } from './replacement-form.tsx'
import { noPerson, useFoundPerson, type FoundPerson } from './use-found-person.ts'

interface StartReplacementProps {
  readonly edition: Edition
  /** From a link: a UUID, a serial number, or the id of a person or case. */
  readonly asked: string
  readonly chooseEdition: (id: string, asked: string) => void
  readonly record: (told: Omit<ReplacementTold, 'personId'> & { readonly personId?: string }) => Promise<Failure | undefined>
}

export function StartReplacement({ edition, asked, chooseEdition, record }: StartReplacementProps) {
  const [text, setText] = useState(asked)
  const [typed, setTyped] = useState(readFindBy(asked)[0]?.by === 'person' ? '' : asked)
  const [problem, setProblem] = useState<string>()
  const finding = useFoundPerson(text)
  const find = () => {
    const isReadable = readFindBy(typed).length > 0
    setProblem(isReadable ? undefined : 'Enter a 12-digit UUID, or the serial number of a card')
    if (isReadable) setText(typed)
  }
  return (
    <>
      <form
        role="search"
        className="desk-toolbar"
        onSubmit={(event) => {
          event.preventDefault()
          find()
        }}
      >
        <div className={problem ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
          <label className="nhsuk-label" htmlFor="replacement-find">
            UUID, or serial number of the card
          </label>
          {problem && (
            <span className="nhsuk-error-message" id="replacement-find-error" role="alert">
              {problem}
            </span>
          )}
          <input
            id="replacement-find"
            className="nhsuk-input nhsuk-input--width-20"
            value={typed}
            onChange={(change) => setTyped(change.target.value)}
            aria-describedby={problem ? 'replacement-find-error' : undefined}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
        <Button type="submit" variant="secondary" busy={finding.state === 'finding'}>
          Find the person
        </Button>
      </form>
      {finding.state === 'finding' && <Spinner label="Looking for the person" />}
      {finding.state === 'failed' && <FormError failure={finding.failure} />}
      {finding.state === 'found' && (
        <Found key={text} edition={edition} text={text} found={finding.found} chooseEdition={chooseEdition} record={record} />
      )}
      {finding.state === 'none' && (
        <Inset>
          <p>Put the card into a reader and read its number there, or copy the UUID from CIS.</p>
        </Inset>
      )}
    </>
  )
}

function Found({
  edition,
  text,
  found,
  chooseEdition,
  record,
}: Omit<StartReplacementProps, 'asked'> & { readonly text: string; readonly found: FoundPerson }) {
  const uuid = parseUuid(text)
  const { personId } = found
  return (
    <>
      {!found.person && (
        <Inset>
          <p>
            {found.cards.length > 0
              ? 'The case of this card is not on this workstation any more. Copy the details from the profile in CIS.'
              : 'No case on this workstation has this number. Copy the details from the profile in CIS.'}
          </p>
        </Inset>
      )}
      <ReplacementForm
        draftKey={`new-request:${edition.id}:${personId ?? text}`}
        edition={edition}
        label="Start the case"
        chooseEdition={(id) => chooseEdition(id, text)}
        found={found.person ? found : { ...noPerson, cards: found.cards }}
        typedUuid={uuid.ok ? uuid.value : undefined}
        record={(told) => record({ ...told, ...(personId ? { personId } : {}) })}
      />
    </>
  )
}
