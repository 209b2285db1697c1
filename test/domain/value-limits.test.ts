/** What the shapes that several case events share take and refuse: what a page sends is judged by these. */
import { describe, expect, test } from 'vitest'
import {
  address,
  cardSerial,
  email,
  emailAddress,
  evidence,
  instant,
  nationalInsurance,
  odsCode,
  personName,
  phoneNumber,
  plainDate,
  randomId,
  shortText,
  text,
  uuid,
  wallTime,
} from '../../domain/values.ts'
import { absent, expectField, type FieldRow } from '../support/schema-fields.ts'

const id = '11111111-2222-4333-8444-555555555555'

describe('values', () => {
  test.each([
    ['text', text, ['x', 't'.repeat(4_000)], ['', '  ', '\n', 't'.repeat(4_001), 7]],
    ['short text', shortText, ['x', 't'.repeat(200)], ['', ' ', 't'.repeat(201)]],
    ['plain date', plainDate, ['2028-02-29'], ['2026-02-29', '2026-2-1', '2026-02-01T00:00:00Z', '']],
    ['instant', instant, ['2026-11-23T09:30:00.000Z'], ['2026-11-23T09:30:00+01:00', '2026-11-23', '']],
    [
      'wall time',
      wallTime,
      ['2026-11-23T00:00', '2026-11-23T09:59', '2026-11-23T19:30', '2026-11-23T20:00', '2026-11-23T23:59'],
      [
        '2026-11-23T24:00',
        '2026-11-23T30:00',
        '2026-11-23T09:60',
        '2026-11-23T9:30',
        '2026-11-23T09:30:00',
        '2026-02-30T09:30',
        '2026-11-23 09:30',
        'x2026-11-23T09:30',
      ],
    ],
    [
      'phone number',
      phoneNumber,
      ['+1234567', '+123456789012345'],
      ['+123456', '+1234567890123456', '+0234567', '1234567', '+12345 67', 'x+1234567', '+1234567x'],
    ],
    [
      'random id',
      randomId,
      [id, '00000000-0000-4000-9000-000000000000', 'ffffffff-ffff-4fff-afff-ffffffffffff', '00000000-0000-4000-b000-000000000000'],
      [
        id.toUpperCase().replace('1', 'A'),
        id.replace('-4', '-5'),
        id.replace('-8', '-c'),
        id.slice(1),
        `${id}0`,
        `0${id}`,
        id.replaceAll('-', ''),
        id.replace('2222', '222'),
        id.replace('4333', '433'),
        id.replace('8444', '844'),
        id.replace('2222', 'zzzz'),
        id.replace('4333', '4zzz'),
        id.replace('8444', '8zzz'),
        id.replace('11111111', 'zzzzzzzz'),
        id.replace('555555555555', 'zzzzzzzzzzzz'),
      ],
    ],
    ['ODS code', odsCode, ['RA9', 'FFFFF', 'A123456789'], ['RA', 'A1234567890', 'ra9', 'RA-9', ' RA9', 'RA9 ']],
    ['UUID', uuid, ['555000111222'], ['55500011122', '5550001112223', '55500011122A', ' 555000111222', '']],
    ['serial number of a card', cardSerial, ['0', 'a1B2', 'F'.repeat(40)], ['', 'F'.repeat(41), 'G', ' 0', '0 ']],
    [
      'name',
      personName,
      [
        { given: 'Ŵyn', family: 'Sample' },
        { title: 'Dr', given: 'Ŵyn', family: 'Sample' },
      ],
      [{ given: 'Ŵyn' }, { family: 'Sample' }, { given: 'Ŵyn', family: 'Sample', more: 1 }, { title: '', given: 'Ŵyn', family: 'Sample' }],
    ],
    [
      'National Insurance number',
      nationalInsurance,
      [{ given: 'JG103759A' }, { given: 'JG103759D' }, { notGiven: 'None yet' }],
      [
        { given: 'JG103759E' },
        { given: 'J103759A' },
        { given: 'JG10375A' },
        { given: 'JG1037599A' },
        { given: 'jg103759a' },
        { given: ' JG103759A' },
        { given: 'JG103759A ' },
        { notGiven: ' ' },
        { given: 'JG103759A', notGiven: 'x' },
        {},
      ],
    ],
    [
      'email address',
      emailAddress,
      ['a@b', `${'a'.repeat(252)}@b`],
      ['@b', 'a@', 'a b@c', 'a@b c', 'a@b@c', `${'a'.repeat(253)}@b`, ' a@b', 'a@b ', 'ab'],
    ],
    [
      'judged email address',
      email,
      [
        { address: 'a@nhs.net', judgement: 'nhs.net' },
        { address: 'a@b', judgement: 'secure' },
        { address: 'a@b', judgement: 'judged', reason: 'None yet' },
        { address: 'a@nhs.net', judgement: 'nhs.net', reason: 'x' },
      ],
      [
        { address: 'a@b', judgement: 'judged' },
        { address: 'a@b', judgement: 'fine' },
        { address: 'a@b' },
        { address: 'a@b', judgement: 'secure', more: 1 },
      ],
    ],
  ])('%s', (_, shape, taken, refused) => {
    expect(taken.filter((value) => !shape.safeParse(value).success)).toEqual([])
    expect((refused as readonly unknown[]).filter((value) => shape.safeParse(value).success)).toEqual([])
  })
})

const counts = (most: number) =>
  [
    [1, most],
    [0, -1, 1.5, most + 1, '1', absent],
  ] as const

describe('evidence', () => {
  const hex = (length: number) => 'a1'.repeat(length / 2)
  const noHex = (length: number) => ['', hex(length).slice(1), `${hex(length)}a`, hex(length).toUpperCase(), 'g'.repeat(length)]
  test.each<FieldRow>([
    ['evidenceId', [], ['scan-1', absent]],
    ['keyId', [], noHex(32)],
    ['mime', ['image/jpeg', 'image/png', 'application/pdf', 'message/rfc822'], ['text/html', '']],
    ['bytes', ...counts(20_000_000)],
    ['chunks', ...counts(500)],
    ['sha256', [], noHex(64)],
    ['width', [1, absent], [0, 0.5]],
    ['height', [1, absent], [0, 0.5]],
    ['more', [], [1]],
  ])('%s', (...row) =>
    expectField(
      evidence,
      { evidenceId: id, keyId: hex(32), mime: 'image/png', bytes: 9, chunks: 1, sha256: hex(64), width: 3, height: 4 },
      row,
    ),
  )
})

describe('address', () => {
  test.each<FieldRow>([
    ['lines', [['a', 'b', 'c', 'd']], [[], ['a', 'b', 'c', 'd', 'e'], ['']]],
    ['town', [], ['', absent]],
    ['postcode', ['', 'p'.repeat(12)], ['p'.repeat(13), absent]],
    ['country', ['France', absent], ['']],
    ['more', [], [1]],
  ])('%s', (...row) => expectField(address, { lines: ['1 Invented Street'], town: 'Sampletown', postcode: 'SA1 9ZZ' }, row))
})
