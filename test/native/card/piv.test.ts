import { describe, expect, test } from 'vitest'
import { toHex } from '../../../domain/bytes.ts'
import { cardManager, containerLimits, factory, nistRid, objects, padReferenceData, pivApplication } from '../../../native/card/piv.ts'

describe('PIV names', () => {
  test('the application is NIST’s, and GlobalPlatform names the card manager', () => {
    expect(toHex(pivApplication)).toBe('a000000308000010000100')
    expect(toHex(nistRid)).toBe('a000000308')
    expect(toHex(cardManager)).toBe('a000000151000000')
  })

  /** SP 800-73-4 part 1 appendix A, tables 8 to 42: "maximum length" of the container. */
  test.each([
    ['card capability container', objects.ccc, 287],
    ['CHUID', objects.chuid, 3377],
    ['certificate of 9A', objects.certificate9a, 3052],
    ['fingerprints', objects.fingerprints, 4006],
    ['security object', objects.securityObject, 1336],
    ['facial image', objects.facialImage, 12_710],
    ['printed information', objects.printedInformation, 245],
    ['key history', objects.keyHistory, 128],
    ['iris images', objects.irisImages, 7106],
  ])('%s (0x%s) holds %i bytes', (_, tag, bytes) => {
    expect(containerLimits.get(tag)).toBe(bytes)
  })

  test('a blank card has the factory’s values, which are public', () => {
    expect(toHex(factory.managementKey)).toBe('010203040506070801020304050607080102030405060708')
    expect([factory.passcode, factory.puk]).toEqual(['123456', '12345678'])
  })
})

describe('PIV reference data', () => {
  test.each([
    ['1234', '31323334ffffffff'],
    ['004217', '303034323137ffff'],
    ['12345678', '3132333435363738'],
    ['~ !z', '7e20217affffffff'],
  ])('%s is eight bytes, filled up with FF', (value, hex) => {
    expect(toHex(padReferenceData(value))).toBe(hex)
  })

  test.each(['', '123', '123456789', '12345é', '1234\n', '1234\u007f'])('“%s” is refused', (value) => {
    expect(() => padReferenceData(value)).toThrow(RangeError)
  })
})
