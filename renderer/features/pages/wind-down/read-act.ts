/** Reads what an agent decides or records for people of a campaign, or every problem at once. */
import { settledWays, decisions, type Decision, type SettledWay } from '../../../../domain/wind-down/settlement.ts'
import { letterKinds } from '../../../../domain/wind-down/letters.ts'
import type { Input } from '../../../../preload/contract.ts'
import { isDateEmpty, type DateParts } from '../../../ui/date-parts.ts'
import { readDate, readLine, readPastDate, readText, type Problem } from '../../shared/before-call/read-form.ts'

export interface ActValues {
  what: 'decide' | 'settle' | 'chase'
  decision: string
  why: string
  decidedBy: string
  how: string
  on: DateParts
  reference: string
  note: string
  letter: string
  next: DateParts
}

type About = Pick<Input<'windDown.decide'>, 'campaignId' | 'personIds'>
export type ReadAct =
  | { readonly problems: readonly Problem<keyof ActValues>[] }
  | { readonly decide: Omit<Input<'windDown.decide'>, keyof About> }
  | { readonly settle: Omit<Input<'windDown.settle'>, keyof About> }
  | { readonly chase: Omit<Input<'windDown.chase'>, keyof About> }

export const needsNote = (how: string): boolean => how === 'kept' || how === 'mistake'
const needsReference = (how: string): boolean => how !== '' && how !== 'ended' && !needsNote(how)

export function readAct(values: ActValues, today: string): ReadAct {
  const problems: Problem<keyof ActValues>[] = []
  if (values.what === 'decide') {
    const decision = oneOf<Decision>(decisions, values.decision)
    if (!decision) problems.push({ name: 'decision', message: 'Choose what is to happen' })
    const isAsked = decision === 'keep' || decision === 'deregister'
    const why = readText(problems, 'why', values.why, 'The reason', isAsked ? 'Enter the reason' : undefined)
    const decidedBy = readLine(problems, 'decidedBy', values.decidedBy, 'The name', decision === 'keep' ? 'Enter who decided' : undefined)
    if (!decision || problems.length > 0) return { problems }
    return { decide: { decision, ...(why === undefined ? {} : { why }), ...(decidedBy === undefined ? {} : { decidedBy }) } }
  }
  const on = readPastDate(problems, 'on', values.on, 'The date', today)
  if (values.what === 'chase') {
    const letter = oneOf(letterKinds, values.letter)
    if (!letter) problems.push({ name: 'letter', message: 'Choose which letter' })
    const next = isDateEmpty(values.next) ? undefined : readDate(problems, 'next', values.next, 'Day to ask again')
    if (!letter || on === undefined || problems.length > 0) return { problems }
    return { chase: { letter, on, ...(next === undefined ? {} : { next }) } }
  }
  const how = oneOf<SettledWay>(settledWays, values.how)
  if (!how) problems.push({ name: 'how', message: 'Choose what was done' })
  const reference = readLine(
    problems,
    'reference',
    values.reference,
    'The reference',
    needsReference(values.how) ? 'Enter the reference in CIS or CIM' : undefined,
  )
  const note = readText(problems, 'note', values.note, 'The note', needsNote(values.how) ? 'Enter the reason' : undefined)
  if (!how || on === undefined || problems.length > 0) return { problems }
  return { settle: { how, on, ...(reference === undefined ? {} : { reference }), ...(note === undefined ? {} : { note }) } }
}

const oneOf = <Value extends string>(all: readonly Value[], chosen: string): Value | undefined => all.find((one) => one === chosen)
