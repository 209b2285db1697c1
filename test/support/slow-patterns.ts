/**
 * Finds regular expressions whose work grows faster than the text: each one that is written in a source file is run on texts that repeat one
 * piece, with an end on which it fails. A pattern that is linear takes well under a millisecond for the longest of them.
 */
import ts from 'typescript'

export interface WrittenPattern {
  readonly file: string
  readonly line: number
  readonly pattern: RegExp
}

export function findPatterns(file: string, source: string): WrittenPattern[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, false, kind)
  const found: WrittenPattern[] = []
  const walk = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      const line = ts.getLineAndCharacterOfPosition(parsed, node.pos).line + 1
      found.push({ file, line, pattern: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) })
    }
    ts.forEachChild(node, walk)
  }
  walk(parsed)
  return found
}

const PIECES = [...' \t\n\rae\u00e9A0.-"\'=+,()<>&/:;@_|{}[]xF\u00a0', '🙂', 'ab', 'a ', 'a.', 'a-', '0 ', '\r\n', '=?', '--', '+4']
const ENDS: readonly (readonly [before: string, after: string])[] = [
  ['', '!'],
  ['a', 'a'],
  ['\n', ''],
]
/** Short ones first, so that a pattern that takes twice as long for each character is found before it takes for ever. */
const LENGTHS = [25, 100, 400, 2_000, 8_000]
/** A quadratic pattern takes 30 to 500 ms of this thread's time on a processor at the full length, a linear one less than one. The least of several runs counts. */
const SLOW_MILLISECONDS = 12
const RUNS = 5

const texts = new Map<string, string>()
function textOf(before: string, piece: string, after: string, length: number): string {
  const name = `${before}|${piece}|${after}|${length}`
  const known = texts.get(name)
  if (known !== undefined) return known
  const text = before + piece.repeat(length / piece.length) + after
  texts.set(name, text)
  return text
}

function run(pattern: RegExp, text: string): number {
  pattern.lastIndex = 0
  const start = process.threadCpuUsage()
  if (pattern.global) text.replace(pattern, '')
  else pattern.test(text)
  return process.threadCpuUsage(start).user / 1_000
}

/** A piece on which the pattern is slow. */
export function findSlowPiece(pattern: RegExp): string | undefined {
  for (const piece of PIECES) {
    for (const [before, after] of ENDS) {
      for (const length of LENGTHS) {
        const text = textOf(before, piece, after, length)
        let least = run(pattern, text)
        for (let again = 1; again < RUNS && least > SLOW_MILLISECONDS; again += 1) least = Math.min(least, run(pattern, text))
        if (least > SLOW_MILLISECONDS) return JSON.stringify(`${before}${piece}…${after}`)
      }
    }
  }
  return undefined
}
