/** Asks the signed-in agent for their own passphrase again, before an act that lasts. One dialog for the whole app. */
import { useForm } from 'react-hook-form'
import type { PassphraseQuestion } from '../client/passphrase-question.ts'
import { usePassphraseQuestion } from '../client/use-case-client.ts'
import { Button, Dialog, ErrorSummary, FormError, PassphraseField, useSubmit } from '../ui/index.ts'

export function PassphraseDialog() {
  const question = usePassphraseQuestion()
  return (
    <Dialog
      open={question !== undefined}
      onOpenChange={(now) => {
        if (!now) question?.cancel()
      }}
      title="Enter your passphrase again"
      description="RA Desk asks for this before a change that lasts, and before something leaves this workstation. It then counts for five minutes."
    >
      {question && <PassphraseForm question={question} />}
    </Dialog>
  )
}

function PassphraseForm({ question }: { readonly question: PassphraseQuestion }) {
  const form = useForm({ defaultValues: { ownPassphrase: '' } })
  const { onSubmit, busy, failure } = useSubmit(form, async ({ ownPassphrase }) => {
    if (!ownPassphrase) {
      form.setError('ownPassphrase', { message: 'Enter your own passphrase.' })
      return undefined
    }
    const answer = await question.confirm(ownPassphrase)
    if (answer.ok) return undefined
    form.resetField('ownPassphrase')
    return answer.error
  })
  return (
    <form onSubmit={onSubmit} noValidate aria-label="Your passphrase again">
      <ErrorSummary form={form} />
      <FormError failure={failure} />
      <PassphraseField form={form} name="ownPassphrase" autoComplete="current-password" label="Your own passphrase" />
      <div className="desk-button-row">
        <Button type="submit" busy={busy}>
          {busy ? 'Checking…' : 'Continue'}
        </Button>
        <Button variant="secondary" onClick={question.cancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
