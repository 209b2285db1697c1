/** `npm run test:mutation`: which files, which tests, which texts, and what is counted. */
import { describe, expect, test, vi } from 'vitest'
import { doesSomething, groupByFolder, listMutated } from '../../tools/mutation/find-files.ts'
import { findTestsOf, staysInProcess } from '../../tools/mutation/find-tests.ts'
import {
  askNearTests,
  FILE_VARIABLE,
  keepNear,
  REACHED_BY_NONE,
  strykerPlugins as runnerPlugins,
  TESTS_VARIABLE,
  testsNow,
} from '../../tools/mutation/near-tests.ts'
import {
  describeMutant,
  describeScore,
  isBelow,
  outcomeOf,
  scoreOf,
  textAt,
  unnoticed,
  type MutantResult,
} from '../../tools/mutation/scores.ts'
import { isInSample, NOT_IN_SAMPLE, SAMPLE_VARIABLE, strykerPlugins as samplePlugins } from '../../tools/mutation/sample.ts'
import { isSentence, strykerPlugins } from '../../tools/mutation/sentences.ts'
import { root } from '../support/checks.ts'

describe('mutation: which files', () => {
  test.each<[string, string, boolean]>([
    ['a function', 'export function add() {}', true],
    ['a table', 'export const codes = ["a"]', true],
    ['types', 'import type { A } from "./a.ts"\nexport interface B { a: A }\nexport type C = B', false],
    ['re-exports', 'export { a } from "./a.ts"', false],
  ])('mutation: %s', (_, source, expected) => {
    expect(doesSomething(source)).toBe(expected)
  })

  test.each<[string, string, string | undefined, string | undefined]>([
    ['a file', 'domain/crockford.ts', 'domain/crockford.ts', undefined],
    ['a folder, whatever ends its name', 'main/vault/', 'main/vault/lockout.ts', 'main/record/journal.ts'],
    [
      'the tables of the guidance are left out of a folder',
      'domain',
      'domain/case/rules.ts',
      'domain/guidance/editions/remote-2020-04-08.ts',
    ],
    [
      'and taken when they are named',
      'domain/guidance/editions/remote-2020-04-08.ts',
      'domain/guidance/editions/remote-2020-04-08.ts',
      undefined,
    ],
    ['nothing of that name', 'domain/absent.ts', undefined, 'domain/absent.ts'],
  ])('mutation: %s', (_, path, included, excluded) => {
    const files = listMutated(root, path)
    if (included === undefined) expect(files).toEqual([])
    else expect(files).toContain(included)
    if (excluded !== undefined) expect(files).not.toContain(excluded)
  })
})

describe('mutation: files that share a run', () => {
  test('are of one folder, sixteen at most, in their order', () => {
    const many = Array.from({ length: 18 }, (_, at) => `domain/case/${at}.ts`)
    const groups = groupByFolder(['domain/a.ts', ...many, 'domain/b.ts'])
    expect(groups).toEqual([['domain/a.ts', 'domain/b.ts'], many.slice(0, 16), many.slice(16)])
  })
  test('none: no run', () => expect(groupByFolder([])).toEqual([]))

  const near = ['test/domain/case/a.test.ts', 'test/domain/case/b.test.ts']
  test.each<[string, string[] | undefined, string[]]>([
    [
      'those that reach it, of its own file',
      ['test/domain/case/b.test.ts#b › one', 'test/domain/c.test.ts#c'],
      ['test/domain/case/b.test.ts#b › one'],
    ],
    ['none of its own file', ['test/domain/c.test.ts#c'], []],
    ['all, where modules are loaded', undefined, ['test/domain/case/a.test.ts#', 'test/domain/case/b.test.ts#']],
  ])('mutation: %s', (_, asked, kept) => {
    expect(keepNear(asked, near)).toEqual(kept)
  })

  test('each mutant is run against the tests of its file, which come in its order', async () => {
    vi.stubEnv(TESTS_VARIABLE, JSON.stringify({ 'domain/a.ts': near, 'domain/b.ts': ['test/domain/b.test.ts', near[1]] }))
    vi.stubEnv(FILE_VARIABLE, '')
    const asked: unknown[] = []
    const runner = askNearTests({ mutantRun: async ({ testFilter }) => ({ asked: asked.push([testFilter, testsNow()]) }) })
    expect(testsNow()).toEqual([...near, 'test/domain/b.test.ts'])
    await runner.mutantRun({ sandboxFileName: '/tmp/copy/domain/b.ts', testFilter: [`${near[0]}#x`, `${near[1]}#y`] })
    await runner.mutantRun({ sandboxFileName: 'C:\\copy\\domain\\a.ts' })
    expect(await runner.mutantRun({ sandboxFileName: '/tmp/copy/domain/b.ts', testFilter: [`${near[0]}#x`] })).toBe(REACHED_BY_NONE)
    vi.unstubAllEnvs()
    expect(asked).toEqual([
      [[`${near[1]}#y`], ['test/domain/b.test.ts', near[1]]],
      [near.map((test) => `${test}#`), near],
    ])
  })

  test('Stryker finds the runner and knows what to give it', () => {
    const [plugin] = runnerPlugins
    expect(plugin).toMatchObject({ kind: 'TestRunner', name: 'near-tests' })
    expect(plugin!.factory.inject).toEqual(['$injector'])
  })
})

describe('mutation: which tests', () => {
  test('the test of the same name comes first, then those beside it that import the file', () => {
    const [first, ...others] = findTestsOf(root, 'main/vault/lockout.ts', [])
    expect(first).toBe('test/main/vault/lockout.test.ts')
    expect(others).toContain('test/main/vault/lockout-bound.test.ts')
    expect(others.every((path) => path.startsWith('test/main/vault/'))).toBe(true)
  })

  test('the test that an exception names, where none has the name of the file', () => {
    const provedBy = [['domain/case/case-cards.ts', 'test/domain/card/register/register.test.ts']] as const
    expect(findTestsOf(root, 'domain/case/case-cards.ts', provedBy)[0]).toBe('test/domain/card/register/register.test.ts')
  })

  test('the one that an exception names may be of another layer', () => {
    const provedBy = [['domain/record/envelope-layout.ts', 'test/main/vault/envelope.test.ts']] as const
    expect(findTestsOf(root, 'domain/record/envelope-layout.ts', provedBy)).toEqual(['test/main/vault/envelope.test.ts'])
    // A browser runs it.
    const elsewhere = [['domain/record/envelope-layout.ts', 'test/e2e/journey.spec.ts']] as const
    expect(findTestsOf(root, 'domain/record/envelope-layout.ts', elsewhere)).not.toContain('test/e2e/journey.spec.ts')
  })

  test('of a row of a table, also the tests that run the table', () => {
    const tests = findTestsOf(root, 'domain/journey/arrival.ts', [])
    expect(tests[0]).toBe('test/domain/journey/arrival.test.ts')
    expect(tests).toContain('test/domain/case/guard.test.ts')
    expect(findTestsOf(root, 'native/card/steps-begin.ts', [])).toContain('test/native/card/personalise-resume.test.ts')
    expect(findTestsOf(root, 'domain/case/rules.ts', [])).not.toContain('test/domain/journey/arrival.test.ts')
  })

  test('otherwise the nearest test of the same layer', () => {
    expect(findTestsOf(root, 'domain/crockford.ts', [])).toContain('test/domain/bytes.test.ts')
  })

  test.each<[string, boolean]>([
    ['test/main/vault/lockout.test.ts', true],
    ['test/domain/journey/add-a-step.test.ts', true],
    // Opens a station of test/faults in its own process.
    ['test/main/vault/vault-revisions.test.ts', true],
    // Starts the app, through test/shells.
    ['test/main/vault/memory.test.ts', false],
    ['test/main/record/journal-faults.test.ts', false],
  ])('mutation: %s is asked: %s', (path, expected) => {
    expect(staysInProcess(root, path)).toBe(expected)
  })
})

describe('mutation: sentences for people', () => {
  test.each<[string, boolean]>([
    ['The agent was not found.', true],
    ['a recovery key has 20 bytes', true],
    ['You can try again in …', true],
    ['Card … is blocked', true],
    ['wrong-passphrase', false],
    ['lockout', false],
    ['A0 00 00 03 08', false],
    ['', false],
    [' ', false],
    ['SELECT entry FROM places', false],
    ['  INSERT INTO state VALUES (1, ?, ?)', false],
  ])('mutation: “%s” is a sentence: %s', (text, expected) => {
    expect(isSentence(text)).toBe(expected)
  })

  const { shouldIgnore } = strykerPlugins[0]!.value
  const template = (expression: string, ...raw: string[]) => ({
    node: { type: 'TemplateLiteral', quasis: raw.map((each) => ({ value: { raw: each } })), expressions: [{ type: expression }] },
  })
  test.each<[string, unknown, boolean]>([
    ['a message', { node: { type: 'StringLiteral', value: 'Put the card back' } }, true],
    ['a code', { node: { type: 'StringLiteral', value: 'card-removed' } }, false],
    [
      'words that the code takes apart',
      { node: { type: 'StringLiteral', value: 'monday tuesday' }, parent: { type: 'MemberExpression' } },
      false,
    ],
    ['a message with a name inside', template('Identifier', 'The agent ', ' was not found'), true],
    ['a message with a rule inside: the rule is mutated', template('ConditionalExpression', 'You can try again in ', ''), false],
    ['an identifier put together', template('Identifier', 'case-', ''), false],
    ['other code', { node: { type: 'BinaryExpression' } }, false],
  ])('mutation: %s', (_, path, ignored) => {
    expect(shouldIgnore(path) !== undefined).toBe(ignored)
  })
})

describe('mutation: counting', () => {
  const mutant = (status: MutantResult['status']): MutantResult => ({
    line: 3,
    column: 7,
    mutator: 'EqualityOperator',
    original: 'a <\n   b',
    replacement: 'a <= b',
    isStatic: false,
    status,
  })

  test('noticed: killed or timed out; not noticed: survived or reached by no test; the others do not count', () => {
    const mutants = (['Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'RuntimeError', 'CompileError'] as const).map(
      mutant,
    )
    const score = scoreOf(mutants)
    expect(score).toEqual({ noticed: 3, timedOut: 1, survived: 1, noCoverage: 1, percent: 60 })
    expect(unnoticed(mutants).map(({ status }) => status)).toEqual(['Survived', 'NoCoverage'])
    expect(describeScore('a.ts', score)).toBe(' 60.0 %  a.ts  (3 of 5 noticed, 1 of them timed out, 1 reached by no test)')
  })

  test.each<[MutantResult['status'], number | undefined, MutantResult['status']]>([
    ['Survived', 0, 'NoCoverage'],
    ['Survived', 2, 'Survived'],
    ['Survived', undefined, 'Survived'],
    ['Killed', 0, 'Killed'],
  ])('mutation: %s after %s tests: %s', (status, testsRun, expected) => {
    expect(outcomeOf(status, testsRun)).toBe(expected)
  })

  test.each<[string, MutantResult['status'][], number, boolean]>([
    ['below', ['Killed', 'Survived'], 51, true],
    ['at the limit', ['Killed', 'Survived'], 50, false],
    ['nothing to mutate', [], 90, false],
  ])('mutation: %s', (_, statuses, least, expected) => {
    expect(isBelow(scoreOf(statuses.map(mutant)), least)).toBe(expected)
  })

  test('a score is never rounded up to the limit', () => {
    const score = scoreOf([
      ...Array.from({ length: 8_999 }, () => mutant('Killed')),
      ...Array.from({ length: 1_001 }, () => mutant('Survived')),
    ])
    expect(describeScore('a.ts', score)).toMatch(/^ 89\.9 %/)
  })

  test('a survivor is named on one line', () => {
    expect(describeMutant('a.ts', mutant('Survived'))).toBe('a.ts:3:7 EqualityOperator  a < b → a <= b')
    expect(describeMutant('a.ts', mutant('NoCoverage'))).toBe('a.ts:3:7 EqualityOperator  a < b → a <= b  (reached by no test)')
  })

  test('the mutated text is cut out of the source', () => {
    const source = 'one\nif (a <\n  b) two\n'
    expect(textAt(source, { start: { line: 2, column: 5 }, end: { line: 3, column: 4 } })).toBe('a <\n  b')
    expect(textAt(source, { start: { line: 1, column: 1 }, end: { line: 1, column: 4 } })).toBe('one')
  })
})

describe('mutation: a sample', () => {
  const mutants = Array.from({ length: 10_000 }, (_, at) => ({
    fileName: '/anywhere/journal.ts',
    mutatorName: at % 2 === 0 ? 'StringLiteral' : 'BlockStatement',
    replacement: `"${at}"`,
    location: { start: { line: at, column: at % 80 } },
  }))

  test.each([1, 2, 8, 20])('mutation: about one in %i', (oneIn) => {
    const share = mutants.filter((mutant) => isInSample(mutant, oneIn)).length / mutants.length
    expect(share * oneIn).toBeGreaterThan(0.85)
    expect(share * oneIn).toBeLessThan(1.15)
  })

  test('mutation: the same mutant is chosen in any folder and at any line', () => {
    for (const mutant of mutants.slice(0, 200)) {
      const elsewhere = {
        ...mutant,
        fileName: '/another/journal.ts',
        location: { start: { line: 9, column: mutant.location.start.column } },
      }
      expect(isInSample(elsewhere, 8)).toBe(isInSample(mutant, 8))
    }
  })

  test('mutation: one in twenty is among the one in ten', () => {
    const few = mutants.filter((mutant) => isInSample(mutant, 20))
    expect(few.length).toBeGreaterThan(0)
    expect(few.every((mutant) => isInSample(mutant, 10))).toBe(true)
  })

  test('mutation: Stryker runs those in the sample, and counts the others as not to be run', async () => {
    const [plugin] = samplePlugins
    expect(plugin).toMatchObject({ kind: 'Checker', name: 'sample' })
    const checker = new plugin!.injectableClass()
    const asked = mutants.slice(0, 60).map((mutant, at) => ({ ...mutant, id: String(at) }))
    expect(await checker.group(asked)).toEqual([asked.map(({ id }) => id)])
    vi.stubEnv(SAMPLE_VARIABLE, '4')
    const checked = await checker.check(asked)
    vi.unstubAllEnvs()
    const passed = asked.filter(({ id }) => checked[id]!.status === 'passed')
    expect(passed).toEqual(asked.filter((mutant) => isInSample(mutant, 4)))
    expect(asked.length - passed.length).toBe(Object.values(checked).filter(({ reason }) => reason === NOT_IN_SAMPLE).length)
    expect(passed.length).toBeGreaterThan(0)
  })
})
