import { expect, test } from 'vitest'
import { readRegistryExport } from '../../../domain/station/registry-export.ts'

const KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\RA Desk'
const HEAD = 'Windows Registry Editor Version 5.00\r\n\r\n'
const utf16 = (text: string) => [...Buffer.from(text, 'utf16le')].map((byte) => byte.toString(16).padStart(2, '0')).join(',')
const valuesOf = (lines: string) => readRegistryExport(`\uFEFF${HEAD}[${KEY}]\r\n${lines}\r\n\r\n`, KEY)?.values

test.each([
  ['a number', '"idleMinutes"=dword:0000000f', { idleMinutes: 15 }],
  ['a text', '"backupFolder"="D:\\\\RA Desk backups"', { backupFolder: 'D:\\RA Desk backups' }],
  ['a text with marks and other letters', '"backupFolder"="\\\\\\\\sërver\\\\\\"x\\""', { backupFolder: '\\\\sërver\\"x"' }],
  ['a text with variables', `"backupFolder"=hex(2):${utf16('D:\\ä\0')}`, { backupFolder: 'D:\\ä' }],
  ['a list', `"printerHosts"=hex(7):${utf16('a.example\0b.example\0\0')}`, { printerHosts: ['a.example', 'b.example'] }],
  [
    'a list over several lines',
    `"printerHosts"=hex(7):${utf16('a.e')},\\\r\n  ${utf16('x\0b')},\\\r\n  ${utf16('\0\0')}`,
    { printerHosts: ['a.ex', 'b'] },
  ],
  ['a kind that no policy has', '"idleMinutes"=hex(b):05,00', { idleMinutes: 'hex(b):05,00' }],
  ['a text with something behind it', '"backupFolder"="D:\\\\x" y', { backupFolder: '"D:\\\\x" y' }],
  ['nothing but the unnamed value', '@="x"', {}],
])('registry export: %s', (_name, lines, values) => {
  expect(valuesOf(lines)).toEqual(values)
})

test('registry export: keys below are lists, other keys are passed over', () => {
  const text = `${HEAD}[HKEY_LOCAL_MACHINE\\SOFTWARE]\r\n"idleMinutes"=dword:00000001\r\n\r\n[${KEY.toLowerCase()}]\r\n\r\n[${KEY}\\printerHosts]\r\n"1"="a.example"\r\n"2"="b.example"\r\n`
  expect(readRegistryExport(text, KEY)).toEqual({ values: {}, below: { printerHosts: { 1: 'a.example', 2: 'b.example' } } })
})

test.each(['', 'REGEDIT4\r\n', `${HEAD}[HKEY_LOCAL_MACHINE\\SOFTWARE]\r\n`])('registry export: %o is none of this key', (text) => {
  expect(readRegistryExport(text, KEY)).toBeUndefined()
})
