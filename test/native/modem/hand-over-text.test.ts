import { describe, expect, test } from 'vitest'
import type { AtConversation } from '../../../native/modem/at-command.ts'
import type { AtReply, EntryReply, PromptReply } from '../../../native/modem/at-reply.ts'
import type { ModemCharset } from '../../../native/modem/gsm-text.ts'
import { handOverText, isE164, prepareText } from '../../../native/modem/hand-over-text.ts'
import { usualTiming, type ModemLine } from '../../../native/modem/modem-line.ts'

const heard = { lines: [], overheard: false }
const good: AtReply = { result: 'ok', ...heard }
const refused: AtReply = { result: 'error', ...heard }
const prompt: PromptReply = { result: 'prompt' }
const to = '+447700900123'
const one = { state: 'encoded', bytes: Uint8Array.of(0x31), charset: 'IRA' } as const

/** A modem that answers as it is told: `replies` by the beginning of the command, and good to all others. */
function line(given: {
  readonly replies?: Readonly<Record<string, AtReply>>
  readonly prompt?: PromptReply
  readonly entry?: EntryReply
  readonly charsets?: readonly ModemCharset[]
}) {
  const said: string[] = []
  const at: AtConversation = {
    ask: (command) => {
      said.push(command)
      return Promise.resolve(Object.entries(given.replies ?? {}).find(([start]) => command.startsWith(start))?.[1] ?? good)
    },
    askForPrompt: (command) => {
      said.push(command)
      return Promise.resolve(given.prompt ?? prompt)
    },
    enter: (text) => {
      said.push(`text of ${text.length}`)
      return Promise.resolve(given.entry ?? { result: 'ok', lines: ['+CMGS: 7'], overheard: false, handedOver: true })
    },
    cancel: () => {
      said.push('cancel')
      return Promise.resolve()
    },
  }
  const modem: ModemLine = { at, timing: usualTiming, name: 'Modem', charsets: new Set(given.charsets ?? ['IRA', 'GSM']) }
  return { modem, said }
}

describe('text: before it is handed over', () => {
  test.each([
    ['+447700900123', true],
    ['+4477009001234567', false],
    ['07700900123', false],
    ['+07700900123', false],
    ['+44 7700 900123', false],
    ['+447700900123"\rATD', false],
  ])('text: %o is a number that a modem takes: %s', (number, isGood) => {
    expect(isE164(number)).toBe(isGood)
  })

  test.each([
    { title: 'a wrong number', to: '07700900123', body: 'Hello', message: /number/ },
    { title: 'nothing', to, body: '', message: /nothing in the text/ },
    { title: 'more than one text message', to, body: 'x'.repeat(161), message: /too long/ },
    { title: 'a character that no text holds', to, body: '😀', message: /character/ },
  ])('text: refused for $title, and not sent', ({ to: number, body, message }) => {
    expect(prepareText(number, body, line({}).modem)).toMatchObject({
      ok: false,
      error: { code: 'modem-refused', message: expect.stringMatching(message) as string },
    })
  })

  test('text: mode, character set and kind of text are set before each', async () => {
    const { modem, said } = line({})
    await handOverText(modem, to, one)
    expect(said).toEqual(['AT+CMGF=1', 'AT+CSCS="IRA"', 'AT+CSMP=17,167,0,0', `AT+CMGS="${to}"`, 'text of 1'])
  })

  test.each<readonly [what: string, given: Parameters<typeof line>[0], code: string, lost: boolean]>([
    ['a modem without text mode', { replies: { 'AT+CMGF': refused } }, 'modem-refused', false],
    ['silence at the mode', { replies: { 'AT+CMGF': { result: 'silent' } } }, 'modem-not-found', true],
    ['silence at the kind of text', { replies: { 'AT+CSMP': { result: 'closed' } } }, 'modem-not-found', true],
    ['a number that the modem refuses', { prompt: refused }, 'modem-refused', false],
    ['no prompt', { prompt: { result: 'silent' } }, 'modem-not-found', true],
    ['a result instead of the prompt', { prompt: good }, 'modem-not-found', true],
  ])('text: %s → %3$s, nothing is entered', async (_, given, code, lost) => {
    const { modem, said } = line(given)
    expect(await handOverText(modem, to, one)).toMatchObject({ result: { ok: false, error: { code } }, lost })
    expect(said.filter((words) => words.startsWith('text'))).toEqual([])
  })

  test('text: a modem that does not know the kind of text sends it all the same, and a prompt that is late is left', async () => {
    expect(await handOverText(line({ replies: { 'AT+CSMP': refused } }).modem, to, one)).toMatchObject({ result: { ok: true } })
    const { modem, said } = line({ prompt: { result: 'silent' } })
    await handOverText(modem, to, one)
    expect(said.at(-1)).toBe('cancel')
  })
})

describe('text: after it was entered', () => {
  const entered = (reply: AtReply, handedOver = true): EntryReply => ({ ...reply, handedOver })
  const ok = (lines: readonly string[], overheard = false): EntryReply => entered({ result: 'ok', lines, overheard })
  const error = (code: number, lines: readonly string[] = []): EntryReply =>
    entered({ result: 'error', fault: { kind: 'CMS', code }, lines, overheard: false })

  test.each<readonly [what: string, entry: EntryReply, outcome: string, lost: boolean]>([
    ['a reference and OK', ok(['+CMGS: 255']), 'sent', false],
    ['a reference with a time stamp', ok(['+CMGS: 7,"26/11/29"']), 'sent', false],
    ['OK alone', ok([]), 'unknown', true],
    ['two references', ok(['+CMGS: 7', '+CMGS: 8']), 'unknown', true],
    ['a reference that is no octet', ok(['+CMGS: 256']), 'unknown', true],
    ['a text of a stranger in between', ok(['+CMGS: 7'], true), 'unknown', true],
    ['a refusal of the network', error(21), 'modem-refused', false],
    ['no service', error(331), 'no-signal', false],
    ['a refusal that proves nothing', error(500), 'unknown', true],
    ['a refusal after a reference', error(21, ['+CMGS: 7']), 'unknown', true],
    ['plain ERROR', entered(refused), 'unknown', true],
    ['silence', entered({ result: 'silent' }), 'unknown', true],
    ['the plug pulled', entered({ result: 'closed' }), 'unknown', true],
    ['the plug pulled before Ctrl-Z', entered({ result: 'closed' }, false), 'modem-not-found', true],
    ['a refusal before Ctrl-Z', entered(refused, false), 'modem-refused', true],
  ])('text: %s → %3$s', async (_, entry, outcome, lost) => {
    const handed = await handOverText(line({ entry }).modem, to, one)
    expect([handed.result.ok ? handed.result.value.state : handed.result.error.code, handed.lost]).toEqual([outcome, lost])
  })
})
