/** How figures grow with the size of a station, as a chart: SVG text, both axes logarithmic, one line for each act. Values that have no logarithm are left out. */

export interface GrowthLine {
  readonly title: string
  readonly unit: string
  readonly points: readonly { readonly cases: number; readonly value: number }[]
}

const WIDTH = 720
const HEIGHT = 420
const MARGIN = { left: 70, right: 190, top: 40, bottom: 50 }
const colours = ['#005eb8', '#d5281b', '#007f3b', '#7c2855', '#ed8b00', '#425563']

export function drawGrowth(title: string, lines: readonly GrowthLine[]): string {
  const drawn = lines
    .map((line) => ({ ...line, points: line.points.filter(({ value }) => value > 0) }))
    .filter(({ points }) => points.length > 0)
  const sizes = [...new Set(drawn.flatMap(({ points }) => points.map(({ cases }) => cases)))].sort((one, other) => one - other)
  const values = drawn.flatMap(({ points }) => points.map(({ value }) => value))
  if (values.length === 0) throw new Error('there is nothing to draw')
  const x = axis([sizes[0]!, sizes.at(-1)!], [MARGIN.left, WIDTH - MARGIN.right])
  const decades = [10 ** Math.floor(Math.log10(Math.min(...values))), 10 ** Math.ceil(Math.log10(Math.max(...values)))] as const
  const y = axis(decades, [HEIGHT - MARGIN.bottom, MARGIN.top])
  const marks: number[] = []
  for (let mark = decades[0]; mark <= decades[1] * 1.001; mark *= 10) marks.push(mark)
  const text = (at: readonly [number, number], words: string, more = '') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}"${more}>${escapeText(words)}</text>`
  const rule = (from: readonly [number, number], to: readonly [number, number]) =>
    `<path d="M${from.map((each) => each.toFixed(1)).join(' ')}L${to.map((each) => each.toFixed(1)).join(' ')}" stroke="#aeb7bd" fill="none"/>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${escapeText(title)}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    text([MARGIN.left, 22], title, ' font-size="15" font-weight="bold"'),
    ...marks.flatMap((mark) => [
      rule([MARGIN.left, y(mark)], [WIDTH - MARGIN.right, y(mark)]),
      text([MARGIN.left - 8, y(mark) + 4], mark.toLocaleString('en-GB'), ' text-anchor="end"'),
    ]),
    ...sizes.flatMap((size) => [
      rule([x(size), MARGIN.top], [x(size), HEIGHT - MARGIN.bottom]),
      text([x(size), HEIGHT - MARGIN.bottom + 18], size.toLocaleString('en-GB'), ' text-anchor="middle"'),
    ]),
    text([(MARGIN.left + WIDTH - MARGIN.right) / 2, HEIGHT - 12], 'cases', ' text-anchor="middle"'),
    ...drawn.flatMap(({ title: name, unit, points }, index) => {
      const colour = colours[index % colours.length]!
      const at = points.toSorted((one, other) => one.cases - other.cases).map(({ cases, value }) => [x(cases), y(value)] as const)
      const path = at.map(([left, top]) => `${left.toFixed(1)} ${top.toFixed(1)}`).join('L')
      return [
        `<path d="M${path}" stroke="${colour}" stroke-width="2" fill="none"/>`,
        ...at.map(([left, top]) => `<circle cx="${left.toFixed(1)}" cy="${top.toFixed(1)}" r="3" fill="${colour}"/>`),
        text([WIDTH - MARGIN.right + 12, MARGIN.top + 16 + index * 18], `${name} (${unit})`, ` fill="${colour}"`),
      ]
    }),
    '</svg>',
    '',
  ].join('\n')
}

/** From a range of values to a range of the drawing. One size alone stands in the middle. */
function axis([least, most]: readonly [number, number], [from, to]: readonly [number, number]): (value: number) => number {
  const span = Math.log10(most) - Math.log10(least)
  return (value) => (span === 0 ? (from + to) / 2 : from + ((Math.log10(value) - Math.log10(least)) / span) * (to - from))
}

const escapeText = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
