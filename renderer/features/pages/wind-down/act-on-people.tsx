/** Decides, or records what was done or sent, for one person or for several at once. What it does is counted before anything is saved. */
import { peopleInWords, thingsInWords } from '../../../../domain/format.ts'
import { useState } from 'react'
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form'
import { decisions, decisionWords, settledWays, settledWords } from '../../../../domain/wind-down/settlement.ts'
import { letterKinds, letterTemplates } from '../../../../domain/wind-down/letters.ts'
import { addDays } from '../../../../domain/registrant/plain-date.ts'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import {
  Button,
  DateField,
  dateFromIso,
  ErrorSummary,
  FormError,
  RadioField,
  SelectField,
  TextArea,
  TextField,
  toast,
  useSubmit,
} from '../../../ui/index.ts'
import { showProblems } from '../../shared/before-call/read-form.ts'
import { needsNote, readAct, type ActValues, type ReadAct } from './read-act.ts'

interface ActOnPeopleProps {
  readonly campaignId: string
  readonly personIds: readonly string[]
  readonly done: () => void
}

const CHASE_AFTER_DAYS = 14

export function ActOnPeople({ campaignId, personIds, done }: ActOnPeopleProps) {
  const client = useCaseClient()
  const { today } = useStationState()
  const about = { campaignId, personIds: [...personIds] }
  const form = useForm<ActValues>({
    defaultValues: {
      what: 'decide',
      decision: '',
      why: '',
      decidedBy: '',
      how: '',
      on: dateFromIso(today),
      reference: '',
      note: '',
      letter: '',
      next: dateFromIso(addDays(today, CHASE_AFTER_DAYS)),
    },
  })
  const what = useWatch({ control: form.control, name: 'what' })
  const [preview, setPreview] = useState<{ readonly of: string; readonly words: string }>()
  const store = async (read: Exclude<ReadAct, { problems: unknown }>, of: string): Promise<Failure | undefined> => {
    if ('decide' in read) {
      const decided = await client.call('windDown.decide', { ...about, ...read.decide })
      if (!decided.ok) return decided.error
      toast(`Decided for ${peopleInWords(decided.value.persons)}`)
    } else if ('chase' in read) {
      const chased = await client.call('windDown.chase', { ...about, ...read.chase })
      if (!chased.ok) return chased.error
      toast(`Recorded for ${peopleInWords(chased.value.persons)}`)
    } else {
      const rehearse = preview?.of !== of
      const settled = await client.call('windDown.settle', { ...about, ...read.settle, rehearse })
      if (!settled.ok) return settled.error
      const { persons, obligations, leftOut } = settled.value
      if (rehearse) {
        const rest = leftOut === 0 ? '' : ` ${peopleInWords(leftOut)} stay as they are, because nothing of theirs is settled in this way.`
        setPreview({ of, words: `This settles ${thingsInWords(obligations)} of ${peopleInWords(persons)}.${rest}` })
        return undefined
      }
      toast(`${thingsInWords(obligations)} settled`)
    }
    done()
    return undefined
  }
  const submit = useSubmit(form, async (values) => {
    const read = readAct(values, today)
    return 'problems' in read ? showProblems(form, read.problems) : store(read, JSON.stringify([read, about]))
  })
  return (
    <form onSubmit={submit.onSubmit} onChange={() => setPreview(undefined)} noValidate aria-label="Decide or record">
      <ErrorSummary form={form} />
      <FormError failure={submit.failure} />
      <RadioField
        form={form}
        name="what"
        legend="What do you want to do?"
        inline={personIds.length > 1}
        options={[
          { value: 'decide', label: 'Decide' },
          { value: 'settle', label: 'Record what was done' },
          { value: 'chase', label: 'Record a letter' },
        ]}
      />
      {what === 'decide' ? <DecideFields form={form} /> : what === 'settle' ? <SettleFields form={form} /> : <ChaseFields form={form} />}
      <p role="status">{preview && <strong>{preview.words}</strong>}</p>
      <div className="desk-button-row">
        <Button type="submit" busy={submit.busy}>
          {what === 'decide' ? 'Save the decision' : what === 'chase' ? 'Save the letter' : preview ? 'Save as settled' : 'Count first'}
        </Button>
      </div>
    </form>
  )
}

type FormProps = { readonly form: UseFormReturn<ActValues> }

function DecideFields({ form }: FormProps) {
  const decision = useWatch({ control: form.control, name: 'decision' })
  return (
    <>
      <RadioField
        form={form}
        name="decision"
        legend="What is to happen?"
        options={decisions.map((one) => ({ value: one, label: decisionWords[one].title, hint: decisionWords[one].hint }))}
      />
      {decision !== '' && (
        <>
          <TextArea
            form={form}
            name="why"
            label={decision === 'keep' || decision === 'deregister' ? 'Reason' : 'Reason (optional)'}
            rows={2}
          />
          <TextField form={form} name="decidedBy" label={decision === 'keep' ? 'Who decided?' : 'Who decided? (optional)'} width={30} />
        </>
      )}
    </>
  )
}

function SettleFields({ form }: FormProps) {
  const how = useWatch({ control: form.control, name: 'how' })
  return (
    <>
      <SelectField
        form={form}
        name="how"
        label="What was done?"
        options={[{ value: '', label: 'Choose' }, ...settledWays.map((way) => ({ value: way, label: settledWords[way] }))]}
      />
      <DateField form={form} name="on" legend="When?" />
      {!needsNote(how) && <TextField form={form} name="reference" label="Reference in CIS or CIM" width={20} code />}
      <TextArea form={form} name="note" label={needsNote(how) ? 'Reason' : 'Note (optional)'} rows={2} />
    </>
  )
}

function ChaseFields({ form }: FormProps) {
  return (
    <>
      <SelectField
        form={form}
        name="letter"
        label="Which letter or email?"
        options={[{ value: '', label: 'Choose' }, ...letterKinds.map((kind) => ({ value: kind, label: letterTemplates[kind].title }))]}
      />
      <DateField form={form} name="on" legend="When did it go out?" />
      <DateField form={form} name="next" legend="Ask again on (optional)" />
    </>
  )
}
