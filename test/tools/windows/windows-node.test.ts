import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { modulesName, once } from '../../../tools/windows/windows-node.ts'
import { linuxPath, windowsPath } from '../../../tools/windows/windows-path.ts'

let cache: string
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'ra-desk-test-'))
})
afterEach(() => rmSync(cache, { recursive: true, force: true }))

describe('packages for Windows', () => {
  test('are fetched once, and again for other locked versions', () => {
    let times = 0
    const fetch = (name: string) =>
      once(cache, name, (folder) => {
        times++
        writeFileSync(join(folder, 'content'), name)
      })
    const one = modulesName(Buffer.from('{"a":"1.0.0"}'))
    const other = modulesName(Buffer.from('{"a":"1.0.1"}'))
    expect(readFileSync(join(fetch(one), 'content'), 'utf8')).toBe(one)
    expect(fetch(one)).toBe(join(cache, one))
    fetch(other)
    expect([times, one === other]).toEqual([2, false])
  })

  test('that could not be fetched leave nothing behind', () => {
    const cutOff = () =>
      once(cache, 'x', (folder) => {
        writeFileSync(join(folder, 'half'), '')
        throw new Error('no network')
      })
    expect(cutOff).toThrow('no network')
    expect([existsSync(join(cache, 'x')), readdirSync(cache)]).toEqual([false, []])
  })

  test('of a run that was killed are removed by the next one, those of a run that goes on are not', () => {
    // No process has this number: it is above the greatest that Linux gives.
    const [killed, running] = ['x.part-4194305', `y.part-${String(process.ppid)}`]
    for (const name of [killed, running]) mkdirSync(join(cache, name))
    once(cache, 'z', () => undefined)
    expect(readdirSync(cache).sort()).toEqual([running, 'z'])
  })
})

test('paths: there and back, and what is not on drive Z stays', () => {
  expect(windowsPath('/a b/c')).toBe('Z:\\a b\\c')
  expect(linuxPath(windowsPath('/a b/c'))).toBe('/a b/c')
  expect(linuxPath('C:\\users')).toBe('C:\\users')
  expect(linuxPath('/tmp/x')).toBe('/tmp/x')
})
