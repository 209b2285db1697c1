import { afterEach, describe, expect, test } from 'vitest'
import { journey } from '../../fixtures/journey-events.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { digitsIn, newCase, readCase, walkUntil } from '../../support/main-journey.ts'

let main: MainApp | undefined
afterEach(() => main?.close())

async function atTheCall(organisation: string): Promise<{ main: MainApp; caseId: string }> {
  main = await openMainApp()
  await main.setUp()
  const { caseId, keys } = await main.must('case.prepare', {})
  await main.worker.addKeys(keys)
  await main.act(caseId, { ...journey.requestReceived, organisation: { odsCode: 'ZZ9', name: organisation } })
  await walkUntil(main, caseId, 'arrange-call')
  return { main, caseId }
}

describe('phone code: the text', () => {
  test('names the organisation of the request, the code and how long it lasts', async () => {
    main = await openMainApp()
    await main.setUp()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'phone-code')
    expect(main.phone.messages().at(-1)!.body).toMatch(
      /^Invented Health Centre: your code is \d{3} \d{3}\. Read it out on the video call\. It lasts 15 minutes\. Do not give it to anyone else\.$/,
    )
  })

  test('is not texted to the work mobile of an RA agent, though the details were accepted before', async () => {
    main = await openMainApp()
    await main.setUp()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrange-call')
    const { settings, rev } = await main.must('station.read', {})
    const [agent, ...others] = settings.agents
    await main.must('station.save', {
      expectedRev: rev,
      settings: { ...settings, agents: [{ ...agent!, mobile: journey.detailsRecorded.mobile }, ...others] },
    })
    for (const route of ['modem', 'work-phone'] as const) {
      const answer = await main.call('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route })
      expect(answer).toMatchObject({ ok: false, error: { code: 'agent-mobile', message: expect.stringContaining('No code was texted.') } })
    }
    expect(main.phone.messages()).toEqual([])
    expect(main.revealed).toEqual([])
  })

  test('is one message when the organisation has a very long name, by modem and by work phone', async () => {
    const { main, caseId } = await atTheCall(
      'Invented and Imagined Teaching Hospitals of the Northern Counties University NHS Foundation Trust',
    )
    await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
    await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'work-phone' })
    const bodies = [main.phone.messages().at(-1)!.body, main.revealed.at(-1)!.body]
    for (const body of bodies) {
      expect(body.length).toBeLessThanOrEqual(160)
      expect(body).toMatch(/^Invented and Imagined Teaching Hospitals: your code is \d{3} \d{3}\./)
    }
  })

  test('of five requests at once one is recorded and one is sent', async () => {
    const { main, caseId } = await atTheCall('Invented Health Centre')
    const expectedSeq = main.seq(caseId)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => main.call('call.textPhoneCode', { caseId, expectedSeq, route: 'modem' })),
    )
    expect(answers.map((answer) => (answer.ok ? answer.value.outcome : answer.error.code)).toSorted()).toEqual([
      'sent',
      'stale',
      'stale',
      'stale',
      'stale',
    ])
    expect(main.phone.messages()).toHaveLength(1)
    expect((await readCase(main, caseId)).view.facts.phoneCodes).toMatchObject([{ attempt: 1, outcome: 'sent' }])
    // The one that was sent is the one that counts.
    const typed = digitsIn(main.phone.messages()[0]!.body)
    expect((await main.must('call.verifyPhoneCode', { caseId, expectedSeq: main.seq(caseId), typed })).result).toBe('same')
  })

  test('is in the record before it is sent', async () => {
    const { main, caseId } = await atTheCall('Invented Health Centre')
    main.phone.cutAfterSubmit()
    expect((await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })).outcome).toBe('unknown')
    const outcomes = async () =>
      (await readCase(main, caseId)).record.events.flatMap(({ event }) => (event.kind === 'phoneCodeTexted' ? [event.outcome] : []))
    expect(await outcomes()).toEqual(['begun', 'unknown'])
  })

  test('that was not sent says why, is recorded, and cannot be read out', async () => {
    const { main, caseId } = await atTheCall('Invented Health Centre')
    main.phone.setSignal(false)
    const answer = await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
    expect(answer).toMatchObject({ outcome: 'not-sent', problem: { message: 'The modem has no signal. The text was not sent.' } })
    const read = await main.call('call.verifyPhoneCode', { caseId, expectedSeq: main.seq(caseId), typed: '123456' })
    expect(read).toMatchObject({ ok: false, error: { code: 'too-many-attempts' } })
    main.phone.setSignal(true)
    expect((await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })).outcome).toBe('sent')
    expect((await readCase(main, caseId)).view.facts.phoneCodes.map(({ result }) => result)).toEqual(['not-sent', 'waiting'])
  })
})
