import { expect, test } from 'vitest'
import { drawGrowth } from './growth-chart.ts'

const line = (title: string, ...values: number[]) => ({
  title,
  unit: 'ms',
  points: values.map((value, index) => ({ cases: 10 ** (index + 2), value })),
})

test('growth chart: a line that does not grow is flat, and one that grows with the cases is straight', () => {
  const svg = drawGrowth('Growth', [line('flat', 10, 10, 10), line('linear', 1, 10, 100)])
  const [flat, linear] = [...svg.matchAll(/<path d="M([^"]+)" stroke="#(?:005eb8|d5281b)"/g)].map(([, path]) =>
    path!.split('L').map((point) => point.split(' ').map(Number)),
  )
  expect(new Set(flat!.map(([, top]) => top)).size).toBe(1)
  const [first, second, third] = linear!.map(([, top]) => top!)
  expect(first! - second!).toBeCloseTo(second! - third!, 0)
  expect(first).toBeGreaterThan(third!)
})

test('growth chart: names each line with its unit and escapes words', () => {
  const svg = drawGrowth('A & B', [line('open < save', 1, 2)])
  expect(svg).toContain('open &lt; save (ms)')
  expect(svg).toContain('<title>A &amp; B</title>')
})

test('growth chart: leaves out a value that has no logarithm, and refuses to draw nothing', () => {
  expect([...drawGrowth('Growth', [line('one', 0, 1, 10)]).matchAll(/<circle/g)]).toHaveLength(2)
  expect(() => drawGrowth('Growth', [line('none', 0, -1)])).toThrow('nothing to draw')
})
