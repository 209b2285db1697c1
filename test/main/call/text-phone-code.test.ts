import { afterEach, describe, expect, test } from 'vitest'
import { journey } from '../../fixtures/journey-events.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'

let main: MainApp | undefined
afterEach(() => main?.remove())

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
})
