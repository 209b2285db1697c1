/** Lines of a report that are left out or lack a value, each with its number and the reason. */
import type { Output } from '../../../../../preload/contract.ts'
import { Callout, formatCount } from '../../../../ui/index.ts'

const linesInWords = (count: number, one: string, many: string): string =>
  count === 1 ? `1 line ${one}` : `${formatCount(count)} lines ${many}`

export function ReportProblems({ reading: { problems, leftOut, incomplete } }: { readonly reading: Output<'cim.readReport'> }) {
  if (problems.length === 0) return null
  const parts = [
    ...(leftOut > 0 ? [linesInWords(leftOut, 'is left out', 'are left out')] : []),
    ...(incomplete > 0 ? [linesInWords(incomplete, 'lacks a value', 'lack a value')] : []),
  ]
  const more = leftOut + incomplete - problems.length
  return (
    <Callout title={parts.join(', ')}>
      <ul className="cim-problems" tabIndex={0} aria-label="Lines with problems">
        {problems.map(({ line, message }, index) => (
          <li key={index}>
            Line {formatCount(line)}: {message}
          </li>
        ))}
        {more > 0 && <li>and {formatCount(more)} more</li>}
      </ul>
    </Callout>
  )
}
