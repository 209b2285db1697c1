import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commonPasscodes, drawPasscode, findPattern, getDateForms, passcodeProblem } from '../../../domain/card/passcode.ts'

const allCodes = Array.from({ length: 1_000_000 }, (_unused, number) => String(number).padStart(6, '0'))

describe('passcode patterns, over all 1,000,000 codes', () => {
  test('the pattern rules refuse exactly 4,260 codes', () => {
    // At most two different digits (10 + 45 × 62 = 2,800), runs (20), abc-abc (1,000, with ab-ab-ab among those with two digits) and palindromes (1,000), each code once.
    const independently = new Set<string>()
    for (let a = 0; a < 10; a += 1) {
      for (let b = 0; b < 10; b += 1) {
        for (let mask = 0; mask < 64; mask += 1) independently.add([0, 1, 2, 3, 4, 5].map((bit) => ((mask >> bit) & 1 ? a : b)).join(''))
        for (let c = 0; c < 10; c += 1) independently.add(`${a}${b}${c}${a}${b}${c}`).add(`${a}${b}${c}${c}${b}${a}`)
      }
      independently
        .add([0, 1, 2, 3, 4, 5].map((step) => (a + step) % 10).join(''))
        .add([0, 1, 2, 3, 4, 5].map((step) => (a - step + 10) % 10).join(''))
    }
    const refused = allCodes.filter((code) => findPattern(code) !== undefined)
    expect(refused).toHaveLength(4_260)
    expect(new Set(refused)).toEqual(independently)
  })

  test('with the list of common codes, 4,291 are refused for everybody: 0.43 %', () => {
    expect(allCodes.filter((code) => passcodeProblem(code) !== undefined)).toHaveLength(4_291)
    expect(new Set(commonPasscodes).size).toBe(31)
    expect(commonPasscodes.filter((code) => findPattern(code))).toEqual([])
  })

  test.each([
    ['000000', /same/],
    ['123456', /up or down/],
    ['654321', /up or down/],
    ['890123', /up or down/],
    ['210987', /up or down/],
    ['121212', /two digits three times/],
    ['407407', /three digits twice/],
    ['123321', /backwards/],
    ['100110', /two different/],
    ['112233', /choose most/],
    ['159753', /choose most/],
    ['789456', /choose most/],
    ['12345', /6 digits/],
    ['1234567', /6 digits/],
    ['12345a', /6 digits/],
    ['', /6 digits/],
    ['١٢٣٤٥٧', /6 digits/],
    ['123457\n', /6 digits/],
  ])('%j is refused: %s', (code, why) => {
    expect(passcodeProblem(code)).toMatch(why)
  })

  test.each(['004217', '000419', '135792', '901238'])('%s is allowed', (code) => {
    expect(passcodeProblem(code)).toBeUndefined()
  })
})

describe('the registrant’s own date of birth, 4 July 1990', () => {
  test.each([
    ['040790', 'ddmmyy'],
    ['049007', 'ddyymm'],
    ['070490', 'mmddyy'],
    ['079004', 'mmyydd'],
    ['900407', 'yyddmm'],
    ['900704', 'yymmdd'],
    ['041990', 'ddyyyy'],
    ['071990', 'mmyyyy'],
    ['199004', 'yyyydd'],
    ['199007', 'yyyymm'],
    ['471990', 'dmyyyy'],
    ['741990', 'mdyyyy'],
    ['199047', 'yyyydm'],
    ['199074', 'yyyymd'],
    ['040719', 'first six of ddmmyyyy'],
    ['704199', 'middle of mmddyyyy'],
    ['407199', 'middle of ddmmyyyy'],
  ])('%s (%s) is refused', (code) => {
    expect(passcodeProblem(code, { dateOfBirth: '1990-07-04' })).toMatch(/date of birth/)
    expect(passcodeProblem(code)).toBeUndefined()
  })

  test('somebody else’s birthday is allowed', () => {
    expect(passcodeProblem('050790', { dateOfBirth: '1990-07-04' })).toBeUndefined()
  })

  test('few codes fall away for any one date', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1920-01-01'), max: new Date('2012-12-31'), noInvalidDate: true }), (date) => {
        const forms = getDateForms(date.toISOString().slice(0, 10))
        expect(forms.size).toBeLessThanOrEqual(24)
        for (const form of forms) expect(form).toMatch(/^\d{6}$/)
      }),
    )
  })
})

describe('numbers of the registrant and the card', () => {
  test.each([
    ['103759', 'NI number', 'JG103759A'],
    ['103759', 'NI number with spaces', 'JG 10 37 59 A'],
    ['077009', 'mobile as dialled at home', '+447700900184'],
    ['900184', 'end of the mobile', '+447700900184'],
    ['447700', 'mobile with country code', '+44 7700 900184'],
    ['551234', 'UUID', '555123490817'],
    ['490817', 'end of the UUID', '555123490817'],
    ['008142', 'card serial', '00008142'],
  ])('%s is refused: inside the %s', (code, _what, number) => {
    expect(passcodeProblem(code, { numbers: [number] })).toMatch(/number that belongs/)
    expect(passcodeProblem(code)).toBeUndefined()
  })

  test('a previous code is refused, any other is not', () => {
    expect(passcodeProblem('004217', { previous: ['918264', '004217'] })).toMatch(/before/)
    expect(passcodeProblem('004218', { previous: ['918264', '004217'] })).toBeUndefined()
  })

  test('short numbers hold no code', () => {
    expect(passcodeProblem('004217', { numbers: ['', '4217', 'AB'] })).toBeUndefined()
  })
})

const context = fc.record(
  {
    dateOfBirth: fc
      .date({ min: new Date('1920-01-01'), max: new Date('2012-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    numbers: fc.array(fc.stringMatching(/^[0-9A-F]{6,14}$/), { maxLength: 4 }),
    previous: fc.array(fc.stringMatching(/^[0-9]{6}$/), { maxLength: 3 }),
  },
  { requiredKeys: [] },
)

/** A source that gives the codes it was told to, then others. */
function sourceOf(first: readonly number[], then: () => number): (minInclusive: number, maxExclusive: number) => number {
  const queue = [...first]
  return (minInclusive, maxExclusive) => {
    expect([minInclusive, maxExclusive]).toEqual([0, 1_000_000])
    return queue.shift() ?? then()
  }
}

describe('drawing a passcode', () => {
  test('keeps leading zeros', () => {
    expect(drawPasscode(() => 4217)).toBe('004217')
    expect(drawPasscode(sourceOf([0, 1, 419], () => 0))).toBe('000419')
  })

  test('draws again until the code has no problem', () => {
    expect(
      drawPasscode(
        sourceOf([111111, 123456, 40790, 103759, 918264], () => 0),
        {
          dateOfBirth: '1990-07-04',
          numbers: ['JG103759A'],
        },
      ),
    ).toBe('918264')
  })

  test('never yields a code with a problem, whatever is known of the person', () => {
    fc.assert(
      fc.property(context, fc.array(fc.nat(999_999), { minLength: 1, maxLength: 50 }), (known, draws) => {
        let next = 7
        const code = drawPasscode(
          sourceOf(draws, () => {
            next = (next * 389_017 + 17) % 1_000_000
            return next
          }),
          known,
        )
        expect(code).toMatch(/^[0-9]{6}$/)
        expect(passcodeProblem(code, known)).toBeUndefined()
      }),
    )
  })

  test('the words of a problem never hold the code', () => {
    fc.assert(
      fc.property(context, fc.stringMatching(/^[0-9]{6}$/), (known, code) => {
        expect(passcodeProblem(code, known) ?? '').not.toContain(code)
      }),
    )
  })

  test('is even: every allowed code comes from exactly one draw', () => {
    const seen = new Set<string>()
    for (let draw = 0; draw < 1_000_000; draw += 997) {
      const code = drawPasscode(sourceOf([draw], () => 918_264))
      const padded = String(draw).padStart(6, '0')
      expect(code).toBe(passcodeProblem(padded) === undefined ? padded : '918264')
      seen.add(code)
    }
    expect(seen.size).toBeGreaterThan(990)
  })

  test.each([
    [() => 0, 'no usable passcode'],
    [() => 1_000_000, 'outside its range'],
    [() => -1, 'outside its range'],
    [() => Number.NaN, 'outside its range'],
    [() => 0.5, 'outside its range'],
  ])('a broken random source throws (%#)', (broken, words) => {
    expect(() => drawPasscode(broken)).toThrow(words)
  })
})
