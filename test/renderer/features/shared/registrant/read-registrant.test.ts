import { describe, expect, test } from 'vitest'
import {
  addressValues,
  mobileValues,
  nameValues,
  readAddress,
  readMobile,
  readNames,
  reportFields,
  type AddressValues,
  type NameValues,
} from '../../../../../renderer/features/shared/registrant/read-registrant.ts'

const names: NameValues = { title: '', given: 'Ŵyn', family: 'Sampleton-Ångström', nameOnCard: 'Ŵyn Sampleton', nameOnEnvelope: '' }
const home: AddressValues = {
  line1: '1 Invented Street',
  line2: '',
  line3: '',
  line4: '',
  town: 'Sampletown',
  postcode: 'sa19zz',
  country: '',
}

describe('names', () => {
  const read = (change: Partial<NameValues>) => {
    const { problems, notes, report } = reportFields<keyof NameValues>()
    return { value: readNames({ ...names, ...change }, report), fields: problems.map(({ name }) => name), problems, notes }
  }

  test('read as typed, with how much of the line on the card is used', () => {
    const { value, fields, notes } = read({ title: ' Dr ' })
    expect(value).toEqual({
      name: { title: 'Dr', given: 'Ŵyn', family: 'Sampleton-Ångström' },
      nameOnCard: 'Ŵyn Sampleton',
    })
    expect(fields).toEqual([])
    expect(notes.nameOnCard?.reads).toBe('13 of about 32 characters that fit one line')
  })

  test('a name for the envelope is kept when it can be printed, and asked for again when it cannot', () => {
    expect(read({ given: 'محمد', nameOnEnvelope: ' Muhammad Sampleton ' }).value).toMatchObject({
      name: { given: 'محمد' },
      nameOnEnvelope: 'Muhammad Sampleton',
    })
    expect(read({ given: 'محمد' }).value).not.toHaveProperty('nameOnEnvelope')
    expect(read({ given: 'محمد' }).notes.family?.warnings).toEqual([expect.stringMatching(/envelope cannot be printed with “م”/)])
    expect(read({ nameOnEnvelope: 'محمد' })).toMatchObject({ value: undefined, fields: ['nameOnEnvelope'] })
  })

  test('a letter with a mark of its own counts as one character', () => {
    expect(read({ nameOnCard: 'Ẹ̀gbẹ́' }).notes.nameOnCard?.reads).toMatch(/^4 of/)
  })

  test.each([
    ['no given names', { given: ' ' }, ['given']],
    ['no family name', { family: '' }, ['family']],
    ['neither: both are reported', { given: '', family: '' }, ['given', 'family']],
    ['given names that are missing beside a family name that is wrong', { given: '', family: 'a\u0000b' }, ['given', 'family']],
    ['a title too long', { title: 'D'.repeat(201) }, ['title']],
    ['no name on the card', { nameOnCard: '' }, ['nameOnCard']],
    ['nothing at all', { given: '', family: '', nameOnCard: '' }, ['given', 'family', 'nameOnCard']],
  ])('%s', (_, change, fields) => {
    const found = read(change)
    expect(found.value).toBeUndefined()
    expect(found.fields).toEqual(fields)
  })
})

describe('mobile number', () => {
  const read = (mobile: string, allowDramaNumbers = true) => {
    const { problems, notes, report } = reportFields<'mobile'>()
    return { value: readMobile({ mobile }, { allowDramaNumbers }, report), problems, notes }
  }

  test('read in E.164, and shown as it reads', () => {
    const { value, notes } = read('07700 900 123')
    expect(value).toBe('+447700900123')
    expect(notes.mobile?.reads).toBe(`Reads as ${mobileValues({ mobile: '+447700900123' }).mobile}`)
  })

  test.each(['', '12', '020 7946 0018'])('“%s” is a problem at its field, with no note', (typed) => {
    const { value, problems, notes } = read(typed)
    expect(value).toBeUndefined()
    expect(problems.map(({ name }) => name)).toEqual(['mobile'])
    expect(notes).toEqual({})
  })

  test('a number that is invented for films counts only where it is allowed', () => {
    expect(read('07700 900 123', false).value).toBeUndefined()
  })
})

describe('address', () => {
  const read = (change: Partial<AddressValues>) => {
    const { problems, notes, report } = reportFields<keyof AddressValues>()
    return { value: readAddress({ ...home, ...change }, report), fields: problems.map(({ name }) => name), notes }
  }

  test('empty lines are left out, the postcode is spaced, and there is no country', () => {
    expect(read({ line3: 'Flat 0' }).value).toEqual({ lines: ['1 Invented Street', 'Flat 0'], town: 'Sampletown', postcode: 'SA1 9ZZ' })
  })

  test('abroad the country stays', () => {
    expect(read({ country: 'France', postcode: '75001' }).value).toMatchObject({ country: 'France', postcode: '75001' })
  })

  test.each([
    ['no line', { line1: '' }, ['line1']],
    ['no line and no town', { line1: '', town: '' }, ['line1', 'town']],
    ['every box empty', { line1: '', town: '', postcode: '' }, ['line1', 'town', 'postcode']],
    ['no town', { town: ' ' }, ['town']],
    ['no town and no postcode', { town: '', postcode: '' }, ['town', 'postcode']],
    ['no postcode: reported once', { postcode: '' }, ['postcode']],
    ['a postcode of another form', { postcode: 'SA1 9Z' }, ['postcode']],
    ['a line too long', { line1: 'x'.repeat(201) }, ['line1']],
  ])('%s', (_, change, fields) => {
    const found = read(change)
    expect(found.value).toBeUndefined()
    expect(found.fields).toEqual(fields)
  })

  test('letters typed for digits in a postcode: the likely one is offered', () => {
    expect(read({ postcode: 'SWIA 1AA' }).notes.postcode?.warnings).toEqual(['Did you mean SW1A 1AA?'])
  })
})

describe('values of a form', () => {
  test('empty for a new registrant', () => {
    expect(nameValues(undefined)).toEqual({ title: '', given: '', family: '', nameOnCard: '', nameOnEnvelope: '' })
    expect(mobileValues(undefined)).toEqual({ mobile: '' })
    expect(Object.values(addressValues(undefined)).every((value) => value === '')).toBe(true)
  })

  test('open again as they were recorded', () => {
    const address = { lines: ['1 Invented Street', 'Flat 0'], town: 'Sampletown', postcode: '75001', country: 'France' }
    expect(addressValues({ address })).toEqual({
      line1: '1 Invented Street',
      line2: 'Flat 0',
      line3: '',
      line4: '',
      town: 'Sampletown',
      postcode: '75001',
      country: 'France',
    })
    expect(nameValues({ name: { given: 'Ŵyn', family: 'Sampleton' }, nameOnCard: 'W Sampleton' })).toEqual({
      title: '',
      given: 'Ŵyn',
      family: 'Sampleton',
      nameOnCard: 'W Sampleton',
      nameOnEnvelope: '',
    })
  })
})
