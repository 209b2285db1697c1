import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPassphrase } from '../../../main/vault/passphrase.ts'
import { code } from './support.ts'

const names = ['Tamsin Example-Agent', 'tamsin', 'Siân Dŵr', 'Sampleshire Registration Service']
const messageOf = async (passphrase: string): Promise<string> => {
  const checked = await checkPassphrase(passphrase, names)
  return checked.ok ? 'accepted' : checked.error.message
}

describe('passphrase: refused, with the kind of weakness', () => {
  test.each([
    ['', 'must be 12 characters or more. Add 12.'],
    ['elevenchars', 'must be 12 characters or more. Add 1.'],
    ['aaaaaaaaaaaaaaaa', 'repeats the same few characters'],
    ['abababababababab', 'repeats the same few characters'],
    ['password1234', 'common passwords'],
    ['123456789012', 'common passwords'],
    ['Password1234!', 'common passwords'],
    ['Passw0rd2026!!', 'common passwords'],
    ['P@$$w0rd1234', 'common passwords'],
    ['drowssap4321', 'common passwords'],
    ['changeme1234', 'common passwords'],
    ['mypassword2026', 'common passwords'],
    ['trustno1 iloveyou', 'common passwords'],
    ['p a s s w o r d 1 2 3 4', 'common passwords'],
    ['ｐａｓｓｗｏｒｄ１２３４', 'common passwords'],
    ['liverpool fc 1985', 'common passwords'],
    ['Nottingham Forest 1979!', 'a date or a year'],
    ['Passw0rd 12/06/1985', 'a date or a year'],
    ['mnopqrstuvwx', 'letters or digits in order'],
    ['qwertyuiop[]', 'common passwords'],
    ['!"£$%^&*()_+', 'keys that lie side by side'],
    ['! " £ $ % ^ & * ( ) +', 'keys that lie side by side'],
    ["asdfghjkl;'#zxcv", 'keys that lie side by side'],
    ['19850612 19850612', 'a part that repeats'],
    ['otter otter otter otter', 'a part that repeats'],
    ['monday tuesday wednesday', 'days, months, numbers'],
    ['one two three four five', 'days, months, numbers'],
    ['Summer2026!!', 'days, months, numbers'],
    ['correct horse battery staple', 'a well-known saying'],
    ['The Quick Brown Fox', 'a well-known saying'],
    ['NHSsmartcard2026', 'words of this work'],
    ['registration authority', 'words of this work'],
    ['Charlotte Williams 1', 'a common name'],
    ['four quiet otters', 'common words'],
    ['Tamsin Example-Agent', 'a name that others know'],
    ['TAMSIN.EXAMPLE.AGENT', 'a name that others know'],
    ['tamsinexampleagent2026', 'a name that others know'],
    ['sampleshire 2026', 'a name that others know'],
    ['Siân Dŵr Siân 1', 'a name that others know'],
    ['sian dwr sampleshire', 'a name that others know'],
    ['nismat elpmaxe 1', 'a name that others know'],
  ])('%j', async (passphrase, said) => {
    const message = await messageOf(passphrase)
    expect(message).toContain(said)
    expect(message).toContain('Nothing was changed.')
  })

  test('a refusal repeats nothing of the passphrase', async () => {
    expect(await messageOf('trustno1 iloveyou')).not.toMatch(/trust|love/)
  })
})

test.each([
  'four quiet otters juggle',
  'fourquietottersjuggle',
  'tamsin likes quiet otters in teapots',
  'ŵŷ🦦 llyn tawel iawn',
  'mefus clustog rhaw cwmwl',
  'Kaffee Wolke Tisch Mond',
  'chmura krzesło wiosna but',
  'kapı bulut kaşık tavşan',
  'ਪਾਣੀ ਕੁਰਸੀ ਬੱਦਲ ਘੋੜਾ',
  'بيت قمر كرسي حصان',
  'दरवाज़ा बादल घोड़ा कुर्सी',
  'облако стул лошадь чайник',
  '雲椅子馬水鏡山',
  '구름 의자 거울 말 바다',
  'Qe7;kP2!vX9z',
])('passphrase: accepted: %j', async (passphrase) => {
  expect(code(await checkPassphrase(passphrase, names))).toBe('ok')
})

test('passphrase: random characters of a password manager are accepted', async () => {
  const word = fc.array(fc.integer({ min: 33, max: 126 }), { minLength: 16, maxLength: 40 })
  const accepted = async (codes: number[]) => code(await checkPassphrase(String.fromCharCode(...codes), names)) === 'ok'
  await fc.assert(fc.asyncProperty(fc.noShrink(word.filter((codes) => new Set(codes).size > 12)), accepted), { numRuns: 40, seed: 11 })
})
