import { describe, expect, test } from 'vitest'
import { withPin } from '../../../main/devices/device-handlers.ts'
import { pivProfile } from '../../../native/card/profile.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { channels } from '../../../preload/contract.ts'
import type { MainApp } from '../../support/main-app.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { recordOf } from '../../support/two-agents.ts'

const start = setUpAppsForEach()

const reader = 'RA Desk virtual reader'
const nhsCard = () => blankCard({ serial: 1, atr: pivProfile.neverTouch[0]!.atr })
const view = async (main: MainApp) => (await main.must('devices.state', {})).reader

describe('the agent’s own card in main', () => {
  test('no channel sends it a single command: not look, not page, not write', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'cis')
    main.reader.insert(nhsCard())
    expect(await view(main)).toMatchObject({
      readers: [{ keepOff: true, message: expect.stringContaining('NHS Care Identity Service smartcard') as string }],
    })
    expect((await view(main)).suggested).toBeUndefined()
    expect(await main.call('card.look', { reader })).toMatchObject({ ok: false, error: { code: 'own-card' } })
    expect(await main.call('card.write', { caseId, expectedSeq: main.seq(caseId), reader })).toMatchObject({
      ok: false,
      error: { code: 'own-card' },
    })
    const page = await main.must('card.page', { reader })
    expect(page.sections.map(({ id }) => id)).toEqual(['atr'])
    expect(page.sections[0]!.rows).toContainEqual({ key: 'Speed', value: 'up to 115,200 bits a second (TA1 18)' })
    expect(main.reader.commandCount()).toBe(0)
  })

  test('a reader pinned for it is let alone whatever is in it, until it is let go of', async () => {
    const main = await start()
    main.reader.insert(blankCard({ serial: 2 }))
    expect((await view(main)).suggested).toBe(reader)
    await main.must('readers.pin', { reader, use: 'own-card' })
    expect(await view(main)).toMatchObject({ readers: [{ use: 'own-card', keepOff: true }] })
    expect((await view(main)).suggested).toBeUndefined()
    expect(await main.call('card.look', { reader })).toMatchObject({ ok: false, error: { code: 'own-card-reader' } })
    expect(main.reader.commandCount()).toBe(0)
    await main.must('readers.pin', { reader, use: 'free' })
    expect(await main.call('card.look', { reader })).toMatchObject({ ok: true })
  })

  test.each([
    [{}, 'A', 'own-card', { ownCard: 'A' }],
    [{ ownCard: 'A' }, 'A', 'blank-cards', { blankCards: 'A' }],
    [{ ownCard: 'A' }, 'B', 'own-card', { ownCard: 'B' }],
    [{ ownCard: 'A', blankCards: 'B' }, 'A', 'free', { blankCards: 'B' }],
    [{ ownCard: 'A', blankCards: 'B' }, 'B', 'own-card', { ownCard: 'B' }],
  ] as const)('%o with %s as %s', (pins, name, use, after) => {
    expect(JSON.parse(JSON.stringify(withPin(pins, name, use)))).toEqual(after)
  })
})

describe('description of a card', () => {
  const blank = blankCard({ serial: 2 })
  test.each([
    ['blank', blank, true, /looks blank/],
    ['locked', { ...blank, passcode: { ...blank.passcode, left: 0 } }, false, /locked/],
    ['in use', { ...blank, objects: { '5FC105': Buffer.from('7003300100710100FE00', 'hex').toString('base64') } }, false, /in use/],
  ] as const)('%s', async (_what, state, isBlank, message) => {
    const main = await start()
    main.reader.insert(state)
    expect(await main.must('card.look', { reader })).toMatchObject({
      blank: isBlank,
      message: expect.stringMatching(message) as string,
      serial: '2',
    })
    expect(main.reader.cardState()).toEqual(state)
  })
})

describe('description of the readers', () => {
  test.each([
    ['the service stopped', (main: MainApp) => main.reader.stopService(), /service .* not running/],
    ['no reader', (main: MainApp) => main.reader.unplug(), /No card reader/],
  ])('%s, with what to do', async (_what, act, message) => {
    const main = await start()
    expect((await view(main)).problem).toBeUndefined()
    act(main)
    const { problem } = await view(main)
    expect(problem?.message).toMatch(message)
    expect(problem?.next).toMatch(/\w{3}/)
  })

  test('a mute card, with what to do', async () => {
    const main = await start()
    main.reader.insert(blankCard({ serial: 2 }))
    main.reader.mute()
    expect((await view(main)).readers[0]).toMatchObject({
      card: 'mute',
      message: 'The card does not answer.',
      next: expect.stringContaining('which way up') as string,
    })
  })
})

describe('the transcript for support', () => {
  test('is the file of the last card that was read, without numbers of the card', async () => {
    const main = await start()
    expect(await main.call('card.saveTranscript', { reader })).toMatchObject({ ok: false, error: { code: 'no-transcript' } })
    main.reader.insert(blankCard({ serial: 0xbeefcafe }))
    await main.must('card.page', { reader })
    const { savedAs } = await main.must('card.saveTranscript', { reader })
    expect(savedAs).toMatch(/^card-transcript-\d{4}-\d\d-\d\d\.txt$/)
    const text = Buffer.from(main.saved.get(savedAs)!).toString()
    expect(text).toContain('=> 00A404')
    expect(text).toContain('# RA Desk 0.1.0 on')
    expect(text).not.toContain('BEEFCAFE')
    expect(text).not.toContain(String(0xbeefcafe))
  })

  test('a card that goes while it is read is a failure with words, and leaves no page behind', async () => {
    const main = await start()
    main.reader.insert(blankCard({ serial: 2 }))
    main.reader.removeAfter(5)
    expect(await main.call('card.page', { reader })).toMatchObject({ ok: false, error: { code: 'card-removed' } })
    expect(await main.call('card.saveTranscript', { reader })).toMatchObject({ ok: false })
  })
})

describe('modem port', () => {
  test('the record has a signed entry with the old and the new port', async () => {
    const main = await start()
    await main.must('devices.useModem', { port: '/dev/ttyUSB0' })
    const { entries, detail } = await recordOf(main)
    const changed = entries.find(({ action }) => action === 'modem-changed')!
    expect([changed.signature !== null, detail(changed)]).toEqual([true, { from: '', to: '/dev/ttyUSB0' }])
  })

  test.each(['/dev/../tmp/listener', '/tmp/listener', '../COM3', 'COM3 '])('%j is not a port of this computer', (port) =>
    expect(channels['devices.useModem'].input.safeParse({ port }).success).toBe(false),
  )
})
