import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAtConversation, type AtConversation, type ByteStream } from '../../../native/modem/at-command.ts'
import type { AtReply, EntryReply, PromptReply } from '../../../native/modem/at-reply.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

function createScriptedStream() {
  const written: string[] = []
  let listener: (piece: Uint8Array) => void = () => undefined
  let closeListener: () => void = () => undefined
  let accept: (text: string) => Promise<void> = () => Promise.resolve()
  const stream: ByteStream = {
    write(piece) {
      const text = String.fromCharCode(...piece)
      written.push(text)
      return accept(text)
    },
    onBytes: (one) => void (listener = one),
    onClose: (one) => void (closeListener = one),
  }
  return {
    stream,
    written,
    message: (text: string) => listener(bytes(text)),
    closes: () => closeListener(),
    /** What the system says to each write. */
    takes: (one: (text: string) => Promise<void>) => void (accept = one),
  }
}

let script: ReturnType<typeof createScriptedStream>
let at: AtConversation
beforeEach(() => {
  vi.useFakeTimers()
  script = createScriptedStream()
  at = createAtConversation(script.stream)
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const heard = { lines: [], overheard: false }
const ask = (command = 'AT+CSQ', answer = '+CSQ:'): Promise<AtReply> => at.ask(command, { milliseconds: 5000, answer })

describe('an answer is read whatever surrounds it', () => {
  const good = { result: 'ok', lines: ['+CSQ: 17,0'], overheard: false }
  test.each<readonly [what: string, said: string, reply: unknown]>([
    ['as V.250 writes it', '\r\n+CSQ: 17,0\r\n\r\nOK\r\n', good],
    ['after an echo', 'AT+CSQ\r\r\n+CSQ: 17,0\r\n\r\nOK\r\n', good],
    ['with line feeds only', '+CSQ: 17,0\nOK\n', good],
    ['with carriage returns only', '+CSQ: 17,0\rOK\r', good],
    ['with more ends than lines', '\r\r\n\n\r\n+CSQ: 17,0\r\r\r\nOK\r\n', good],
    ['with zeros from the line', '\0\0\r\n+CSQ: 17,0\r\n\0OK\r\n', good],
    ['with news of a text inside', '\r\n+CMTI: "SM",3\r\n\r\n+CSQ: 17,0\r\n\r\nRING\r\n^RSSI:14\r\n\r\nOK\r\n', good],
    [
      'with a delivery report inside, twice',
      '\r\n+CSQ: 17,0\r\n+CDS: 6,41,"+447700900123",145,"25/01/06,09:00:00+00","25/01/06,09:00:01+00",0\r\n+CDS: 6,41,"+447700900123",145,"25/01/06,09:00:00+00","25/01/06,09:00:01+00",0\r\nOK\r\n',
      good,
    ],
    ['after a line without end', `${'x'.repeat(5000)}\r\n+CSQ: 17,0\r\nOK\r\n`, good],
    ['after a thousand lines of nothing', '^BOOT:1\r\n'.repeat(1000) + '+CSQ: 17,0\r\nOK\r\n', good],
    ['without an answer', '\r\nOK\r\n', { result: 'ok', ...heard }],
    ['refused', '\r\nERROR\r\n', { result: 'error', ...heard }],
    ['refused with a number', '\r\n+CME ERROR: 10\r\n', { result: 'error', fault: { kind: 'CME', code: 10 }, ...heard }],
    ['refused by the network', '\r\n+CMS ERROR:38\r\n', { result: 'error', fault: { kind: 'CMS', code: 38 }, ...heard }],
    ['refused in words', '\r\n+CMS ERROR: SIM not inserted\r\n', { result: 'error', ...heard }],
    ['refused in a maker’s words', '\r\nCOMMAND NOT SUPPORT\r\n', { result: 'error', ...heard }],
    [
      'with a stranger’s text that says OK',
      '\r\n+CMT: "+447700900999",,"25/01/06,09:00:00+00"\r\nOK\r\n+CSQ: 17,0\r\nOK\r\n',
      { ...good, overheard: true },
    ],
    ['with a delivery report in PDU mode', '\r\n+CDS: 25\r\nOK\r\n+CSQ: 17,0\r\nOK\r\n', { ...good, overheard: true }],
  ])('%s', async (_what, said, reply) => {
    const whole = ask()
    script.message(said)
    expect(await whole).toEqual(reply)
    // The same, byte by byte.
    const single = ask()
    for (const character of said) script.message(character)
    expect(await single).toEqual(reply)
    expect(script.written).toEqual(['AT+CSQ\r', 'AT+CSQ\r'])
  })

  test('half a line is no line', async () => {
    const reply = ask()
    script.message('\r\n+CSQ: 17,0\r\nOK')
    await vi.advanceTimersByTimeAsync(5000)
    expect(await reply).toEqual({ result: 'silent' })
  })

  test('an answer of any shape leaves out what is known to be news', async () => {
    const reply = ask('AT+CGMM', '')
    script.message('\r\n+CREG: 1\r\n\r\nSIM-ULATED 900\r\n^RSSI:14\r\nOK\r\n')
    expect(await reply).toEqual({ result: 'ok', lines: ['SIM-ULATED 900'], overheard: false })
  })

  test('lines are kept to a bound', async () => {
    const reply = ask()
    script.message('+CSQ: 1,0\r\n'.repeat(10_000) + 'OK\r\n')
    expect(await reply).toMatchObject({ result: 'ok', lines: { length: 64 } })
  })
})

describe('a line that is lost', () => {
  test('silence ends at the given time', async () => {
    const reply = ask()
    await vi.advanceTimersByTimeAsync(4999)
    script.message('\r\n')
    await vi.advanceTimersByTimeAsync(1)
    expect(await reply).toEqual({ result: 'silent' })
  })

  test('a close ends what is under way and all that follows', async () => {
    const reply = ask()
    script.closes()
    expect(await reply).toEqual({ result: 'closed' })
    expect(await ask()).toEqual({ result: 'closed' })
    expect(script.written).toHaveLength(1)
  })

  test('a write that fails ends it', async () => {
    script.takes(() => Promise.reject(new Error('EIO')))
    expect(await ask()).toEqual({ result: 'closed' })
  })

  test('a write that never ends is not waited for', async () => {
    script.takes(() => new Promise(() => undefined))
    const reply = ask()
    await vi.advanceTimersByTimeAsync(5000)
    expect(await reply).toEqual({ result: 'silent' })
  })
})

describe('the prompt', () => {
  const number = 'AT+CMGS="+447700900123"'
  const prompt = (): Promise<PromptReply> => at.askForPrompt(number, { milliseconds: 10_000 })
  const enter = (text = 'Hello'): Promise<EntryReply> => at.enter(bytes(text), { milliseconds: 60_000, answer: '+CMGS:' })

  test.each(['\r\n> ', '\r\n>', '> ', `${number}\r\r\n> `, '\r\n+CMTI: "SM",3\r\n\r\n> '])(
    'is seen in %j, and the text goes with Ctrl-Z behind it',
    async (said) => {
      const standing = prompt()
      for (const character of said) script.message(character)
      expect(await standing).toEqual({ result: 'prompt' })
      const reply = enter()
      await vi.advanceTimersByTimeAsync(0)
      expect(script.written).toEqual([`${number}\r`, 'Hello', '\u001a'])
      script.message('\r\n+CMGS: 41\r\n\r\nOK\r\n')
      expect(await reply).toEqual({ result: 'ok', lines: ['+CMGS: 41'], overheard: false, handedOver: true })
    },
  )

  test('a text that is echoed is not taken for the answer', async () => {
    for (const text of ['OK', 'ERROR', '+CMGS: 9', '+CMS ERROR: 38']) {
      const standing = prompt()
      script.message('\r\n> ')
      await standing
      const reply = enter(text)
      await vi.advanceTimersByTimeAsync(0)
      script.message(`${text}\u001a\r\n`)
      script.message('\r\n+CMGS: 41\r\nOK\r\n')
      expect(await reply).toMatchObject({ result: 'ok', lines: ['+CMGS: 41'] })
    }
  })

  test('a sign inside a line is no prompt', async () => {
    const standing = prompt()
    script.message('\r\n^NEWS: a > b\r\n')
    script.message('\r\n+CMS ERROR: 302\r\n')
    expect(await standing).toEqual({ result: 'error', fault: { kind: 'CMS', code: 302 }, ...heard })
  })

  test('a prompt that a stranger’s text shows is none', async () => {
    const standing = prompt()
    script.message('\r\n+CMT: "+447700900999",,"25/01/06,09:00:00+00"\r\n> \r\n')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await standing).toEqual({ result: 'silent' })
  })

  test('a prompt that is taken back gets no text', async () => {
    const standing = prompt()
    script.message('\r\n> \r\n+CMS ERROR: 331\r\n')
    await standing
    expect(await enter()).toMatchObject({ result: 'error', fault: { kind: 'CMS', code: 331 }, handedOver: false })
    expect(script.written).toHaveLength(1)
  })

  test('a line that breaks under the text hands nothing over', async () => {
    const standing = prompt()
    script.message('\r\n> ')
    await standing
    script.takes(() => Promise.reject(new Error('EIO')))
    expect(await enter()).toEqual({ result: 'closed', handedOver: false })
    expect(script.written.join('')).not.toContain('\u001a')
  })

  test('a text that takes too long to write gets no Ctrl-Z afterwards', async () => {
    const standing = prompt()
    script.message('\r\n> ')
    await standing
    const slow = Promise.withResolvers<undefined>()
    script.takes(() => slow.promise)
    const reply = enter()
    await vi.advanceTimersByTimeAsync(60_000)
    slow.resolve(undefined)
    expect(await reply).toEqual({ result: 'silent', handedOver: false })
    expect(script.written.join('')).not.toContain('\u001a')
  })

  test('a Ctrl-Z that fails counts as handed over', async () => {
    const standing = prompt()
    script.message('\r\n> ')
    await standing
    script.takes((text) => (text === '\u001a' ? Promise.reject(new Error('EIO')) : Promise.resolve()))
    expect(await enter()).toEqual({ result: 'closed', handedOver: true })
  })

  test('is left with ESC, and what still comes is thrown away', async () => {
    const standing = prompt()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await standing).toEqual({ result: 'silent' })
    const left = at.cancel(300)
    script.message('\r\n> ')
    await vi.advanceTimersByTimeAsync(200)
    script.message('\r\nOK\r\n+CSQ: 9')
    await vi.advanceTimersByTimeAsync(600)
    await left
    expect(script.written.at(-1)).toBe('\u001b\r')
    const reply = ask()
    script.message('\r\n+CSQ: 17,0\r\nOK\r\n')
    expect(await reply).toMatchObject({ result: 'ok', lines: ['+CSQ: 17,0'] })
  })
})

describe('bugs of ours are thrown, never written', () => {
  test.each(['AT\rAT+CMGD=1', 'AT+CMGS="\u001a"', 'hello', 'ATé', ''])('%j is no command', async (command) => {
    await expect(at.ask(command, { milliseconds: 1 })).rejects.toThrow()
    expect(script.written).toEqual([])
  })

  test('two commands at once', async () => {
    const first = ask()
    await expect(ask()).rejects.toThrow('one AT command at a time')
    script.message('OK\r\n')
    await first
  })

  test('a text without a prompt, or with a key in it', async () => {
    const given = { milliseconds: 1, answer: '+CMGS:' }
    await expect(at.enter(bytes('Hello'), given)).rejects.toThrow()
    const standing = at.askForPrompt('AT+CMGS="+447700900123"', { milliseconds: 1000 })
    script.message('> ')
    await standing
    for (const text of ['a\u001ab', 'a\u001bb']) await expect(at.enter(bytes(text), given)).rejects.toThrow()
    expect(script.written).toHaveLength(1)
  })
})
