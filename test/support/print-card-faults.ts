/** The table of faults as text. */
import { type StepName, steps } from '../../native/card/personalise-steps.ts'
import type { FaultCase } from './card-faults.ts'
import { type FaultName, faultNames } from './fault-set-ups.ts'

const short = {
  done: 'done',
  refused: 'refused',
  resumable: 'resumable',
  spoiled: 'spoiled',
  unknown: 'UNKNOWN',
  killed: 'killed',
} as const

/** "resumable → done" and the like; several when the commands of one step end differently. */
function endsOf(cases: readonly FaultCase[], step: StepName, fault: FaultName): readonly string[] {
  const ends = cases
    .filter((one) => one.step === step && one.fault === fault)
    .map(({ first, then }) => (then === undefined ? short[first] : `${short[first]} → ${short[then]}`))
  return [...new Set(ends)]
}

/** Step × fault, in columns; faults that end alike share one. */
export function printFaults(cases: readonly FaultCase[]): readonly string[] {
  const faults = faultNames.filter((fault) => cases.some((one) => one.fault === fault))
  const names = steps.map(({ name }) => name).filter((step) => cases.some((one) => one.step === step))
  const columns = new Map<string, FaultName[]>()
  for (const fault of faults) {
    const column = names.map((step) => endsOf(cases, step, fault).join(' or ')).join('\n')
    columns.set(column, [...(columns.get(column) ?? []), fault])
  }
  const count = (step: StepName): string => String(cases.filter((one) => one.step === step && one.fault === faults[0]).length)
  const rows = [
    ['step', 'commands', ...[...columns.values()].map((group) => group.join(', '))],
    ...names.map((step, index) => [step, count(step), ...[...columns.keys()].map((column) => column.split('\n')[index]!)]),
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
}
