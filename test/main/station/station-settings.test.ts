import { describe, expect, test } from 'vitest'
import { defaultLabelMedium } from '../../../domain/dispatch/media.ts'
import type { StationSettings } from '../../../domain/station.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import { openSettings } from '../../../main/station/station-settings.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code, value } from '../vault/support.ts'

const first: StationSettings = {
  schema: 1,
  serviceProvider: { name: 'Sample Valley' },
  agents: [{ agentId: '11111111-1111-4111-8111-111111111111', name: 'Sample Agent', mobile: '+447700900123' }],
  organisations: [],
  staffAware: [],
  label: { medium: defaultLabelMedium, offsetX: 0, offsetY: 0, nextPosition: 1 },
  textRoute: 'modem',
}
const renamed: StationSettings = { ...first, serviceProvider: { name: 'Renamed' } }

function station() {
  const kept = memoryStore()
  return { ...kept, open: (given?: StationSettings) => openSettings(kept.store as unknown as RecordStore, given) }
}

describe('settings of the station', () => {
  test('first run: saved as revision 1, and read from then on, whatever is given', async () => {
    const { open, commits } = station()
    expect(value(await open(first)).current()).toEqual({ rev: 1, settings: first })
    expect(value(await open(renamed)).current()).toEqual({ rev: 1, settings: first })
    expect(commits.map(({ audit }) => audit.action)).toEqual(['station-set-up'])
  })

  test('missing after the first run: refused, and none are made', async () => {
    const { open, commits } = station()
    expect(code(await open())).toBe('settings-missing')
    expect(commits).toEqual([])
  })

  test('saved: the next revision counts at once and after the next sign-in', async () => {
    const { open } = station()
    const settings = value(await open(first))
    expect(value(await settings.save(renamed, 1)).rev).toBe(2)
    for (const each of [settings, value(await open())]) expect(each.current()).toEqual({ rev: 2, settings: renamed })
  })

  test.each([0, 2])('changed from revision %d, which is not the current one: refused, and nothing is written', async (rev) => {
    const { open, commits } = station()
    const settings = value(await open(first))
    expect(code(await settings.save(renamed, rev))).toBe('stale')
    expect(commits).toHaveLength(1)
  })

  test('what could not be saved does not count', async () => {
    const { open, failWith } = station()
    const settings = value(await open(first))
    failWith('disk-full')
    expect(code(await settings.save(renamed, 1))).toBe('disk-full')
    expect(settings.current()).toEqual({ rev: 1, settings: first })
  })

  test('settings that do not read are not taken for missing: it throws, and nothing is made in their place', async () => {
    const { open, store } = station()
    await store.commit([{ table: 'station', id: 'station', rev: 1, keyId: 'records', value: { rev: 1, settings: {} } }], { action: 'x' })
    await expect(open(first)).rejects.toThrow()
  })
})
