import { describe, expect, test } from 'vitest'
import { readEditionFile } from '../../../main/editions/edition-file.ts'
import { longerCodeEdition, makeProviderKey } from '../../support/signed-edition.ts'

const provider = makeProviderKey()
const other = makeProviderKey()
const whole = provider.write(longerCodeEdition)
const altered = new TextEncoder().encode(new TextDecoder().decode(whole).replace('8-digit', '9-digit'))
const { closingStep } = longerCodeEdition

describe('edition file', () => {
  test('signed by the provider and whole: read as it is', () => {
    expect(readEditionFile(whole, provider.publicKey)).toEqual({ ok: true, value: longerCodeEdition })
  })

  test.each<[string, Uint8Array, string | null, string, RegExp]>([
    ['no key in the policy', whole, null, 'no-edition-signer', /policy/],
    ['another key', whole, other.publicKey, 'edition-signature-wrong', /not signed with the key/],
    ['words changed after signing', altered, provider.publicKey, 'edition-signature-wrong', /changed after it was signed/],
    [
      'a signed file of another kind',
      provider.write(longerCodeEdition, 'station-card'),
      provider.publicKey,
      'not-an-edition',
      /not a signed/,
    ],
    ['garbage', new Uint8Array([0, 255, 17]), provider.publicKey, 'not-an-edition', /damaged/],
    ['empty', new Uint8Array(), provider.publicKey, 'not-an-edition', /damaged/],
    [
      'not the shape of an edition',
      provider.write({ id: 'invented' }),
      provider.publicKey,
      'edition-not-whole',
      /There are \d+ more faults/,
    ],
    [
      'too few digits for the code',
      provider.write({ ...longerCodeEdition, phoneCode: { ...longerCodeEdition.phoneCode, digits: 3 } }),
      provider.publicKey,
      'edition-not-whole',
      /phoneCode › digits/,
    ],
    [
      'a step that RA Desk does not have',
      provider.write({
        ...longerCodeEdition,
        steps: [{ ...longerCodeEdition.steps[0]!, id: 'palm-reading', needs: [] }, ...longerCodeEdition.steps],
      }),
      provider.publicKey,
      'edition-not-whole',
      /no step “palm-reading”/,
    ],
    [
      'the closing step dropped',
      provider.write({ ...longerCodeEdition, steps: longerCodeEdition.steps.filter(({ id }) => id !== closingStep) }),
      provider.publicKey,
      'edition-not-whole',
      new RegExp(`closing step “${closingStep}”`),
    ],
  ])('%s: refused in words', (_what, bytes, signer, code, words) => {
    const read = readEditionFile(bytes, signer)
    expect(read.ok ? '' : read.error.code).toBe(code)
    expect(read.ok ? '' : read.error.message).toMatch(words)
    expect(read.ok ? '' : read.error.message).toMatch(/Nothing was changed\.$/)
  })
})
