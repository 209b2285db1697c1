import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { deviceSettings } from '../../../native/device-settings.ts'
import type { AfterCtrlZ, ModemSimulator, SimulatorMakeUp } from '../../support/modem-simulator.ts'
import { open, setUp } from '../../support/modem-bench.ts'

const text = { to: '+447700900123', body: 'Your numbers are 000 017. They end in 10 minutes.' }
const unknown = { ok: true, value: { state: 'unknown' } }
const sent = { ok: true, value: { state: 'sent', reference: '41' } }
afterEach(async () => {
  vi.useRealTimers()
  for (const sender of open.splice(0)) await sender.close()
})

describe('modems of every habit take a text', () => {
  test.each<readonly [string, SimulatorMakeUp, (modem: ModemSimulator) => void]>([
    ['one that ends lines with CR', { lineEnd: '\r' }, () => undefined],
    ['one that ends lines with LF', { lineEnd: '\n' }, () => undefined],
    ['one that cannot stop its echo', { canStopEcho: false }, () => undefined],
    ['one whose prompt has no space', { prompt: '>' }, () => undefined],
    ['one that answers in digits', { verbose: false }, (modem) => modem.restart()],
    ['one that knows only its own character set', { charsets: ['UCS2-OLD'] }, () => undefined],
    [
      'one that refuses the model, the faults and the SIM question',
      {},
      (modem) => {
        for (const command of ['AT+CGMM', 'AT+CMEE=1', 'AT+CPIN?', 'AT+CSMP=17,167,0,0', 'AT+CNMI=2,0,0,0,0'])
          modem.answer(command, '\r\nERROR\r\n')
      },
    ],
    ['one that knows registration on LTE only', {}, (modem) => modem.answer('AT+CREG?', '\r\n+CREG: 0,0\r\n\r\nOK\r\n')],
    [
      'one that cannot say whether it is registered',
      {},
      (modem) => {
        for (const command of ['AT+CREG?', 'AT+CEREG?']) modem.answer(command, '\r\nERROR\r\n')
      },
    ],
    [
      'one that roams, and says news in the words of the answer',
      {},
      (modem) => modem.answer('AT+CREG?', '\r\n+CREG: 2\r\n\r\n+CREG: 0,5\r\n\r\n+CREG: 2,"00C3","A1B2"\r\n\r\nOK\r\n'),
    ],
    ['one left at the prompt of a program that was killed', {}, (modem) => modem.leaveAtPrompt('+447700900999', 'An old text')],
    ['one that talks while it starts', {}, (modem) => modem.answer('ATE0', '\r\nRDY\r\n\r\n+CPIN: READY\r\n\r\nCall Ready\r\n\r\nOK\r\n')],
  ])('%s', async (_habit, makeUp, prepare) => {
    const timing = { quiet: 0, poll: 5, reopen: 1, command: 40 }
    const { modem, sender, handedOver } = setUp(makeUp, timing, prepare)
    expect(await sender.send(text)).toEqual(sent)
    expect(modem.arrived()).toEqual([text])
    expect(handedOver()).toBe(1)
  })

  test('one that restarted by itself between two texts', async () => {
    const { modem, sender } = setUp()
    expect(await sender.send(text)).toEqual(sent)
    modem.restart()
    expect(await sender.send({ ...text, body: 'Second, £5' })).toMatchObject({ ok: true, value: { state: 'sent', reference: '42' } })
    expect(modem.arrived().map(({ body }) => body)).toEqual([text.body, 'Second, £5'])
  })

  test('its name is its model and its port, cleaned', async () => {
    const { until } = setUp({}, undefined, (modem) => modem.answer('AT+CGMM', `\r\n+CGMM: "E3372<b>"${'x'.repeat(200)}\r\nOK\r\n`))
    expect((await until('ready')).name).toMatch(/^E3372bx{34} on \/dev\/ttyUSB0$/)
  })
})

describe('what the modem says after Ctrl-Z decides', () => {
  const stranger = '\r\n+CMT: "+447700900999",,"25/01/06,09:00:00+00"\r\n'
  const message = (bytes: string, sends = false): AfterCtrlZ => ({ does: 'message', bytes, sends })
  test.each<readonly [string, AfterCtrlZ, unknown]>([
    ['a reference and OK', { does: 'sends' }, sent],
    ['news before it', { does: 'sends', before: '\r\n+CMTI: "SM",3\r\nRING\r\n' }, sent],
    ['news inside it', { does: 'sends', between: '\r\n+CMTI: "SM",3\r\n^RSSI:14\r\n' }, sent],
    [
      'a delivery report of an earlier text, twice',
      { does: 'sends', before: '\r\n+CDS: 6,40,"+447700900123",145,"a","b",0\r\n+CDS: 6,40,"+447700900123",145,"a","b",0\r\n' },
      sent,
    ],
    ['plain ERROR', message('\r\nERROR\r\n', true), unknown],
    ['unknown error', message('\r\n+CMS ERROR: 500\r\n', true), unknown],
    ['network timeout', message('\r\n+CMS ERROR: 332\r\n', true), unknown],
    ['device failure', message('\r\n+CMS ERROR: 300\r\n', true), unknown],
    ['a maker’s own error', message('\r\n+CMS ERROR: 512\r\n', true), unknown],
    ['an error in words', message('\r\n+CMS ERROR: Network timeout\r\n', true), unknown],
    ['a reference, and then an error', message('\r\n+CMGS: 41\r\n+CMS ERROR: 38\r\n', true), unknown],
    ['OK without a reference', message('\r\nOK\r\n', true), unknown],
    ['two references', message('\r\n+CMGS: 40\r\n+CMGS: 41\r\nOK\r\n', true), unknown],
    ['no reference there can be', message('\r\n+CMGS: 256\r\nOK\r\n'), unknown],
    ['a reference in letters', message('\r\n+CMGS: forty-one\r\nOK\r\n'), unknown],
    ['a stranger’s text that looks like an answer', message(`${stranger}Hello\r\n+CMGS: 41\r\nOK\r\n`), unknown],
    ['a stranger’s text that looks like a refusal', message(`${stranger}Hello\r\n+CMS ERROR: 38\r\n`, true), unknown],
    ['the cable pulled', { does: 'pulled-after-sending' }, unknown],
  ])('%s', async (_what, behaviour, outcome) => {
    const { modem, sender, handedOver, until } = setUp()
    modem.next(behaviour)
    expect(await sender.send(text)).toEqual(outcome)
    await until('ready')
    expect(handedOver()).toBe(1)
    expect(modem.commands().filter((command) => command.includes('+CMGS'))).toHaveLength(1)
  })

  test.each<readonly [number, string, string]>([
    [8, 'modem-refused', 'The network bars texts from this SIM (CMS ERROR 8). The text was not sent.'],
    [28, 'modem-refused', 'The network does not know the number (CMS ERROR 28). The text was not sent.'],
    [38, 'modem-refused', 'The network is out of order (CMS ERROR 38). The text was not sent.'],
    [310, 'modem-refused', 'There is no SIM in the modem (CMS ERROR 310). The text was not sent.'],
    [322, 'modem-refused', 'The SIM is full of old texts (CMS ERROR 322). The text was not sent.'],
    [330, 'modem-refused', 'The SIM has no number for the text service centre (CMS ERROR 330). The text was not sent.'],
    [331, 'no-signal', 'The modem has no signal. The text was not sent.'],
  ])('refused for good with CMS ERROR %i', async (code, failure, message) => {
    const { modem, sender, handedOver } = setUp()
    modem.next({ does: 'message', bytes: `\r\n+CMS ERROR: ${code}\r\n`, sends: false })
    expect(await sender.send(text)).toMatchObject({ ok: false, error: { code: failure, message } })
    expect(await sender.send(text)).toEqual(sent)
    expect(handedOver()).toBe(2)
    expect(modem.arrived()).toEqual([text])
  })

  test('every half of the answer, and then silence, is unknown', async () => {
    const answer = '\r\n+CMGS: 41\r\n\r\nOK\r\n'
    // The last byte is the line feed behind the carriage return that already ended the line.
    for (let length = 0; length < answer.length - 1; length++) {
      const { modem, sender, handedOver, until } = setUp({}, { quiet: 0, poll: 5, reopen: 1, result: 5 })
      modem.next({ does: 'message', bytes: answer.slice(0, length), sends: true })
      expect([length, await sender.send(text)]).toEqual([length, unknown])
      await until('ready')
      expect(handedOver()).toBe(1)
      await sender.close()
    }
  })

  test('sixty seconds of silence are waited for, and no more; a late answer is not given to the next text', async () => {
    vi.useFakeTimers()
    const { modem, sender, states } = setUp({}, {})
    modem.next({ does: 'sends-silently' })
    let outcome: unknown
    void sender.send(text).then((now) => {
      outcome = now
    })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(outcome).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1000)
    expect(outcome).toEqual(unknown)
    expect(states.at(-1)).toMatchObject({ state: 'absent' })
    modem.blurt('\r\n+CMGS: 41\r\n\r\nOK\r\n')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(states.at(-1)).toMatchObject({ state: 'ready' })
    modem.next({ does: 'says-nothing' })
    const next = sender.send({ ...text, body: 'Next' })
    await vi.advanceTimersByTimeAsync(61_000)
    expect(await next).toEqual(unknown)
    expect(modem.arrived()).toEqual([text])
  })
})

describe('refused before anything is handed over', () => {
  test.each(['\u001a', 'a\u001bb', 'line\nline', 'five €', '🙂', 'Ξ', '', 'x'.repeat(161)])('the words %j', async (body) => {
    const { modem, sender, handedOver } = setUp()
    expect(await sender.send({ ...text, body })).toMatchObject({
      ok: false,
      error: { code: 'modem-refused', message: expect.stringContaining('was not sent') as string },
    })
    expect([handedOver(), modem.arrived()]).toEqual([0, []])
  })

  test.each<readonly [string, string, string]>([
    ['AT+CMGS="+447700900123"', '\r\n+CMS ERROR: 331\r\n', 'no-signal'],
    ['AT+CMGS="+447700900123"', '\r\n+CMS ERROR: 304\r\n', 'modem-refused'],
    ['AT+CMGS="+447700900123"', '\r\nERROR\r\n', 'modem-refused'],
    ['AT+CMGS="+447700900123"', '\r\nOK\r\n', 'modem-not-found'],
    ['AT+CMGS="+447700900123"', '', 'modem-not-found'],
    ['AT+CMGS="+447700900123"', '\r\n> \r\n+CMS ERROR: 302\r\n', 'modem-refused'],
    ['AT+CMGF=1', '\r\nERROR\r\n', 'modem-refused'],
    ['AT+CMGF=1', '', 'modem-not-found'],
    ['AT+CPIN?', '\r\nOK\r\n', 'modem-not-found'],
  ])('%s answered by %j', async (command, bytes, code) => {
    const { modem, sender, until } = setUp({}, { quiet: 0, poll: 60_000, reopen: 60_000, command: 20, prompt: 20 })
    await until('ready')
    modem.answer(command, bytes)
    expect(await sender.send(text)).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining('was not sent') as string },
    })
    expect(modem.arrived()).toEqual([])
  })

  test.each<readonly [string, string]>([
    ['SIM PIN', 'The SIM in the modem asks for its PIN'],
    ['SIM PUK', 'The SIM in the modem is locked (PUK)'],
    ['+CME ERROR: 10', 'There is no SIM in the modem'],
    ['+CME ERROR: 14', 'The SIM in the modem is not ready yet'],
  ])('a SIM that says %s', async (state, words) => {
    const { modem, sender, until } = setUp({}, undefined, (fresh) => fresh.setSim(state))
    expect(await sender.send(text)).toMatchObject({
      ok: false,
      error: { code: 'modem-refused', message: `${words}. The text was not sent.` },
    })
    expect((await until('cannot-send')).trouble?.words).toBe(words)
    expect(modem.commands().some((command) => command.startsWith('AT+CPIN='))).toBe(false)
    modem.setSim('READY')
    await until('ready')
    expect(await sender.send(text)).toEqual(sent)
  })

  test('a modem that is not there, or is there and says nothing', async () => {
    const gone = setUp({}, undefined, (_modem, socket) => socket.pull())
    expect(await gone.sender.send(text)).toMatchObject({ ok: false, error: { code: 'modem-not-found' } })
    expect(gone.states).toEqual([{ state: 'absent', name: 'Modem on /dev/ttyUSB0' }])
    const mute = setUp({}, { quiet: 0, command: 2, reopen: 1 }, (modem) => {
      for (const word of ['AT', 'ATV1']) modem.answer(word, '')
    })
    expect(await mute.sender.send(text)).toMatchObject({ ok: false, error: { code: 'modem-not-found' } })
  })
})

describe('settings', () => {
  const given = { reader: 'virtual', printer: 'none', documents: 'none' }
  test.each([
    ['virtual', true],
    ['none', true],
    [{ serial: 'COM3' }, true],
    [{ serial: '/dev/ttyUSB0' }, true],
    [{ serial: '/dev/serial/by-id/usb-Maker_Model-if00' }, true],
    [{ serial: '' }, false],
    [{ serial: 'ttyUSB0' }, false],
    [{ serial: 'COM3\r' }, false],
    [{ serial: '\\\\server\\share' }, false],
    ['serial', false],
    [{ serial: 'COM3', baud: 1 }, false],
  ] as const)('text %j: %j', (text, good) => expect(deviceSettings.safeParse({ ...given, text }).success).toBe(good))

  test('the binding is loaded only when a serial modem is chosen', () => {
    const devices = new URL('../../../native/devices.ts', import.meta.url).href
    const loaded = (text: unknown): string =>
      spawnSync(
        process.execPath,
        [
          '--input-type=module',
          '--eval',
          `
      const { openDevices } = await import(${JSON.stringify(devices)})
      const devices = await openDevices({ reader: 'virtual', printer: 'none', documents: 'none', text: ${JSON.stringify(text)} })
      await devices.text.send({ to: '+447700900123', body: 'Hello' })
      process.stdout.write(String(process.report.getReport().sharedObjects.some((path) => path.includes('bindings-cpp'))))
      process.exit(0)
    `,
        ],
        { encoding: 'utf8' },
      ).stdout
    expect([loaded('virtual'), loaded('none'), loaded({ serial: '/dev/ra-desk-no-such-port' })]).toEqual(['false', 'false', 'true'])
  })
})
