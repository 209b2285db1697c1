import { describe, expect, test } from 'vitest'
import { crossCheckMachineReadableZone, type Entered } from '../../../domain/registrant/cross-check.ts'
import { parseMachineReadableZone } from '../../../domain/registrant/machine-readable-zone.ts'
import { valueOf } from './helpers.ts'
import { td3, TODAY } from './zones.ts'

describe('zone beside what was entered', () => {
  const anna: Entered = {
    name: { given: 'Anna Maria', family: 'Eriksson' },
    dateOfBirth: '1974-08-12',
    documentNumber: 'L898902C3',
    expiresOn: '2030-04-15',
  }
  const compare = (zone: Parameters<typeof td3>[0], entered: Partial<Entered>) =>
    crossCheckMachineReadableZone(valueOf(parseMachineReadableZone(td3(zone), TODAY)), { ...anna, ...entered }, TODAY)
  const weightOf = (what: string, zone: Parameters<typeof td3>[0], entered: Partial<Entered>) =>
    compare(zone, entered).find((one) => one.what === what)?.weight

  test('everything agrees', () => {
    expect(compare({}, {}).map((one) => [one.what, one.weight])).toEqual([
      ['Family name', 'same'],
      ['Given names', 'same'],
      ['Date of birth', 'same'],
      ['Document number', 'same'],
      ['Expiry date', 'same'],
    ])
  })

  test.each([
    ['ERIKSSON<<ANNA', 'Anna Maria', 'Eriksson', 'same', 'check'],
    ['ERIKSSON<<ANNA<MARIA', 'Anna', 'Eriksson', 'same', 'check'],
    ['ERIKSSON<<MARIA<ANNA', 'Anna Maria', 'Eriksson', 'same', 'check'],
    ['ERIKSSON<<ANNA<MARIA', 'Bethan', 'Sample', 'differs', 'differs'],
    ['MUELLER<<JOERG', 'Jörg', 'Müller', 'same', 'same'],
    ['MULLER<<JORG', 'Jörg', 'Müller', 'same', 'same'],
    ['STRASSE<<ASE', 'Åse', 'Straße', 'same', 'same'],
    ['STRASSE<<AASE', 'Åse', 'Straße', 'same', 'same'],
    ['OESTERGAARD<<SOEREN', 'Søren', 'Østergård', 'same', 'same'],
    ['LASKA<<LUKASZ', 'Łukasz', 'Łaska', 'same', 'same'],
    ['OSAMPLE<<MARY<ANN', 'Mary-Ann', 'O’Sample', 'same', 'same'],
    ['SMITH<JONES<<ANNA', 'Anna', 'Smith-Jones', 'same', 'same'],
    ['JONES<<ANNA', 'Anna', 'Smith-Jones', 'check', 'same'],
    ['MAU<<NGUYEN<THI', 'Nguyễn Thị', 'Mẫu', 'same', 'same'],
    ['KAANA<<SAMPLE', 'Sample', 'Ka\u02BBana', 'same', 'same'],
    ['OBRIEN<<SAMPLE', 'Sample', 'O\u02BCBrien', 'same', 'same'],
    ['OBRIEN<<SAMPLE', 'Sample', 'O\u2018Brien', 'same', 'same'],
    ['OBRIEN<<SAMPLE', 'Sample', 'O`Brien', 'same', 'same'],
    ['OBRIEN<<SAMPLE', 'Sample', 'O\u00B4Brien', 'same', 'same'],
    ['OBRIEN<<SAMPLE', 'Sample', 'O\uFF07Brien', 'same', 'same'],
    ['KAANA<<SAMPLE', 'Sample', 'Ka\uA78Cana', 'same', 'same'],
    ['SMITH<JONES<<MARY<ANN', 'Mary\u2011Ann', 'Smith\u2013Jones', 'same', 'same'],
    ['AEROE<<ASE', 'Åse', 'Ærø', 'same', 'same'],
    ['ARO<<AASE', 'Åse', 'Ærø', 'same', 'same'],
    ['MUXXLLER<<BJORN', 'Björn', 'Müller', 'same', 'same'],
    ['NXXUNEZ<<INIGO', 'Iñigo', 'Ñúñez', 'same', 'same'],
    ['NUNEZ<<INIGO', 'Iñigo', 'Ñúñez', 'same', 'same'],
    ['THORDARSON<<GUDRUN', 'Guðrún', 'Þórðarson', 'same', 'same'],
    ['DJURIC<<DORDE', 'Đorđe', 'Đurić', 'same', 'same'],
    ['GARCIA<LOPEZ<<ANNA', 'Anna', 'García López', 'same', 'same'],
    ['GARCIA<<ANNA', 'Anna', 'García López', 'check', 'same'],
    ['ANNA<<SARAH', '𝓢arah', 'Ａnna', 'same', 'same'],
    ['ARKFREITH<<', 'Not given', 'Arkfreith', 'same', 'check'],
    ['LI<<ANNA', 'Anna', 'Lindqvist', 'differs', 'same'],
    ['DEIGMA<<SAMPL', 'Σάμπλ', 'Δείγμα', 'check', 'check'],
  ])('%s beside %s %s: family %s, given %s', (names, given, family, familyWeight, givenWeight) => {
    expect([
      weightOf('Family name', { names }, { name: { given, family } }),
      weightOf('Given names', { names }, { name: { given, family } }),
    ]).toEqual([familyWeight, givenWeight])
  })

  test('names that fill the zone are compared as far as they go', () => {
    const names = 'NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K'
    expect(names).toHaveLength(39)
    expect(weightOf('Given names', { names }, { name: { given: 'Chayapa Dejthamrong Krasuang', family: 'Nilavadhanananda' } })).toBe('same')
    expect(weightOf('Given names', { names }, { name: { given: 'Chayapa Dejthamrong', family: 'Nilavadhanananda' } })).toBe('check')
  })

  test.each([
    ['LI<<ALEXANDRIA<BARTHOLOMEA<CASSANDRA<XY', 'Alexandria Bartholomea Cassandra Xyla', 'Lindqvist', 'check', 'same'],
    ['LI<<ALEXANDRIA<BARTHOLOMEA<CASSANDRA<XY', 'Alexandria Bartholomea Cassandra', 'Li', 'same', 'check'],
    ['LI<<ALEXANDRIA<BARTHOLOMEA<CASSANDRA<XY', 'Bartholomea', 'Sample', 'differs', 'check'],
    ['NILAVADHANANANDA<CHAYAPA<DEJTHAMRONG<KR', 'Anna', 'Nilavadhanananda Chayapa Dejthamrong Krasuang', 'same', 'check'],
    // A letter seen among the fillers is no sign that the line is full.
    ['LI<<ALEXANDRIA<<<<<<<<<<<<<<<<<<<<<<<<<K', 'Alexandria Bartholomea', 'Lindqvist', 'differs', 'check'],
  ])('a full line, %s beside %s %s: only its last name can have been cut off', (names, given, family, familyWeight, givenWeight) => {
    expect([
      weightOf('Family name', { names }, { name: { given, family } }),
      weightOf('Given names', { names }, { name: { given, family } }),
    ]).toEqual([familyWeight, givenWeight])
  })

  test.each([
    ['Date of birth', { birth: '740813' }, {}, 'differs'],
    ['Date of birth', { birth: '7408<<' }, {}, 'check'],
    ['Document number', {}, { documentNumber: 'L898902C4' }, 'differs'],
    ['Document number', {}, { documentNumber: 'l898 902c3' }, 'same'],
    ['Expiry date', {}, { expiresOn: '2030-04-16' }, 'differs'],
    ['Expiry date', { expiry: '250415' }, { expiresOn: '2025-04-15' }, 'check'],
    ['Expiry date', { expiry: '261123' }, { expiresOn: TODAY }, 'same'],
  ] as const)('%s with %o beside %o: %s', (what, zone, entered, weight) => {
    expect(weightOf(what, zone, entered)).toBe(weight)
  })

  test('what was not entered is not compared', () => {
    const zone = valueOf(parseMachineReadableZone(td3(), TODAY))
    const { name, dateOfBirth } = anna
    expect(crossCheckMachineReadableZone(zone, { name, dateOfBirth }, TODAY).map((one) => one.what)).not.toContain('Document number')
  })
})
