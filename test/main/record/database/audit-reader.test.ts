import { describe, expect, test } from 'vitest'
import type { AuditEntry } from '../../../../domain/record/audit-entry.ts'
import { auditReader } from '../../../../main/record/database/audit-reader.ts'
import { station } from '../record-support.ts'
import { code, value } from '../../vault/support.ts'

describe('reading the entries of the record', () => {
  test('a lock before the last entry ends in “locked”: nothing says that the record ended there', async () => {
    const { record } = await station()
    for (let at = 0; at < 150; at += 1) value(await record.append([], { action: `noted-${at}` }))
    const read: (AuditEntry | string)[] = []
    for await (const each of record.entries(0)) {
      read.push(each.ok ? each.value : each.error.code)
      if (read.length === 40) await record.close()
    }
    expect(read.at(-1)).toBe('locked')
    expect(read.length).toBeLessThan(150)
  })

  test('a lock while a code from paper is looked for is no different code', async () => {
    const { record } = await station()
    for (let at = 0; at < 150; at += 1) value(await record.append([], { action: `noted-${at}` }))
    const finding = record.codeAt(140)
    await record.close()
    expect(code(await finding)).toBe('locked')
  })

  test('nothing is asked of a journal that is closed', async () => {
    const nothing = { first: undefined, second: undefined } as never
    const reader = auditReader({ ...(nothing as object), chain: () => ({ size: 3, prev: '' }), isClosed: () => true } as never)
    const read = []
    for await (const each of reader(0)) read.push(code(each))
    expect(read).toEqual(['locked'])
  })
})
