/** Part 2 of the step: the agent types the code that the registrant reads out, and `main` checks it. */
import type { FormEventHandler } from 'react'
import type { Edition } from '../../../../domain/guidance/edition.ts'
import type { DraftForm } from '../../../client/use-draft-form.ts'
import { Button, Callout, TextField } from '../../../ui/index.ts'
import { Warnings } from '../../shared/before-call/choices.tsx'
import type { CallWords } from './call-words.ts'
import { describeAttemptsLeft, type PhoneCodeState, type PhoneCodeValues } from './phone-code-state.ts'

interface CheckCodeProps {
  readonly form: DraftForm<PhoneCodeValues>['form']
  readonly rules: Edition['phoneCode']
  readonly words: CallWords
  readonly state: PhoneCodeState
  readonly busy: boolean
  readonly onSubmit: FormEventHandler<HTMLFormElement>
}

export function CheckCode({ form, rules, words, state, busy, onSubmit }: CheckCodeProps) {
  return (
    <section className="phone-code-panel" aria-label="2. Check the code">
      <h2 className="nhsuk-heading-m">2. Check the code</h2>
      {state.kind === 'waiting' ? (
        <form onSubmit={onSubmit} noValidate>
          {state.differed && (
            <p role="status">
              <Warnings of={['The code does not match. Ask the registrant to read it out again, one digit at a time.']} />
            </p>
          )}
          <div className="phone-code-typed">
            <TextField
              form={form}
              name="typed"
              label={`The ${rules.digits}-digit code`}
              hint="Type what the registrant reads out. You can leave out spaces."
              inputMode="numeric"
              width={10}
              code
            />
            <p className="phone-code-left">
              <strong>{describeAttemptsLeft(state.attemptsLeft)}</strong>
              <br />
              <span role="timer" aria-live="off">
                {state.timeLeft}
              </span>
            </p>
          </div>
          <Button type="submit" busy={busy}>
            {busy ? 'Checking the code…' : 'Check the code'}
          </Button>
        </form>
      ) : (
        <NoCodeToCheck state={state} rules={rules} words={words} />
      )}
    </section>
  )
}

function NoCodeToCheck({
  state,
  rules,
  words,
}: Pick<CheckCodeProps, 'rules' | 'words'> & { readonly state: Exclude<PhoneCodeState, { kind: 'waiting' }> }) {
  switch (state.kind) {
    case 'none':
      return <p>{words.none}</p>
    case 'same':
      return <p>{words.same}</p>
    case 'withdrawn':
      return <p>{words.withdrawn}</p>
    case 'not-sent':
      return <p>The last code was not sent. Text a new one.</p>
    case 'expired':
      return (
        <Callout title="This code has expired">
          <p>Text a new code and ask the registrant to read it out.</p>
        </Callout>
      )
    case 'used-up':
      return (
        <Callout title="This code can no longer be used">
          <p>It did not match {rules.maximumAttempts} times. Text a new code, or end the call if you are not sure who this is.</p>
        </Callout>
      )
  }
}
