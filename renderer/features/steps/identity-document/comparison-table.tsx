/** Compares the document with what was entered. The tags are hints; the agent decides. */
import type { Comparison } from '../../../../domain/registrant/cross-check.ts'
import { WordTag } from '../../../ui/index.ts'

const tones = { same: 'green', check: 'yellow', differs: 'red' } as const
const words = { same: 'Same', check: 'Check', differs: 'Different' } as const

export function ComparisonTable({ comparisons }: { comparisons: readonly Comparison[] }) {
  return (
    <table className="desk-table">
      <caption>Compared with what you entered</caption>
      <thead>
        <tr>
          <th scope="col">Detail</th>
          <th scope="col">Document</th>
          <th scope="col">Entered</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {comparisons.map(({ what, message, entered, weight, note }) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{message}</td>
            <td>{entered}</td>
            <td>
              <WordTag tone={tones[weight]}>{words[weight]}</WordTag>
              {note && <span className="before-call-line desk-secondary">{note}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
