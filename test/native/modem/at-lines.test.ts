import { describe, expect, test } from 'vitest'
import { createAtLines } from '../../../native/modem/at-lines.ts'

const long = 'x'.repeat(1025)

/** What comes of these pieces; `>` stands for a prompt that was taken. */
function cut(pieces: readonly string[], waits = false): readonly string[] {
  const heard: string[] = []
  const lines = createAtLines({
    line: (line) => heard.push(line),
    prompt: () => {
      if (waits) heard.push('>')
      return waits
    },
  })
  for (const piece of pieces) lines.take(Uint8Array.from(piece, (character) => character.charCodeAt(0)))
  return heard
}

describe('AT: bytes to lines', () => {
  test.each<readonly [what: string, pieces: readonly string[], lines: readonly string[]]>([
    ['both ends', ['\r\nOK\r\n'], ['', '', 'OK', '']],
    ['pieces of a line', ['+CS', 'Q: 17', ',0\r'], ['+CSQ: 17,0']],
    ['zeros and blanks around it', ['\0 O\0K \n'], ['OK']],
    ['a line without an end', ['OK'], []],
    ['a line that is too long, and the next', [`${long}OK\rOK\r`], ['', 'OK']],
    ['an angle bracket that is no prompt', ['> \r>a\r'], ['>', '>a']],
  ])('AT lines: %s', (_, pieces, lines) => {
    expect(cut(pieces)).toEqual(lines)
  })

  test('AT prompt: it needs no end of line, and is not part of the next line', () => {
    expect(cut(['\r\n> ', '+CMGS: 1\r\n'], true)).toEqual(['', '', '>', '+CMGS: 1', ''])
    expect(cut(['a>\r'], true)).toEqual(['a>'])
  })

  test('AT lines: after clear the line that had begun is forgotten', () => {
    const heard: string[] = []
    const lines = createAtLines({ line: (line) => heard.push(line), prompt: () => false })
    const say = (text: string) => lines.take(Uint8Array.from(text, (character) => character.charCodeAt(0)))
    say(long)
    lines.clear()
    say('O')
    lines.clear()
    say('K\r')
    expect(heard).toEqual(['K'])
  })
})
