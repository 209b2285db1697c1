/** Accept or reject, with what each of them asks for. What was not on the screen cannot be accepted. */
import type { Edition } from '../../../../domain/guidance/edition.ts'
import { describeIncomplete, type ScanShown } from '../../../../domain/journey/scan-shown.ts'
import type { DraftForm } from '../../../client/use-draft-form.ts'
import { CheckboxField, RadioField, TextArea } from '../../../ui/index.ts'
import { choicesOf } from '../../shared/before-call/choices.tsx'
import type { Difference } from './read-differences.ts'
import type { DocumentValues } from './read-document.ts'

interface DecisionProps {
  readonly form: DraftForm<DocumentValues>['form']
  readonly edition: Edition
  readonly outcome: DocumentValues['outcome']
  readonly shown: ScanShown | undefined
  readonly differences: readonly Difference[]
}

export function Decision({ form, edition, outcome, shown, differences }: DecisionProps) {
  return (
    <>
      <RadioField
        form={form}
        name="outcome"
        legend="Your decision"
        hint={shown ? undefined : 'You can accept the document when all of it is shown.'}
        inline
        options={[...(shown ? [{ value: 'accepted', label: 'Accept' }] : []), { value: 'rejected', label: 'Reject' }]}
      />
      {outcome === 'rejected' && (
        <CheckboxField form={form} name="reasons" legend="Why do you reject it?" options={choicesOf(edition.documentRejectionReasons)} />
      )}
      {outcome === 'accepted' && shown && shown.incomplete.length > 0 && (
        <TextArea
          form={form}
          name="seenOtherwise"
          label="How did you see the missing part?"
          hint={`${describeIncomplete(shown)}. For example: you opened the file from the email.`}
          rows={2}
        />
      )}
      {outcome === 'accepted' &&
        differences.map(({ key, what, message, entered }) => (
          <TextArea
            key={key}
            form={form}
            name={`differenceReasons.${key}`}
            label={`${what}: why do you accept the difference?`}
            hint={`${message || 'Nothing'} on the document, ${entered || 'nothing'} entered.`}
            rows={2}
          />
        ))}
    </>
  )
}
