import { describe, expect, test } from 'vitest'
import { compareEditions } from '../../../domain/guidance/compare-editions.ts'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { bundledEditions } from '../../../domain/guidance/index.ts'

const [remote, elsewhere] = bundledEditions as readonly [Edition, Edition]
const withFirstStep = (change: Partial<Edition['steps'][number]>): Edition => ({
  ...remote,
  steps: remote.steps.map((step, index) => (index === 0 ? { ...step, ...change } : step)),
})

describe('changes between editions', () => {
  test('an edition against itself: none', () => {
    expect(compareEditions(remote, structuredClone(remote))).toEqual([])
  })

  test.each<[string, Edition, ReturnType<typeof compareEditions>]>([
    [
      'a number',
      { ...remote, phoneCode: { ...remote.phoneCode, digits: 8 } },
      [{ where: '6-digit code › digits', before: '6', after: '8' }],
    ],
    [
      'words of a step',
      withFirstStep({ hint: 'Invented hint.' }),
      [{ where: 'Steps › request › hint', before: remote.steps[0]!.hint, after: 'Invented hint.' }],
    ],
    [
      'an entry that comes',
      { ...remote, videoChannels: [...remote.videoChannels, { id: 'invented', name: 'Invented Video' }] },
      [{ where: 'Video channels › invented › name', after: 'Invented Video' }],
    ],
    [
      'an entry that goes',
      { ...remote, videoChannels: remote.videoChannels.slice(1) },
      [
        ...['name', 'note']
          .filter((key) => key in remote.videoChannels[0]!)
          .map((key) => ({
            where: `Video channels › ${remote.videoChannels[0]!.id} › ${key}`,
            before: remote.videoChannels[0]![key as 'name'],
          })),
      ],
    ],
  ])('%s', (_what, after, changes) => {
    expect(compareEditions(remote, after)).toEqual(changes)
  })

  test('steps in another order: the order is shown, their words are not called changed', () => {
    const steps = [...remote.steps.slice(0, -2), remote.steps.at(-1)!, remote.steps.at(-2)!]
    const changes = compareEditions(remote, { ...remote, steps })
    expect(changes.map(({ where }) => where)).toEqual(['Order of the steps'])
    expect(changes[0]!.after).toContain(' → ')
  })

  test('a step that is dropped is named, with its words of before', () => {
    const changes = compareEditions(remote, { ...remote, steps: remote.steps.filter(({ id }) => id !== 'likeness') })
    expect(changes.find(({ where }) => where === 'Steps › likeness › title')).toEqual({
      where: 'Steps › likeness › title',
      before: remote.steps.find(({ id }) => id === 'likeness')!.title,
    })
  })

  test('the two bundled editions: every place once', () => {
    const places = compareEditions(remote, elsewhere).map(({ where }) => where)
    expect(new Set(places).size).toBe(places.length)
    expect(places).toContain('Order of the steps')
  })
})
