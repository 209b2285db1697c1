import { describe, expect, test } from 'vitest'
import type { AtConversation } from '../../../native/modem/at-command.ts'
import type { AtReply } from '../../../native/modem/at-reply.ts'
import { checkModem, setUpModem, usualTiming } from '../../../native/modem/modem-line.ts'

const answers = (...lines: readonly string[]): AtReply => ({ result: 'ok', lines, overheard: false })
const refused: AtReply = { result: 'error', lines: [], overheard: false }
const fault = (code: number): AtReply => ({ result: 'error', fault: { kind: 'CME', code }, lines: [], overheard: false })
const silent: AtReply = { result: 'silent' }

/** `replies`: by command; a list gives one reply after another. All other commands are answered by OK. */
function line(replies: Readonly<Record<string, AtReply | readonly AtReply[]>> = {}) {
  const said: string[] = []
  const at: AtConversation = {
    ask: (command) => {
      const before = said.filter((one) => one === command).length
      said.push(command)
      const reply = replies[command] ?? answers()
      return Promise.resolve('result' in reply ? reply : reply[Math.min(before, reply.length - 1)]!)
    },
    cancel: () => Promise.resolve(),
    askForPrompt: () => Promise.reject(new Error('not asked here')),
    enter: () => Promise.reject(new Error('not asked here')),
  }
  return { at, timing: usualTiming, said }
}

describe('modem: setting up', () => {
  test.each<readonly [what: string, model: AtReply, name: string]>([
    ['its model', answers('SIM-ULATED 900'), 'SIM-ULATED 900 on /dev/ttyUSB0'],
    ['its model behind the name of the answer', answers('+CGMM: E3372'), 'E3372 on /dev/ttyUSB0'],
    ['a model with markup', answers('<b>"E3372"'), 'bE3372 on /dev/ttyUSB0'],
    ['forty characters of a long one', answers('x'.repeat(60)), `${'x'.repeat(40)} on /dev/ttyUSB0`],
    ['no model', refused, 'Modem on /dev/ttyUSB0'],
  ])('modem name: %s', async (_, model, name) => {
    expect(await setUpModem(line({ 'AT+CGMM': model }), '/dev/ttyUSB0')).toMatchObject({ name })
  })

  test('modem: only the character sets that it takes are known', async () => {
    const modem = await setUpModem(line({ 'AT+CSCS="GSM"': refused }), 'COM3')
    expect([...(modem?.charsets ?? [])]).toEqual(['IRA'])
  })

  test('modem: UCS-2 is for one that takes no other set, and is known then', async () => {
    const none = { 'AT+CSCS="GSM"': refused, 'AT+CSCS="IRA"': refused }
    expect([...(await setUpModem(line(none), 'COM3'))!.charsets]).toEqual(['UCS2'])
    expect([...(await setUpModem(line({ ...none, 'AT+CSCS="UCS2"': refused }), 'COM3'))!.charsets]).toEqual([])
    const asked = line({})
    await setUpModem(asked, 'COM3')
    expect(asked.said).not.toContain('AT+CSCS="UCS2"')
  })

  test('modem: one that answers in digits is brought back to words', async () => {
    const asked = line({ ATV1: [silent, answers()] })
    expect(await setUpModem(asked, 'COM3')).toBeDefined()
    expect(asked.said.slice(0, 3)).toEqual(['ATV1', 'AT', 'ATE0'])
  })

  test.each<readonly [what: string, replies: Parameters<typeof line>[0]]>([
    ['to any word', { AT: silent, ATV1: silent }],
    ['to ATE0', { ATE0: silent }],
    ['to its model', { 'AT+CGMM': silent }],
    ['to a character set', { 'AT+CSCS="IRA"': { result: 'closed' } }],
  ])('modem: lost when it is silent %s', async (_, replies) => {
    expect(await setUpModem(line(replies), 'COM3')).toBeUndefined()
  })

  test('modem: one that refuses what makes it easier to read is set up all the same', async () => {
    expect(await setUpModem(line({ ATE0: refused, 'AT+CMEE=1': refused, 'AT+CNMI=2,0,0,0,0': refused }), 'COM3')).toBeDefined()
  })
})

describe('modem: whether it can send now', () => {
  const ready = { 'AT+CPIN?': answers('+CPIN: READY') }
  const check = (replies: Parameters<typeof line>[0]) =>
    checkModem({ ...line({ ...ready, ...replies }), name: 'Modem', charsets: new Set() })

  test.each<readonly [what: string, replies: Parameters<typeof line>[0], state: string]>([
    ['home network', { 'AT+CREG?': answers('+CREG: 0,1') }, 'ready'],
    ['roaming, with place and cell', { 'AT+CREG?': answers('+CREG: 2,5,"00A1","0B2C"') }, 'ready'],
    ['4G only', { 'AT+CREG?': answers('+CREG: 0,2'), 'AT+CEREG?': answers('+CEREG: 0,1') }, 'ready'],
    ['searching', { 'AT+CREG?': answers('+CREG: 0,2'), 'AT+CEREG?': refused }, 'no-signal'],
    ['unsolicited news only', { 'AT+CREG?': answers('+CREG: 1') }, 'lost'],
    ['news before the answer', { 'AT+CREG?': answers('+CREG: 1', '+CREG: 0,1') }, 'ready'],
    ['silence', { 'AT+CREG?': silent }, 'lost'],
    ['no registration command, some strength', { 'AT+CREG?': refused, 'AT+CEREG?': refused, 'AT+CSQ': answers('+CSQ: 17,0') }, 'ready'],
    ['no registration command, no strength', { 'AT+CREG?': refused, 'AT+CEREG?': refused, 'AT+CSQ': answers('+CSQ: 99,99') }, 'no-signal'],
    ['neither is known', { 'AT+CREG?': refused, 'AT+CEREG?': refused, 'AT+CSQ': refused }, 'no-signal'],
  ])('modem signal: %s → %3$s', async (_, replies, state) => {
    expect((await check(replies)).state).toBe(state)
  })

  test.each<readonly [what: string, reply: AtReply, state: string]>([
    ['off (0)', answers('+CFUN: 0'), 'cannot-send'],
    ['off, as in flight mode (4)', answers('+CFUN: 4,0'), 'cannot-send'],
    ['off, after news that it was on', answers('+CFUN: 1', '+CFUN: 4'), 'cannot-send'],
    ['on', answers('+CFUN: 1'), 'ready'],
    ['in a state of its maker’s (11)', answers('+CFUN: 11'), 'ready'],
    ['not asked about on this modem', refused, 'ready'],
    ['not told', answers(), 'ready'],
    ['silent', silent, 'lost'],
  ])('modem radio: it is %s → %3$s, whatever the network says', async (_, reply, state) => {
    const found = await check({ 'AT+CFUN?': reply, 'AT+CREG?': answers('+CREG: 0,1') })
    expect(found.state).toBe(state)
    if (found.state === 'cannot-send')
      expect(found.trouble).toMatchObject({ words: 'The modem’s radio is off', next: expect.stringContaining('work phone') })
  })

  test.each<readonly [what: string, reply: AtReply, state: string, words: RegExp | undefined]>([
    ['asks for its PIN', answers('+CPIN: SIM PIN'), 'cannot-send', /PIN/],
    ['is locked', answers('+CPIN: SIM PUK'), 'cannot-send', /PUK/],
    ['starts', answers('+CPIN: NOT READY'), 'cannot-send', /not ready/],
    ['is missing', fault(10), 'cannot-send', /no SIM/],
    ['is not asked about on this modem', fault(4), 'ready', undefined],
    ['is silent', silent, 'lost', undefined],
    ['is answered by OK alone', answers(), 'lost', undefined],
  ])('modem SIM: it %s → %3$s', async (_, reply, state, words) => {
    const found = await check({ 'AT+CPIN?': reply, 'AT+CREG?': answers('+CREG: 0,1') })
    expect(found.state).toBe(state)
    if (words) expect(found.state === 'cannot-send' && found.trouble.words).toMatch(words)
  })
})
