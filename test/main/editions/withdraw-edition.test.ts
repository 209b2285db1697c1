import { describe, expect, test } from 'vitest'
import { bundledEditions } from '../../../domain/guidance/index.ts'
import { reinstateEdition, withdrawEdition } from '../../../main/editions/withdraw-edition.ts'
import { longerCodeEdition } from '../../support/signed-edition.ts'
import { code, value } from '../vault/support.ts'
import { editionPorts } from './ports.ts'

const why = { on: '2026-12-01', why: 'Replaced' }
const by = { at: '2026-11-23T09:30:00.000Z', by: 'Sample Manager' }
const bundledId = bundledEditions.find(({ inForce }) => inForce.withdrawn === undefined)!.id

async function portsWith(edition = longerCodeEdition) {
  const made = await editionPorts()
  await made.ports.editionBook.keep(edition.id, { imported: { edition, ...by } }, 'edition-imported')
  return made
}

describe('withdrawal of an edition', () => {
  test('an imported one: kept with its words, and told to the page', async () => {
    const { ports, pushed, commits } = await portsWith()
    value(await withdrawEdition(ports, { editionId: longerCodeEdition.id, ...why }))
    expect(ports.editionBook.find(longerCodeEdition.id)).toMatchObject({
      imported: { edition: longerCodeEdition, ...by },
      withdrawn: { ...why, ...by },
    })
    expect(pushed).toHaveLength(1)
    expect(commits.at(-1)?.audit.action).toBe('edition-withdrawn')
  })

  test('a bundled one: only its withdrawal is kept', async () => {
    const { ports } = await editionPorts()
    value(await withdrawEdition(ports, { editionId: bundledId, ...why }))
    expect(ports.editionBook.find(bundledId)).toEqual({ rev: 1, withdrawn: { ...why, ...by } })
  })

  test('undone: as it was imported', async () => {
    const { ports, pushed, commits } = await portsWith()
    value(await withdrawEdition(ports, { editionId: longerCodeEdition.id, ...why }))
    value(await reinstateEdition(ports, longerCodeEdition.id))
    expect(ports.editionBook.editions.get(longerCodeEdition.id)).toEqual(longerCodeEdition)
    expect(ports.editionBook.find(longerCodeEdition.id)?.imported).toBeDefined()
    expect(pushed).toHaveLength(2)
    expect(commits.at(-1)?.audit.action).toBe('edition-reinstated')
  })

  test('by its publisher: cannot be withdrawn again, and cannot be undone here', async () => {
    const { ports } = await portsWith({ ...longerCodeEdition, inForce: { from: '2026-09-01', withdrawn: why } })
    expect(code(await withdrawEdition(ports, { editionId: longerCodeEdition.id, ...why }))).toBe('edition-withdrawn')
    expect(code(await reinstateEdition(ports, longerCodeEdition.id))).toBe('not-withdrawn-here')
  })

  test.each(['twice', 'of one that is not here', 'undone without one', 'undone for one that is not here'])(
    '%s: refused, and the page is told nothing',
    async (what) => {
      const { ports, pushed } = await portsWith()
      if (what === 'twice') {
        value(await withdrawEdition(ports, { editionId: longerCodeEdition.id, ...why }))
        pushed.length = 0
        expect(code(await withdrawEdition(ports, { editionId: longerCodeEdition.id, ...why }))).toBe('edition-withdrawn')
      }
      if (what === 'of one that is not here') expect(code(await withdrawEdition(ports, { editionId: 'x', ...why }))).toBe('no-such-edition')
      if (what === 'undone without one') expect(code(await reinstateEdition(ports, longerCodeEdition.id))).toBe('not-withdrawn-here')
      if (what === 'undone for one that is not here') expect(code(await reinstateEdition(ports, 'x'))).toBe('no-such-edition')
      expect(pushed).toEqual([])
    },
  )

  test('not saved: nothing changes, and the page is told nothing', async () => {
    const { ports, pushed, failWith } = await portsWith()
    failWith('journal-failed')
    expect(code(await withdrawEdition(ports, { editionId: longerCodeEdition.id, ...why }))).toBe('journal-failed')
    expect(ports.editionBook.editions.get(longerCodeEdition.id)).toEqual(longerCodeEdition)
    expect(pushed).toEqual([])
  })
})
