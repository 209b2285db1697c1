import { expect, test } from 'vitest'
import { readFindBy } from '../../../../../renderer/features/steps/replacement/find-by.ts'

test.each([
  ['555 123 490 817', ['uuid', 'serial']],
  ['555123490817', ['uuid', 'serial']],
  ['7100001', ['serial']],
  ['0A1B2C3D', ['serial']],
  ['aaaaaaaa-0000-4000-8000-000000000000', ['person']],
  ['', []],
  ['Siân Sample', []],
])('find a person by “%s”: tried as %j', (text, ways) => expect(readFindBy(text).map(({ by }) => by)).toEqual(ways))
