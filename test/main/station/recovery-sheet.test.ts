import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { makeRecoverySheet } from '../../../main/documents/recovery-sheet.ts'
import { createRecoverySheet, type RecoverySheetDeps } from '../../../main/station/recovery-sheet.ts'
import { replaceRecoveryKey } from '../../../main/vault/agent-access.ts'
import { memoryStore } from '../../support/memory-store.ts'
import type { PageToPrint, PrintEnd } from '../../../main/documents/page-to-print.ts'
import { code, freshFolder, value } from '../vault/support.ts'

vi.mock('../../../main/documents/recovery-sheet.ts', () => ({
  makeRecoverySheet: vi.fn(async () => ({ ok: true, value: new Uint8Array(3) })),
}))
vi.mock('../../../main/vault/agent-access.ts', () => ({ replaceRecoveryKey: vi.fn(async () => ({ ok: true })) }))

/** Three groups and the check character. */
const KEY = 'AB0C1-DEFGH-JKMNP-Z'
const NEW_KEY = 'NEW00-KEY00-FRESH-Y'

function station(role = 'raManager', { folder, printEnd = 'printed' }: { folder?: string; printEnd?: PrintEnd } = {}) {
  const printed: string[] = []
  const forgotten: string[] = []
  const replaced = vi.mocked(replaceRecoveryKey)
  replaced.mockClear()
  const groups: number[] = []
  const kept = memoryStore()
  const saved: string[] = []
  const notes: string[] = []
  const confirmed = { times: 0, fails: false }
  const failing = { note: false }
  const sheet = createRecoverySheet({
    now: () => new Date('2026-11-23T12:00:00.000Z'),
    practice: false,
    documentFonts: async () => ({}),
    randomInt: (_minimum: number, below: number) => groups.shift() ?? below - 1,
    vaultAccess: {
      prepareRecovery: async () => ({
        printed: NEW_KEY,
        fresh: { sealer: { forget: () => forgotten.push('sealer') }, signingSeed: new Uint8Array(1), sealingSeed: new Uint8Array(1) },
      }),
    },
    saveFile: async (name: string, bytes: Uint8Array) => {
      saved.push(name)
      if (folder === undefined) return ok({ savedAs: name })
      writeFileSync(join(folder, name), bytes)
      return ok({ savedAs: join(folder, name) })
    },
    printPage: async (page: PageToPrint) => {
      printed.push(page.body)
      return printEnd
    },
    signedIn: () => ({
      vault: { agent: { role } },
      keyVersion: {
        noteRotation: async (action: string) => {
          if (failing.note) return err('disk-full', 'Full.', 'Free some.')
          notes.push(action)
          return ok({ rows: [], lastSeq: 1 })
        },
      },
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
  return { ...kept, sheet, saved, printed, notes, confirmed, replaced, forgotten, groups, failing }
}

describe('recovery sheet', () => {
  test('shows the key that waits, in its groups; saving it is noted', async () => {
    const { sheet, saved, commits, notes } = station()
    sheet.keep(KEY)
    value(await sheet.save())
    expect(vi.mocked(makeRecoverySheet).mock.lastCall?.[0]).toEqual({
      stationName: 'Sample Valley',
      madeOn: '2026-11-23',
      groups: ['AB0C1', 'DEFGH', 'JKMNP', 'Z'],
    })
    expect([saved, commits.map(({ audit }) => audit.action), notes]).toEqual([['recovery-key.pdf'], ['recovery-sheet-saved'], []])
  })

  test('its key has left memory: a new one is prepared, once, and the station keeps the old one meanwhile', async () => {
    const { sheet, notes, replaced } = station()
    value(await sheet.save())
    value(await sheet.save())
    expect(vi.mocked(makeRecoverySheet).mock.lastCall?.[0].groups).toEqual(NEW_KEY.split('-'))
    expect([notes, replaced.mock.calls]).toEqual([[], []])
  })

  test('not typed back before lock: the new key is forgotten, and nothing was changed', async () => {
    const { sheet, replaced, forgotten } = station()
    value(await sheet.save())
    sheet.forget()
    expect(forgotten).toEqual(['sealer'])
    expect(code(sheet.askGroup())).toBe('no-recovery-key')
    expect(replaced).not.toHaveBeenCalled()
  })

  test('only an RA manager makes a new key; the key of a new station is printed by whoever set it up', async () => {
    const { sheet, saved } = station('raAgent')
    expect(code(await sheet.save())).toBe('not-trusted')
    expect(saved).toEqual([])
    sheet.keep(KEY)
    expect(code(await sheet.save())).toBe('ok')
  })
})

describe('recovery sheet on paper', () => {
  test.each([
    ['printed', ok({ printed: true }), ['recovery-sheet-printed']],
    ['cancelled', ok({ printed: false }), ['recovery-sheet-printed', 'not-printed']],
  ] as const)('%s: with the key that waits, noted before, and no file', async (printEnd, answer, actions) => {
    const { sheet, saved, printed, commits } = station('raManager', { printEnd })
    sheet.keep(KEY)
    expect(await sheet.print()).toEqual(answer)
    for (const group of KEY.split('-')) expect(printed[0]).toContain(`<b>${group}</b>`)
    expect([saved, commits.map(({ audit }) => audit.action)]).toEqual([[], actions])
    expect(code(sheet.askGroup())).toBe('ok')
  })

  test('a printer that refuses is said, and saving is left', async () => {
    const { sheet } = station('raManager', { printEnd: 'failed' })
    sheet.keep(KEY)
    expect(code(await sheet.print())).toBe('not-printed')
    expect(code(await sheet.save())).toBe('ok')
  })

  test('only an RA manager prints a new key', async () => {
    const { sheet, printed } = station('raAgent')
    expect(code(await sheet.print())).toBe('not-trusted')
    expect(printed).toEqual([])
  })

  test('the saved file is deleted on request; one that was changed is kept and said', async () => {
    const folder = await freshFolder()
    const { sheet, saved, commits } = station('raManager', { folder })
    sheet.keep(KEY)
    value(await sheet.save())
    const path = join(folder, saved[0]!)
    writeFileSync(path, 'changed by hand')
    expect(code(await sheet.deleteSaved())).toBe('not-deleted')
    expect(existsSync(path)).toBe(true)
    writeFileSync(path, new Uint8Array(3))
    expect(code(await sheet.deleteSaved())).toBe('ok')
    expect([existsSync(path), commits.at(-1)!.audit.action]).toEqual([false, 'recovery-sheet-deleted'])
  })

  test('the file of a key that replaces another has a name of its own', async () => {
    const { sheet, saved } = station()
    value(await sheet.save())
    sheet.keep(KEY)
    value(await sheet.save())
    expect(saved).toEqual(['new-recovery-key-2026-11-23.pdf', 'recovery-key.pdf'])
  })
})

describe('typing a group back', () => {
  test.each([
    ['as printed', 1, 'AB0C1', true],
    ['in small letters, with spaces', 2, ' defgh ', true],
    ['O for 0, and L for 1', 1, 'ABOCL', true],
    ['I for 1', 1, 'ab0ci', true],
    ['another group than main asked for', 1, 'DEFGH', false],
    ['the check character', 1, 'Z', false],
    ['nothing', 1, '', false],
    ['a part of it', 1, 'AB0C', false],
    ['all of the key', 1, KEY, false],
  ] as const)('%s', async (_, group, typed, expected) => {
    const { sheet, confirmed, groups } = station()
    sheet.keep(KEY)
    groups.push(group)
    expect(value(sheet.askGroup())).toEqual({ group })
    expect(value(await sheet.confirm(typed))).toEqual({ confirmed: expected, attemptsLeft: expected ? 3 : 2 })
    expect(confirmed.times).toBe(expected ? 1 : 0)
    // Once confirmed, the key leaves memory; until then it can be typed again.
    expect(code(sheet.askGroup())).toBe(expected ? 'no-recovery-key' : 'ok')
  })

  test('the group is one of the key, never the check character, and the same until it was answered', async () => {
    const asked = new Set<number>()
    for (let group = 1; group <= 3; group += 1) {
      const { sheet, groups } = station()
      sheet.keep(KEY)
      groups.push(group, 9)
      asked.add(value(sheet.askGroup()).group)
      expect(value(sheet.askGroup())).toEqual({ group })
      await sheet.confirm('wrong')
      expect(value(sheet.askGroup())).toEqual({ group: 9 })
    }
    expect([...asked]).toEqual([1, 2, 3])
    const { sheet } = station()
    sheet.keep(KEY)
    // The largest number that can be drawn.
    expect(value(sheet.askGroup())).toEqual({ group: 3 })
  })

  test('not asked for: nothing counts, the right group neither', async () => {
    const { sheet, confirmed } = station()
    sheet.keep(KEY)
    expect(code(await sheet.confirm('AB0C1'))).toBe('no-recovery-key')
    expect(confirmed.times).toBe(0)
  })

  test('three wrong ones: the new key is forgotten, the right group comes too late, and the old key stays in force', async () => {
    const { sheet, replaced, forgotten } = station()
    value(await sheet.save())
    const left: number[] = []
    for (let attempt = 0; attempt < 3; attempt += 1) {
      sheet.askGroup()
      left.push(value(await sheet.confirm('AAAAA')).attemptsLeft)
    }
    expect(left).toEqual([2, 1, 0])
    expect(code(await sheet.confirm('FRESH'))).toBe('no-recovery-key')
    expect([replaced.mock.calls.length, forgotten]).toEqual([0, ['sealer']])
  })

  test('saving the sheet again gives no more attempts', async () => {
    const { sheet } = station()
    value(await sheet.save())
    sheet.askGroup()
    await sheet.confirm('AAAAA')
    value(await sheet.save())
    sheet.askGroup()
    expect(value(await sheet.confirm('AAAAA'))).toEqual({ confirmed: false, attemptsLeft: 1 })
  })

  test('a new key: put in force, noted and confirmed, in that order', async () => {
    const { sheet, notes, confirmed, replaced } = station()
    value(await sheet.save())
    sheet.askGroup()
    expect(value(await sheet.confirm('FRESH'))).toEqual({ confirmed: true, attemptsLeft: 3 })
    expect([replaced.mock.calls.length, notes, confirmed.times]).toEqual([1, ['recovery-key-replaced'], 1])
  })

  test('a new key that could not be put in force: the old one stays, and the group can be typed again', async () => {
    const { sheet, notes, confirmed, replaced } = station()
    value(await sheet.save())
    sheet.askGroup()
    replaced.mockResolvedValueOnce(err('disk-full', 'Full.', 'Free some.'))
    expect(code(await sheet.confirm('FRESH'))).toBe('disk-full')
    expect([notes, confirmed.times]).toEqual([[], 0])
    expect(value(await sheet.confirm('FRESH'))).toEqual({ confirmed: true, attemptsLeft: 3 })
  })

  test.each(['note', 'confirmation'] as const)(
    'its %s could not be saved: it is in force, and typing again saves the rest',
    async (part) => {
      const { sheet, confirmed, replaced, notes, failing } = station()
      value(await sheet.save())
      sheet.askGroup()
      failing.note = part === 'note'
      confirmed.fails = part === 'confirmation'
      expect(code(await sheet.confirm('FRESH'))).toBe('not-noted')
      failing.note = confirmed.fails = false
      expect(value(await sheet.confirm('FRESH'))).toEqual({ confirmed: true, attemptsLeft: 3 })
      expect([replaced.mock.calls.length, notes, confirmed.times]).toEqual([1, ['recovery-key-replaced'], 1])
    },
  )

  test('no key waits: neither asked for nor confirmed', async () => {
    const { sheet } = station()
    sheet.keep(KEY)
    sheet.forget()
    expect(code(sheet.askGroup())).toBe('no-recovery-key')
    expect(code(await sheet.confirm('AB0C1'))).toBe('no-recovery-key')
  })
})
