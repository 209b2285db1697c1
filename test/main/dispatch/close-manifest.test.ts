import { describe, expect, test } from 'vitest'
import { journey } from '../../fixtures/journey-events.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { newCase, readCase, walk, walkUntil } from '../../support/main-journey.ts'

const start = setUpAppsForEach()

describe('a manifest', () => {
  test('closed without a card makes its label void, in the same frame; a new label belongs to the next dispatch', async () => {
    const main = await start()
    const [going, left] = [await newCase(main), await newCase(main)]
    await walkUntil(main, going, 'label')
    await walkUntil(main, left, 'outcome')
    await main.act(left, { ...journey.cisIdentityCreated, uuid: '555000111444' })
    for (const step of ['write-card', 'print-card', 'label'] as const) await walk[step](main, left)
    const closed = await main.must('manifest.close', {
      cases: [{ caseId: going, expectedSeq: main.seq(going) }],
      service: 'special-delivery',
    })
    expect(closed.rows.map((row) => row.id)).toContain(left)
    expect((await readCase(main, left)).view.steps.label!.status).not.toBe('Completed')
    await walk.label(main, left)
    const again = await main.must('manifest.close', { cases: [{ caseId: left, expectedSeq: main.seq(left) }], service: 'special-delivery' })
    expect(again.dispatchReference).not.toBe(closed.dispatchReference)
  })
})
