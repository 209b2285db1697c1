import { describe, expect, test } from 'vitest'
import { askWindows, queueCommand, queueScript, readQueues } from '../../../native/printer/windows-queues.ts'

const nothing = { port: '', offline: false, status: 0, error: 0, jobs: 0, papers: [] }
const office = { name: 'Office', port: 'IP_10.0.0.9', offline: false, error: 2, status: 0, jobs: 0 }

describe('Windows queues: the command', () => {
  test('Windows PowerShell is started by its whole path, without profile or questions, and the name of a printer never is in its script', () => {
    const name = `'; Remove-Item C:\\ -Recurse; '"`
    const { program, words, environment, milliseconds, mostOutput } = queueCommand(
      { SystemRoot: 'D:\\Win', PSModulePath: 'C:\\Program Files\\PowerShell\\7\\Modules', RA_DESK_PRINTER: 'old', Path: 'C:\\bin' },
      name,
    )
    expect(program).toBe('D:\\Win\\System32\\WindowsPowerShell\\v1.0\\powershell.exe')
    expect(words).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-Command', queueScript])
    expect(environment).toEqual({ SystemRoot: 'D:\\Win', Path: 'C:\\bin', RA_DESK_PRINTER: name })
    expect([milliseconds, mostOutput]).toEqual([30_000, 8 * 1024 * 1024])
  })

  test('no printer is named where no papers are asked for', () => {
    expect(queueCommand({ SYSTEMROOT: 'C:\\Windows', RA_DESK_PRINTER: 'old' }).environment).toEqual({ SYSTEMROOT: 'C:\\Windows' })
  })

  test('the script: no double quote, brackets in pairs, ASCII only, and no setting that restricted computers refuse', () => {
    expect(queueScript).toMatch(/^[\n\x20-\x7e]+$/)
    expect(queueScript).not.toContain('"')
    expect(queueScript).not.toMatch(/OutputEncoding|ExecutionPolicy|Invoke-Expression/)
    const withoutText = queueScript.replace(/'[^']*'/g, '')
    expect(withoutText).not.toContain("'")
    for (const [open, close] of ['()', '{}', '[]'].map((pair) => [...pair]))
      expect(withoutText.split(open!).length).toBe(withoutText.split(close!).length)
  })
})

describe('Windows queues: the answer', () => {
  test('several printers, with any characters in their names', () => {
    const output = String.raw`[{"port":"USB001","name":"Zebra ZC100 \"Ward 3: cards\" \u2013 K\u00e4rtchen","offline":false,"error":2,"status":16,"jobs":2},{"port":"IP_10.0.0.9","name":"\\\\print01\\Office","offline":true,"error":9,"status":128,"jobs":0},{"name":"\ud83d\udda8 Label"}]`
    expect(readQueues(`${output}\r\n`)).toEqual([
      { ...nothing, name: 'Zebra ZC100 "Ward 3: cards" – Kärtchen', port: 'USB001', error: 2, status: 16, jobs: 2 },
      { ...nothing, name: '\\\\print01\\Office', port: 'IP_10.0.0.9', offline: true, error: 9, status: 128 },
      { ...nothing, name: '🖨 Label' },
    ])
  })

  test.each([
    ['one printer as one thing', JSON.stringify(office), ['Office']],
    ['a list with its count beside it', JSON.stringify({ value: [office], Count: 1 }), ['Office']],
    ['no printer: a list of nothing', '[null]', []],
    ['no printer: an empty list', '[]', []],
    ['no printer: no text', '\r\n', []],
    ['no printer: null', 'null', []],
    ['a printer without a name hides no other', JSON.stringify([{ ...office, name: '' }, office]), ['Office']],
    ['a name that cannot be seen', JSON.stringify([{ ...office, name: 'A\u0000B' }, office]), ['Office']],
    ['a figure that is none', JSON.stringify([{ ...office, status: 'Idle' }, { ...office, jobs: -1 }, office]), ['Office']],
    ['a name longer than Windows allows', JSON.stringify([{ ...office, name: 'x'.repeat(300) }]), []],
  ])('%s', (_title, output, names) => {
    expect(readQueues(output)?.map(({ name }) => name)).toEqual(names)
  })

  test('papers: all of them, also one alone, or names without sizes', () => {
    const many = Array.from({ length: 180 }, (_, index) => ({
      name: `Paper, ${String(index)}`,
      kind: 256 + index,
      width: 213,
      height: 337,
    }))
    const read = (papers: unknown) => readQueues(JSON.stringify([{ ...office, papers }]))?.[0]?.papers
    expect(read(many)).toEqual(many)
    expect(read(many[0])).toEqual([many[0]])
    expect(read([{ name: 'CR80' }, { name: 3 }])).toEqual([{ name: 'CR80' }])
    expect(read(null)).toEqual([])
  })

  test('six hundred printers are six hundred', () => {
    const output = JSON.stringify(
      Array.from({ length: 600 }, (_, index) => ({ ...office, name: `\\\\print01\\Ward ${String(index)}: “cards”` })),
    )
    expect(readQueues(output)).toHaveLength(600)
  })

  test.each([
    ['an error of PowerShell', 'Get-CimInstance : Access denied'],
    ['half an answer', '[{"name":"Off'],
  ])('%s is no answer', (_title, output) => {
    expect(readQueues(output)).toBeUndefined()
  })

  test.each([
    ['an exit code', { outcome: 'ended', code: 1, output: JSON.stringify([office]) }],
    ['a PowerShell that may not start', { outcome: 'not-started' }],
    ['one that takes too long', { outcome: 'cut' }],
  ] as const)('%s is no answer', async (_title, end) => {
    expect(await askWindows(() => Promise.resolve(end), {})).toBeUndefined()
  })
})
