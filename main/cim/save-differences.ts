/** A list of differences as CSV for a spreadsheet, and as a page for the printer. */
import { cardStateWords } from '../../domain/card/lifecycle.ts'
import { differenceMeanings } from '../../domain/cim/differences.ts'
import { listStateOf, listStateWords, type ListedDifference } from '../../domain/cim/filter-differences.ts'
import { cardTypeWords, reportStatusWords } from '../../domain/cim/report-words.ts'
import { formatPlainDate } from '../../domain/registrant/plain-date.ts'
import { formatUuid } from '../../domain/registrant/uuid.ts'
import { makeSafeCsv } from '../documents/manifest-csv.ts'
import type { PageToPrint } from '../documents/page-to-print.ts'

interface Column {
  readonly heading: string
  readonly of: (difference: ListedDifference) => string
  /** Also on paper. */
  readonly onPaper?: true
}

const serialsOf = ({ serial, cards }: ListedDifference): string => serial ?? (cards ?? []).map((card) => card.serial ?? '').join(' ')

const columns: readonly Column[] = [
  { heading: 'Difference', of: ({ kind }) => differenceMeanings[kind].title, onPaper: true },
  { heading: 'UUID', of: ({ uuid }) => uuid ?? '', onPaper: true },
  { heading: 'Name in CIM', of: ({ nameThere }) => nameThere ?? '', onPaper: true },
  { heading: 'Name here', of: ({ nameHere }) => nameHere ?? '' },
  { heading: 'Organisation', of: ({ organisation }) => organisation ?? '', onPaper: true },
  { heading: 'Serial number', of: serialsOf, onPaper: true },
  { heading: 'Card type', of: ({ cardType }) => (cardType ? cardTypeWords[cardType] : '') },
  { heading: 'In CIM', of: ({ statusThere }) => (statusThere ? reportStatusWords[statusThere] : ''), onPaper: true },
  { heading: 'Here', of: ({ stateHere }) => (stateHere ? cardStateWords[stateHere] : ''), onPaper: true },
  { heading: 'Ends on', of: ({ endsOn }) => endsOn ?? '', onPaper: true },
  { heading: 'Case', of: ({ caseReference }) => caseReference ?? '' },
  { heading: 'State', of: ({ state }) => listStateWords[listStateOf(state)] },
  { heading: 'Note', of: ({ note }) => note ?? '' },
  { heading: 'By', of: ({ by }) => by ?? '' },
  { heading: 'What to do', of: ({ kind }) => differenceMeanings[kind].remedy },
]

/** UTF-8 with byte order mark, CRLF, every cell quoted. */
export function makeDifferencesCsv(differences: readonly ListedDifference[], practice: boolean): Uint8Array {
  const rows = differences.map((one) => columns.map(({ of }) => of(one)))
  const above = practice ? [['PRACTICE']] : []
  return makeSafeCsv([...above, columns.map(({ heading }) => heading), ...rows])
}

const style =
  '@page{size:A4 landscape;margin:12mm}body{font:9pt/1.35 system-ui,sans-serif;color:#000;margin:0}h1{font-size:16pt;margin:0 0 1mm}' +
  'h2{font-size:12pt;margin:5mm 0 1mm}p{margin:0 0 2mm}table{border-collapse:collapse;width:100%}th,td{border:.4pt solid #777;padding:1mm 1.5mm;text-align:left;vertical-align:top}' +
  'thead{display:table-header-group}tr{break-inside:avoid}.practice{float:right;font-weight:600}.box{width:5mm}'

interface DifferencesOnPaper {
  readonly practice: boolean
  /** Plain dates. */
  readonly today: string
  readonly comparedOn?: string | undefined
  /** Name of the agent. */
  readonly by: string
}

/** Grouped by what is different, each with what to do and a box to tick. */
export function makeDifferencesPage(
  differences: readonly ListedDifference[],
  { practice, today, by, comparedOn }: DifferencesOnPaper,
): PageToPrint {
  const shown = columns.filter(({ onPaper, heading }) => onPaper && heading !== 'Difference')
  const groups = Map.groupBy(differences, ({ kind }) => kind)
  const head = `<tr><th class="box">Done</th>${shown.map(({ heading }) => `<th>${heading}</th>`).join('')}</tr>`
  const cell = (heading: string, text: string) => {
    const words = heading === 'UUID' ? formatUuid(text) : heading === 'Ends on' && text !== '' ? formatPlainDate(text) : text
    return `<td>${escapeHtml(words)}</td>`
  }
  const body = [...groups].map(([kind, group]) => {
    const { title, remedy } = differenceMeanings[kind]
    const rows = group.map((one) => `<tr><td></td>${shown.map(({ heading, of }) => cell(heading, of(one))).join('')}</tr>`)
    return `<h2>${escapeHtml(title)} (${group.length})</h2><p>${escapeHtml(remedy)}</p><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`
  })
  const compared = comparedOn === undefined ? '' : `, compared on ${formatPlainDate(comparedOn)}`
  return {
    title: 'Differences with CIM',
    style,
    body: [
      ...(practice ? ['<p class="practice">PRACTICE</p>'] : []),
      '<h1>Differences with CIM</h1>',
      `<p>Printed on ${escapeHtml(formatPlainDate(today))} by ${escapeHtml(by)}${escapeHtml(compared)}</p>`,
      ...body,
    ].join(''),
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
