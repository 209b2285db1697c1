import { beforeEach, describe, expect, test } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { sendText, type SendTextPorts } from '../../../main/devices/send-text.ts'

const text = { caseId: 'case', title: 'Code for the call', to: '+447911123456', body: 'your code is 000 000' }
const noSignal = err('no-signal', 'No signal.', 'Wait.')
let sent: unknown[]
let revealed: unknown[]
let noted: string[]
beforeEach(() => {
  sent = []
  revealed = []
  noted = []
})

const portsOf = (practice: boolean, answer: unknown = ok({ state: 'sent' })) =>
  ({
    practice,
    devices: { text: { send: async (message: unknown) => (sent.push(message), answer) } },
    reveal: async (shown: unknown) => void revealed.push(shown),
    store: { commit: async (_rows: unknown, { action }: { action: string }) => (noted.push(action), ok({})) },
  }) as unknown as SendTextPorts

describe('texts by the work phone', () => {
  test('a real one: shown in a window of its own, which is recorded; the modem gets nothing', async () => {
    expect(await sendText(portsOf(false), 'work-phone', text)).toEqual(ok('handed-to-agent'))
    expect(revealed).toEqual([{ title: text.title, to: text.to, body: text.body }])
    expect(noted).toEqual(['text-shown-for-work-phone'])
    expect(sent).toEqual([])
  })

  // A QR code would put a real number into a real phone.
  test('practice: no code for a real phone; the text is on the practice phone, and nothing says that a window was shown', async () => {
    expect(await sendText(portsOf(true), 'work-phone', text)).toEqual(ok('handed-to-agent'))
    expect(revealed).toEqual([])
    expect(noted).toEqual([])
    expect(sent).toEqual([{ to: text.to, body: text.body }])
  })

  test('practice: what the practice phone refuses is said', async () => {
    expect(await sendText(portsOf(true, noSignal), 'work-phone', text)).toEqual(noSignal)
  })
})

test.each([false, true])('texts by the modem: the same in practice (%s)', async (practice) => {
  expect(await sendText(portsOf(practice), 'modem', text)).toEqual(ok('sent'))
  expect(revealed).toEqual([])
})
