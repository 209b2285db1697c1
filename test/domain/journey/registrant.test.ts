import { describe, expect, test } from 'vitest'
import { fullName, setOrganisation, setRegistrant, setUuid, type RegistrantFacts } from '../../../domain/journey/registrant.ts'
import type { Draft, Recording } from '../../../domain/journey/part.ts'

/** Keeps the inputs whose value changed. */
function recording(): Recording & { readonly inputs: string[] } {
  const inputs: string[] = []
  return {
    seq: 1,
    at: '2026-11-23T09:00:00.000Z',
    inputs,
    changed(input, before, now) {
      if (JSON.stringify(before) !== JSON.stringify(now)) inputs.push(input)
    },
  }
}
const name = { given: 'Ŵyn', family: 'Sampleton' }
const known = { registrant: { name, nameOnCard: 'Ŵyn S', mobile: '+447700900123' }, uuid: '555000111222' }

describe('registrant', () => {
  test.each([
    ['another mobile', { mobile: '+447700900124' }, ['mobile']],
    ['the same mobile', { mobile: '+447700900123' }, []],
    ['another name, the same name on the card', { name: { given: 'Wyn', family: 'Sampleton' }, nameOnCard: 'Ŵyn S' }, ['name']],
    ['an address that was not known', { address: { lines: ['1 Street'], town: 'Town', postcode: 'SA1 9ZZ' } }, ['address']],
    ['nothing', {}, []],
  ])('%s reports the inputs that changed and keeps the rest', (_what, now, inputs) => {
    const facts: Draft<RegistrantFacts> = structuredClone(known)
    const said = recording()
    setRegistrant(facts, said, now)
    expect(said.inputs).toEqual(inputs)
    expect(facts.registrant).toEqual({ ...known.registrant, ...now })
  })

  test('organisation and UUID report a change once', () => {
    const facts: Draft<RegistrantFacts> = structuredClone(known)
    const said = recording()
    setUuid(facts, said, '555000111222')
    setUuid(facts, said, '555000111223')
    setOrganisation(facts, said, { odsCode: 'ZZ9', name: 'One' })
    setOrganisation(facts, said, { odsCode: 'ZZ9', name: 'One' })
    expect(said.inputs).toEqual(['uuid', 'organisation'])
    expect(facts).toMatchObject({ uuid: '555000111223', organisation: { odsCode: 'ZZ9' } })
  })

  test('full name: given names, then the family name', () => expect(fullName({ name })).toBe('Ŵyn Sampleton'))
})
