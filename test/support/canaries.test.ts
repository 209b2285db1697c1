import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { angharad } from '../../tools/demo/samples.ts'
import { base64Inside, canariesOf, prepareCanaries, scanFolder } from './canaries.ts'

const person = { ...angharad, given: angharad.name.given, family: angharad.name.family, documentNumber: angharad.document.number }
const passcode = '704318'
const canaries = canariesOf(person, [passcode])
const find = prepareCanaries(canaries)
const amid = (bytes: Uint8Array) => Buffer.concat([randomBytes(1_000), Buffer.alloc(2), bytes, Buffer.alloc(2), randomBytes(1_000)])

describe('every canary is found in every form', () => {
  for (const { what, value } of canaries) {
    test(`${what} written like ${value.replace(/./gu, (letter) => (/[\p{L}\d]/u.test(letter) ? '•' : letter))}`, () => {
      const forms: [string, Buffer][] = [
        ['UTF-8', Buffer.from(value)],
        ['UTF-16LE', Buffer.from(value, 'utf16le')],
        ['UTF-16BE', Buffer.from(value, 'utf16le').swap16()],
        ['hex of UTF-8', Buffer.from(Buffer.from(value).toString('hex'))],
        ['hex of UTF-8', Buffer.from(Buffer.from(value).toString('hex').toUpperCase())],
        ['hex of UTF-16LE', Buffer.from(Buffer.from(value, 'utf16le').toString('hex'))],
        ...[0, 1, 2].map((offset): [string, Buffer] => [
          'base64 of UTF-8',
          Buffer.from(Buffer.concat([Buffer.from('xyz').subarray(0, offset), Buffer.from(value), Buffer.from('~')]).toString('base64')),
        ]),
        ...[0, 1, 2].map((offset): [string, Buffer] => [
          'base64 of UTF-16LE',
          Buffer.from(
            Buffer.concat([Buffer.from('xyz').subarray(0, offset), Buffer.from(value, 'utf16le'), Buffer.from('~')]).toString('base64'),
          ),
        ]),
      ]
      for (const [form, bytes] of forms)
        expect(
          find(amid(bytes)).map((found) => `${found.what} ${found.form}`),
          form,
        ).toContain(`${what} ${form}`)
    })
  }
})

test('small letters, capitals, and letters without their accents are the same name', () => {
  for (const written of ['sample-nguyễn', 'SAMPLE-NGUYEN', 'sample-nguyen', 'Sample-Nguyễn'.normalize('NFD')]) {
    expect(
      find(amid(Buffer.from(written))).map(({ what }) => what),
      written,
    ).toContain('family name')
  }
})

test('a passcode inside a longer number is not a passcode, beside a letter it is', () => {
  expect(find(Buffer.from(`17${passcode}99`))).toEqual([])
  expect(find(Buffer.from(`9${passcode}`, 'utf16le'))).toEqual([])
  expect(find(Buffer.from(`n${passcode};`)).map(({ what }) => what)).toEqual(['passcode'])
})

test('what is not there is not found: random bytes, and somebody else’s case', () => {
  expect(find(randomBytes(4_000_000))).toEqual([])
  expect(find(Buffer.from('Tomasz Sample, born 1985-11-30, 07700 900456, LL99 8ZZ, passcode 184613'))).toEqual([])
})

test('the part of base64 that is looked for depends on the value alone', () => {
  const value = Buffer.from('Sample')
  for (const offset of [0, 1, 2]) {
    for (const around of ['aaa', 'ÿ~9']) {
      const whole = Buffer.concat([Buffer.from(around, 'latin1').subarray(0, offset), value, Buffer.from(around, 'latin1')]).toString(
        'base64',
      )
      expect(whole).toContain(base64Inside(value, offset))
    }
  }
})

describe('a folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ra-desk-canaries-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  test('is clean when it is', async () => {
    mkdirSync(join(folder, 'deep/er'), { recursive: true })
    writeFileSync(join(folder, 'deep/er/file'), randomBytes(100_000))
    expect(await scanFolder(folder, canaries)).toEqual({ files: 1, bytes: 100_000, findings: [] })
  })

  test('tells the file, also when only its name gives somebody away', async () => {
    mkdirSync(join(folder, 'deep'))
    writeFileSync(join(folder, 'deep/log'), amid(Buffer.from(Buffer.from(passcode).toString('base64'))))
    writeFileSync(join(folder, 'JG103759A.pdf'), '')
    const { findings } = await scanFolder(folder, canaries)
    expect(findings).toContainEqual({ file: join('deep', 'log'), what: 'passcode', form: 'base64 of UTF-8' })
    expect(findings).toContainEqual({ file: 'JG103759A.pdf', what: 'National Insurance number', form: 'UTF-8, in its name' })
  })

  test('without any file is an error', async () => {
    await expect(scanFolder(folder, canaries)).rejects.toThrow('no file')
  })
})
