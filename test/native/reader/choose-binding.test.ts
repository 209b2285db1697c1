import { describe, expect, test } from 'vitest'
import type { BindingName } from '../../../native/reader/binding-names.ts'
import { chooseBinding, firstBinding } from '../../../native/reader/choose-binding.ts'

const open = () => ({ on: () => undefined, close: () => undefined })
const onlyWith = (loading: readonly BindingName[]) => (name: BindingName) => {
  if (!loading.includes(name)) throw new Error(`${name} was compiled against another version\nRequire stack: …`)
  return open
}

describe('PC/SC: which binding', () => {
  test.each<[BindingName | undefined, readonly BindingName[], BindingName]>([
    [undefined, ['pcsclite', 'smartcard'], 'pcsclite'],
    ['smartcard', ['pcsclite', 'smartcard'], 'smartcard'],
    ['pcsclite', ['pcsclite'], 'pcsclite'],
  ])('wanted %s, of %j: %s, and there is nothing to explain', (first, loading, name) => {
    expect(chooseBinding(first, onlyWith(loading))).toEqual({ name, open })
  })

  test.each<[BindingName | undefined, BindingName]>([
    [undefined, 'smartcard'],
    ['smartcard', 'pcsclite'],
  ])('wanted %s, and it does not load: the other, and why', (first, name) => {
    const of = first ?? 'pcsclite'
    const instead = { of, because: `${of} was compiled against another version` }
    expect(chooseBinding(first, onlyWith([name]))).toEqual({ name, open, instead })
  })

  test.each([
    ['win32', 'file:///C:/Program%20Files/RA%20Desk/resources/app.asar/dist/devices/x.mjs', 'smartcard'],
    ['win32', 'file:///C:/ra-desk/native/reader/choose-binding.ts', 'pcsclite'],
    ['linux', 'file:///opt/RA%20Desk/resources/app.asar/dist/devices/x.mjs', 'pcsclite'],
    ['darwin', 'file:///Applications/x/app.asar/dist/devices/x.mjs', 'pcsclite'],
  ] as const)('on %s, at %s: %s comes first', (platform, module, name) => {
    expect(firstBinding(platform, module)).toBe(name)
  })

  test('neither loads: the error is of the one that was wanted', () => {
    expect(() => chooseBinding('smartcard', onlyWith([]))).toThrow(/^smartcard was compiled/)
  })
})
