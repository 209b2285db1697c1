import { describe, expect, test, vi } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { makeRecoverySheet } from '../../../main/documents/recovery-sheet.ts'
import { createRecoverySheet, type RecoverySheetDeps } from '../../../main/station/recovery-sheet.ts'
import { replaceRecoveryKey } from '../../../main/vault/agent-access.ts'
import { memoryStore } from '../../support/memory-store.ts'
import { code, value } from '../vault/support.ts'

vi.mock('../../../main/documents/recovery-sheet.ts', () => ({
  makeRecoverySheet: vi.fn(async () => ({ ok: true, value: new Uint8Array(3) })),
}))
vi.mock('../../../main/vault/agent-access.ts', () => ({ replaceRecoveryKey: vi.fn() }))

const KEY = 'AB0C1-DEFGH-JKMNP'

function station() {
  const kept = memoryStore()
  const saved: string[] = []
  const notes: string[] = []
  const confirmed = { times: 0, fails: false }
  const sheet = createRecoverySheet({
    now: () => new Date('2026-11-23T12:00:00.000Z'),
    practice: false,
    documentFonts: async () => ({}),
    randomInt: (_minimum: number, below: number) => below - 1,
    vaultAccess: {},
    saveFile: async (name: string) => {
      saved.push(name)
      return ok({ savedAs: name })
    },
    signedIn: () => ({
      vault: {},
      keyVersion: { noteRotation: async (action: string) => (notes.push(action), ok({ rows: [], lastSeq: 1 })) },
      settings: { current: () => ({ settings: { serviceProvider: { name: 'Sample Valley' } } }) },
      desk: { store: kept.store },
      recovery: {
        confirm: async () => {
          if (confirmed.fails) return err('disk-full', 'Full.', 'Free some.')
          confirmed.times += 1
          return ok()
        },
      },
    }),
  } as unknown as RecoverySheetDeps)
  return { ...kept, sheet, saved, notes, confirmed }
}

describe('recovery sheet', () => {
  test('shows the key that waits, in its groups; saving it is noted', async () => {
    const { sheet, saved, commits, notes } = station()
    sheet.keep(KEY)
    value(await sheet.save())
    expect(vi.mocked(makeRecoverySheet).mock.lastCall?.[0]).toEqual({
      stationName: 'Sample Valley',
      madeOn: '2026-11-23',
      groups: ['AB0C1', 'DEFGH', 'JKMNP'],
    })
    expect([saved, commits.map(({ audit }) => audit.action), notes]).toEqual([['recovery-key.pdf'], ['recovery-sheet-saved'], []])
  })

  test('its key has left memory: a new one is made and noted, and only once', async () => {
    const { sheet, notes } = station()
    vi.mocked(replaceRecoveryKey).mockResolvedValue(ok('NEW00-KEY00'))
    value(await sheet.save())
    value(await sheet.save())
    expect(vi.mocked(makeRecoverySheet).mock.lastCall?.[0].groups).toEqual(['NEW00', 'KEY00'])
    expect(notes).toEqual(['recovery-key-replaced'])
  })

  test('no new key could be made: nothing is saved', async () => {
    const { sheet, saved } = station()
    vi.mocked(replaceRecoveryKey).mockResolvedValue(err('disk-full', 'Full.', 'Free some.'))
    expect(code(await sheet.save())).toBe('disk-full')
    expect(saved).toEqual([])
  })
})

describe('typing a group back', () => {
  test.each([
    ['as printed', 1, 'AB0C1', true],
    ['in small letters, with spaces', 2, ' defgh ', true],
    ['O for 0, and L for 1', 1, 'ABOCL', true],
    ['I for 1', 1, 'ab0ci', true],
    ['another group', 1, 'DEFGH', false],
    ['a group that there is not', 4, 'DEFGH', false],
    ['group 0', 0, '', false],
    ['nothing', 1, '', false],
    ['a part of it', 1, 'AB0C', false],
    ['all of the key', 1, KEY, false],
  ] as const)('%s', async (_, group, typed, expected) => {
    const { sheet, confirmed } = station()
    sheet.keep(KEY)
    expect(value(await sheet.confirm(group, typed))).toEqual({ confirmed: expected })
    expect(confirmed.times).toBe(expected ? 1 : 0)
    // Once confirmed, the key leaves memory; until then it can be typed again.
    expect(code(sheet.askGroup())).toBe(expected ? 'no-recovery-key' : 'ok')
  })

  test('a group is asked for that there is', () => {
    const { sheet } = station()
    sheet.keep(KEY)
    const { group } = value(sheet.askGroup())
    expect(group).toBeGreaterThanOrEqual(1)
    expect(group).toBeLessThanOrEqual(3)
  })

  test('that could not be saved: the key stays, to be typed again', async () => {
    const { sheet, confirmed } = station()
    sheet.keep(KEY)
    confirmed.fails = true
    expect(code(await sheet.confirm(1, 'AB0C1'))).toBe('disk-full')
    confirmed.fails = false
    expect(value(await sheet.confirm(1, 'AB0C1'))).toEqual({ confirmed: true })
  })

  test('no key waits: neither asked for nor confirmed', async () => {
    const { sheet } = station()
    sheet.keep(KEY)
    sheet.forget()
    expect(code(sheet.askGroup())).toBe('no-recovery-key')
    expect(code(await sheet.confirm(1, 'AB0C1'))).toBe('no-recovery-key')
  })
})
