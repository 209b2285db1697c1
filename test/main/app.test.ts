import { describe, expect, test } from 'vitest'

import { createVirtualCard } from '../../native/card/virtual-card.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { journey } from '../fixtures/journey-events.ts'
import { PASSPHRASE, type MainApp } from '../support/main-app.ts'
import { newCase, readCase, remoteSteps, walk, walkUntil } from '../support/main-journey.ts'
import { setUpAppsForEach } from '../support/opened-apps.ts'

const start = setUpAppsForEach()

const textedPasscode = (main: MainApp): string => /passcode is (\d{6})/.exec(main.phone.messages().at(-1)!.body)![1]!

describe('the journey in main', () => {
  test('from request to first log-in closes the case, and the card holds the passcode that the phone got', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'text-passcode')
    const passcode = textedPasscode(main)
    const card = createVirtualCard({ state: main.reader.cardState()!, random: (length) => new Uint8Array(length) })
    const hex = (command: string) => Buffer.from(card.transmit(Buffer.from(command, 'hex'))).toString('hex')
    expect(hex('00a4040009a00000030800001000')).toMatch(/9000$/)
    expect(hex(`0020008008${Buffer.from('123456').toString('hex')}ffff`)).toMatch(/^63c2$/)
    expect(hex(`0020008008${Buffer.from(passcode).toString('hex')}ffff`)).toBe('9000')
    await walk.access(main, caseId)
    await walk['first-log-in'](main, caseId)
    const { view } = await readCase(main, caseId)
    expect(view.status).toBe('closed')
    expect(view.completed).toBe(remoteSteps.length)
    expect(view.facts.liveCard?.written?.retries).toEqual({ passcode: 3, puk: 3 })
  })

  test('after another start on the same folder, everything that was answered is there', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'posted')
    const before = (await readCase(main, caseId)).record
    const again = await main.again()
    expect((await again.unlock()).ok).toBe(true)
    expect((await readCase(again, caseId)).record).toEqual(before)
    // The passcode is still in custody: the journey goes on where it stood.
    await walk.arrival(again, caseId)
    await walk['text-passcode'](again, caseId)
    expect(textedPasscode(again)).toMatch(/^\d{6}$/)
  })

  test('a wrong passphrase opens nothing, and the next try has to wait', async () => {
    const main = await start()
    await main.app.lock('asked')
    const { agents } = await main.must('station.state', {})
    const wrong = await main.call('vault.unlock', {
      agentId: agents[0]!.agentId,
      passphrase: `${PASSPHRASE}!`,
      workerPublicKey: main.worker.publicKey,
    })
    expect(wrong.ok ? '' : wrong.error.code).toBe('wrong-passphrase')
    const soon = await main.unlock()
    expect(soon.ok ? '' : soon.error.code).toBe('wait')
    main.clock.forward(2_000)
    expect((await main.unlock()).ok).toBe(true)
  })
})

describe('the passcode', () => {
  test('is refused before the registrant rang, whatever the page asks', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'posted')
    const answer = await main.call('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
    expect(answer.ok ? '' : answer.error.code).toBe('cannot-start-yet')
    expect(main.phone.messages().filter(({ body }) => body.includes('passcode'))).toEqual([])
  })

  test('cut after it was handed over is unknown: it is not sent again until the registrant says', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrival')
    main.phone.cutAfterSubmit()
    expect((await main.must('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })).outcome).toBe('unknown')
    const again = await main.call('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
    expect(again.ok ? '' : again.error.code).toBe('text-unsettled')
    await main.must('passcode.settle', { caseId, expectedSeq: main.seq(caseId), arrived: false })
    const second = await main.must('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'modem', againBecause: 'Cut off' })
    expect(second.outcome).toBe('sent')
  })

  test('by the work phone is shown outside the page, and no answer carries it', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrival')
    const answer = await main.must('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'work-phone' })
    const shown = /passcode is (\d{6})/.exec(main.revealed.at(-1)!.body)![1]!
    expect(main.revealed.at(-1)!.to).toBe('+447700900123')
    expect(answer.outcome).toBe('handed-to-agent')
    expect(JSON.stringify(answer)).not.toContain(shown)
  })

  test('is destroyed once it has arrived', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'text-passcode')
    await main.must('passcode.settle', { caseId, expectedSeq: main.seq(caseId), arrived: true })
    await expect(main.must('passcode.settle', { caseId, expectedSeq: main.seq(caseId), arrived: false })).resolves.toBeDefined()
    const again = await main.call('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'modem', againBecause: 'Deleted' })
    expect(again.ok ? '' : again.error.code).toBe('secret-gone')
  })
})

describe('a card that is lost on its way', () => {
  test('is given up, its passcode destroyed; the next one goes the same way with a passcode of its own', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'posted')
    await main.act(caseId, { kind: 'cardReplaced', attempt: 1, why: 'lost', oldCard: 'cancelled' })
    const early = await main.call('passcode.text', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
    expect(early.ok ? '' : early.error.code).toBe('cannot-start-yet')
    main.reader.insert(blankCard({ serial: 5_151_515 }))
    const { reader } = await main.must('devices.state', {})
    await main.must('card.write', { caseId, expectedSeq: main.seq(caseId), reader: reader.readers[0]!.name })
    for (const step of ['print-card', 'label', 'manifest', 'posted', 'arrival', 'text-passcode'] as const) await walk[step](main, caseId)
    const { facts } = (await readCase(main, caseId)).view
    expect(facts.cards.map(({ state }) => state)).toEqual(['replaced', 'written'])
    const card = createVirtualCard({ state: main.reader.cardState()!, random: (length) => new Uint8Array(length) })
    const hex = (command: string) => Buffer.from(card.transmit(Buffer.from(command, 'hex'))).toString('hex')
    expect(hex('00a4040009a00000030800001000')).toMatch(/9000$/)
    expect(hex(`0020008008${Buffer.from(textedPasscode(main)).toString('hex')}ffff`)).toBe('9000')
  })
})

describe('refused by main', () => {
  test('a UUID that another case has', async () => {
    const main = await start()
    const [one, other] = [await newCase(main), await newCase(main)]
    await walkUntil(main, one, 'cis')
    await walkUntil(main, other, 'outcome')
    const answer = await main.call('case.act', { caseId: other, expectedSeq: main.seq(other), event: journey.cisIdentityCreated })
    expect(answer.ok ? '' : answer.error.code).toBe('uuid-taken')
  })

  test('a change to a case that was changed meanwhile', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await main.act(caseId, journey.detailsRecorded)
    const answer = await main.call('case.act', { caseId, expectedSeq: 1, event: journey.itemsAskedFor })
    expect(answer.ok ? '' : answer.error.code).toBe('stale')
  })

  test('evidence sealed under another case’s key', async () => {
    const main = await start()
    const [one, other] = [await newCase(main), await newCase(main)]
    const { evidenceId, keys } = await main.must('evidence.newKey', { caseId: one })
    await main.worker.addKeys(keys)
    const { rows } = await main.worker.sealEvidence(evidenceId, keys.keys[0]!.keyId, new Uint8Array(10))
    const answer = await main.call('evidence.store', { caseId: other, rows })
    expect(answer.ok ? '' : answer.error.code).toBe('not-evidence')
  })

  test('a card whose face the typeface cannot print: it is not touched', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'outcome')
    await main.act(caseId, { ...journey.detailsRecorded, nameOnCard: 'مريم' }, 'as on the document')
    await main.act(caseId, journey.cisIdentityCreated)
    main.reader.insert(blankCard({ serial: 77 }))
    const before = JSON.stringify(main.reader.cardState())
    const { reader } = await main.must('devices.state', {})
    const answer = await main.call('card.write', { caseId, expectedSeq: main.seq(caseId), reader: reader.readers[0]!.name })
    expect(answer.ok ? '' : answer.error.code).toBe('glyph-missing')
    expect(JSON.stringify(main.reader.cardState())).toBe(before)
  })

  test('a card that is not blank: nothing is written, and a blank one is taken after it', async () => {
    const main = await start()
    const [one, other] = [await newCase(main), await newCase(main)]
    await walkUntil(main, one, 'write-card')
    await walkUntil(main, other, 'outcome')
    await main.act(other, { ...journey.cisIdentityCreated, uuid: '555000111333' })
    const before = JSON.stringify(main.reader.cardState())
    const { reader } = await main.must('devices.state', {})
    const refused = await main.must('card.write', { caseId: other, expectedSeq: main.seq(other), reader: reader.readers[0]!.name })
    expect(refused.result.outcome).toBe('refused')
    expect(JSON.stringify(main.reader.cardState())).toBe(before)
    await walk['write-card'](main, other)
  })
})
