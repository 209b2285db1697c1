import { afterEach, describe, expect, test } from 'vitest'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { newCase, walkUntil } from '../../support/main-journey.ts'

let main: MainApp | undefined
afterEach(() => main?.remove())

describe('passcode: the text', () => {
  test.each(['modem', 'work-phone'] as const)('names the organisation of the request (by %s)', async (route) => {
    main = await openMainApp()
    await main.setUp()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'arrival')
    await main.must('passcode.text', { caseId, expectedSeq: main.seq(caseId), route })
    const { body } = route === 'modem' ? main.phone.messages().at(-1)! : main.revealed.at(-1)!
    expect(body).toMatch(/^Invented Health Centre: your smartcard passcode is \d{6}\. .*3 wrong attempts lock the card\.$/)
    expect(body.length).toBeLessThanOrEqual(160)
  })
})
