import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyEmail, formatEmail, parseEmail, secureEmailSuffixes } from '../../../domain/registrant/email.ts'
import { codeOf, expectWords, valueOf, warningsOf } from './helpers.ts'

describe('email address', () => {
  test.each([
    ['seren@example.com', 'seren@example.com'],
    [' seren@EXAMPLE.com ', 'seren@example.com'],
    ['Seren.Sample+ra@Example.co.uk', 'Seren.Sample+ra@example.co.uk'],
    ["o'sample@example.com", "o'sample@example.com"],
    ['mailto:seren@example.com', 'seren@example.com'],
    ['Seren Sample <seren@example.com>', 'seren@example.com'],
    ['<seren@example.com>;', 'seren@example.com'],
    ['seren@example.com.', 'seren@example.com'],
    ['seren@xn--exmple-cua.com', 'seren@xn--exmple-cua.com'],
    ['a@b.uk', 'a@b.uk'],
  ])('%j is read as %s', (raw, address) => {
    expect(valueOf(parseEmail(raw))).toBe(address)
    expect(warningsOf(parseEmail(raw))).toEqual([])
    expect(formatEmail(address)).toBe(address)
  })

  test.each([
    ['', 'email-missing'],
    ['seren', 'email-at'],
    ['seren@@example.com', 'email-at'],
    ['a@b@example.com', 'email-at'],
    ['seren sample@example.com', 'email-space'],
    ['seren@exam ple.com', 'email-space'],
    ['@example.com', 'email-local-part'],
    ['.seren@example.com', 'email-local-part'],
    ['seren.@example.com', 'email-local-part'],
    ['se..ren@example.com', 'email-local-part'],
    ['se,ren@example.com', 'email-local-part'],
    ['séren@example.com', 'email-local-part'],
    ['seren@', 'email-domain'],
    ['seren@example', 'email-domain'],
    ['seren@example..com', 'email-domain'],
    ['seren@-example.com', 'email-domain'],
    ['seren@exam_ple.com', 'email-domain'],
    ['seren@192.168.0.1', 'email-domain'],
    ['seren@éxample.com', 'email-domain'],
    [`${'a'.repeat(65)}@example.com`, 'email-too-long'],
    [`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.com`, 'email-too-long'],
    ['seren@example.com\nBcc: all@example.com', 'email-space'],
  ])('%j is refused: %s', (raw, code) => {
    const result = parseEmail(raw)
    expect(codeOf(result)).toBe(code)
    expectWords(result)
  })

  test.each([
    'seren@nhs.ent',
    'seren@hns.net',
    'seren@nhs.nte',
    'seren@nsh.net',
    'seren@nhs.nett',
    'seren@nh.net',
    'seren@nhs.bet',
    'seren@gmail.co',
    'seren@gmial.com',
    'seren@hotmal.com',
  ])('%s is accepted with a warning: nearly a known domain', (raw) => {
    expect(warningsOf(parseEmail(raw))).toHaveLength(1)
  })

  test.each(['seren@nhs.net', 'seren@gmail.com', 'seren@example.net', 'seren@samplenhs.net'])('%s is not taken for a slip', (raw) => {
    expect(warningsOf(parseEmail(raw))).toEqual([])
  })

  test('never throws; what it accepts, it accepts again unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.emailAddress()), (raw) => {
        const result = parseEmail(raw)
        if (result.ok) expect(valueOf(parseEmail(result.value.value))).toBe(result.value.value)
      }),
    )
  })
})

describe('what kind of mailbox it is', () => {
  test.each([
    ['seren@nhs.net', 'nhs.net', 'nhs.net'],
    ['Seren@NHS.NET', 'nhs.net', 'nhs.net'],
    ['seren@sample-valley.nhs.uk', 'nhs.uk', 'secure'],
    ['seren@nhs.uk', 'nhs.uk', 'secure'],
    ['seren@sample.gov.uk', 'secure', 'secure'],
    ['seren@sample.police.uk', 'secure', 'secure'],
    ['seren@sample.pnn.police.uk', 'secure', 'secure'],
    ['seren@mod.uk', 'secure', 'secure'],
    ['seren@wales.nhs.uk', 'secure', 'secure'],
    ['seren@sample.scot.nhs.uk', 'secure', 'secure'],
    ['seren@sample.cjsm.net', 'secure', 'secure'],
    ['seren@example.com', 'other', 'judged'],
    ['seren@example.co.uk', 'other', 'judged'],
    ['seren@nhs.net.example.com', 'other', 'judged'],
    ['seren@notnhs.net', 'other', 'judged'],
    ['seren@sub.nhs.net', 'other', 'judged'],
    ['seren@nhs-net.com', 'other', 'judged'],
    ['nhs.net@example.com', 'other', 'judged'],
    ['seren@fakegov.uk', 'other', 'judged'],
    ['seren@gov.uk.example.com', 'other', 'judged'],
    ['seren@xnhs.uk', 'other', 'judged'],
  ])('%s is %s, to be stored as %s', (address, kind, judgement) => {
    expect(classifyEmail(address)).toMatchObject({ kind, judgement })
  })

  test('every kind is explained, and each secure suffix is listed once', () => {
    for (const address of ['a@nhs.net', 'a@x.nhs.uk', 'a@x.gov.uk', 'a@example.com'])
      expect(classifyEmail(address).explanation).toMatch(/\.$/)
    expect(new Set(secureEmailSuffixes.map(({ suffix }) => suffix)).size).toBe(secureEmailSuffixes.length)
  })
})

test('email: only one slip is one, and two letters that are swapped are only those two', () => {
  for (const raw of ['seren@nhs.tne', 'seren@nhx.nxt', 'seren@nhs.etn', 'seren@gmila.org', 'seren@nsx.net'])
    expect(warningsOf(parseEmail(raw))).toEqual([])
})

test('email: an address in brackets stands at the end', () => {
  expect(valueOf(parseEmail('Seren Sample <seren@example.com> ,'))).toBe('seren@example.com')
  expect(codeOf(parseEmail('<seren@example.com> or Seren'))).not.toBe('ok')
})

test('email: NHSmail is judged as NHSmail', () => {
  expect(classifyEmail('seren@NHS.net')).toMatchObject({ kind: 'nhs.net', judgement: 'nhs.net', suffix: 'nhs.net' })
  expect(classifyEmail('seren@not-nhs.net').kind).toBe('other')
})
