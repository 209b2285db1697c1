/** A new passphrase, twice, with an honest word about its strength. Never kept as a draft; a suggested one is forgotten with the form. */
import type { Path, PathValue, UseFormReturn } from 'react-hook-form'
import { PassphraseField } from '../../../ui/index.ts'
import { SuggestedPassphrase } from './suggested-passphrase.tsx'
import { judgePassphrase, type PassphraseJudgement } from './passphrase.ts'

export interface PassphraseValues {
  passphrase: string
  passphraseAgain: string
}

export function PassphraseFields<Values extends PassphraseValues>({
  form,
  personal,
  label = 'Passphrase',
}: {
  form: UseFormReturn<Values>
  personal: readonly string[]
  label?: string
}) {
  const typed = String(form.watch('passphrase' as Path<Values>) ?? '')
  return (
    <>
      <PassphraseField
        form={form}
        name={'passphrase' as Path<Values>}
        autoComplete="new-password"
        label={label}
        hint="You type it each time you open RA Desk. Spaces count. It cannot be looked up."
        note={typed ? judgePassphrase(typed, personal).message : undefined}
      />
      <PassphraseField form={form} name={'passphraseAgain' as Path<Values>} autoComplete="new-password" label={`${label} again`} />
      <SuggestedPassphrase
        onAccept={(suggested) => {
          form.setValue('passphrase' as Path<Values>, suggested as PathValue<Values, Path<Values>>)
          form.setFocus('passphraseAgain' as Path<Values>)
        }}
      />
    </>
  )
}

/** What is wrong with the two, by field; undefined when they can be used. */
export function findPassphraseFault(
  values: PassphraseValues,
  personal: readonly string[],
): { field: keyof PassphraseValues; message: string } | undefined {
  const judgement: PassphraseJudgement = judgePassphrase(values.passphrase, personal)
  if (!values.passphrase) return { field: 'passphrase', message: 'Enter a passphrase.' }
  if (!judgement.accepted) return { field: 'passphrase', message: judgement.message }
  if (values.passphrase !== values.passphraseAgain)
    return { field: 'passphraseAgain', message: 'The two passphrases are different. Enter the same one twice.' }
  return undefined
}
