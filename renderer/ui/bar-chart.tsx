/** Bars of one or two series, drawn as SVG without a library. The table beside it says the same in numbers, so the picture has no text of its own. */

export interface BarChartProps {
  /** For a screen reader: what the picture shows, and where the numbers are. */
  readonly label: string
  readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[]
  readonly series: readonly string[]
}

const BAR = 14
const GAP = 3
const ROW_GAP = 12
/** Of the narrowest place that a picture has: drawn at its own size, its words are as large as those around it. */
const WIDTH = 600
const VALUE = 56
const LONGEST_LABEL = 34
const LETTER = 7.4

export function BarChart({ label, rows, series }: BarChartProps) {
  const most = Math.max(1, ...rows.flatMap(({ values }) => values))
  const rowHeight = series.length * (BAR + GAP) + ROW_GAP
  const height = rows.length * rowHeight
  const labelWidth = Math.ceil(Math.min(LONGEST_LABEL, Math.max(...rows.map((row) => row.label.length))) * LETTER) + 12
  const scale = (WIDTH - labelWidth - VALUE) / most
  return (
    <figure className="desk-chart">
      {series.length > 1 && (
        <figcaption>
          {series.map((name, index) => (
            <span key={name} className="desk-chart__key">
              <svg width={14} height={14} aria-hidden="true">
                <rect className={`desk-chart__bar desk-chart__bar--${index}`} x={1} y={1} width={12} height={12} />
              </svg>{' '}
              {name}
            </span>
          ))}
        </figcaption>
      )}
      <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${height}`} width={WIDTH} height={height}>
        {rows.map((row, index) => (
          <g key={row.label} transform={`translate(0 ${index * rowHeight})`}>
            <text className="desk-chart__label" x={labelWidth - 8} y={(rowHeight - ROW_GAP) / 2 + 4} textAnchor="end">
              {shorten(row.label)}
            </text>
            {row.values.map((value, place) => (
              <g key={series[place]} transform={`translate(${labelWidth} ${place * (BAR + GAP)})`}>
                <rect
                  className={`desk-chart__bar desk-chart__bar--${place}`}
                  width={Math.max(value === 0 ? 0 : 2, value * scale)}
                  height={BAR}
                />
                <text className="desk-chart__value" x={value * scale + 6} y={BAR - 2}>
                  {value.toLocaleString('en-GB')}
                </text>
              </g>
            ))}
          </g>
        ))}
      </svg>
    </figure>
  )
}

const shorten = (text: string): string => (text.length <= LONGEST_LABEL ? text : `${text.slice(0, LONGEST_LABEL - 1)}…`)
