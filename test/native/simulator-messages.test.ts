import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { onLines, simulatorRequest } from '../../native/simulator-messages.ts'

describe('simulator socket: lines', () => {
  test.each<readonly [what: string, pieces: readonly string[], lines: readonly string[]]>([
    ['one line', ['{"id":1}\n'], ['{"id":1}']],
    ['a line in pieces', ['{"id"', ':1', '}\n'], ['{"id":1}']],
    ['two lines and the start of a third', ['a\nb\nc'], ['a', 'b']],
    ['an end that comes alone', ['a', '\n', 'b\n'], ['a', 'b']],
    ['an empty line', ['\n'], ['']],
    ['nothing yet', ['a'], []],
  ])('simulator line: %s', (_, pieces, lines) => {
    const socket = Object.assign(new EventEmitter(), { setEncoding: () => undefined })
    const heard: string[] = []
    onLines(socket as unknown as Socket, (line) => heard.push(line))
    for (const piece of pieces) socket.emit('data', piece)
    expect(heard).toEqual(lines)
  })
})

describe('simulator socket: requests', () => {
  test.each<readonly [request: Readonly<Record<string, unknown>>, isTaken: boolean]>([
    [{ do: 'reader.insert' }, true],
    [{ do: 'reader.insert', at: 'Second reader' }, true],
    [{ do: 'reader.insert', at: '' }, false],
    [{ do: 'reader.insert', state: { serial: 1 } }, false],
    [{ do: 'reader.removeAfter', count: 0 }, true],
    [{ do: 'reader.removeAfter', count: -1 }, false],
    [{ do: 'reader.answerNext', sw: '6f00' }, true],
    [{ do: 'reader.answerNext', sw: '6f0' }, false],
    [{ do: 'reader.hold', by: 'another-program' }, true],
    [{ do: 'reader.hold', by: 'a-person' }, false],
    [{ do: 'station.load', serials: [0, 0xffffffff] }, true],
    [{ do: 'station.load', serials: [0x100000000] }, false],
    [{ do: 'station.failNext', what: 'print', fault: 'jam' }, true],
    [{ do: 'station.failNext', what: 'print', fault: 'fire' }, false],
    [{ do: 'documents.problem', words: 'Out of paper' }, true],
    [{ do: 'documents.jobs', more: 1 }, false],
    [{ do: 'printer.jobs', more: 1 }, false],
    [{ do: 'reader.explode' }, false],
  ])('simulator request: %o is taken: %s', (request, isTaken) => {
    expect(simulatorRequest.safeParse({ id: 1, ...request }).success).toBe(isTaken)
  })

  test('simulator request: without a number it is refused', () => {
    expect(simulatorRequest.safeParse({ do: 'printer.jobs' }).success).toBe(false)
  })
})
