import { expect, test } from 'vitest'
import { foundBy } from '../../../../../renderer/features/pages/work-list/found-by.ts'
import { search } from '../../../../../renderer/features/pages/work-list/search.ts'
import { summaryOf } from '../../../client/fakes.ts'

const one = {
  ...summaryOf('a'),
  name: 'Wyn Sample',
  uuid: '555000111222',
  sponsor: 'Dr Ánna Sponsor',
  odsCode: 'ZZ9',
  references: ['0A1B2C3D', 'RD7K3M-001-X', 'RD-20261123-7K3M', 'AB123456785GB'],
}
const others = Array.from({ length: 20 }, (_, index) => ({ ...summaryOf(`b${index}`), references: [`RD9Z9Z-0${index}`] }))

test.each([
  ['0a1b2c3d', '0A1B2C3D'],
  ['RD7K3M-001-X', 'RD7K3M-001-X'],
  ['rd7k3m001x', 'RD7K3M-001-X'],
  ['RD-20261123-7K3M', 'RD-20261123-7K3M'],
  ['AB 1234 5678 5GB', 'AB123456785GB'],
  ['ab123456785gb', 'AB123456785GB'],
  ['anna sponsor', 'Sponsor Dr Ánna Sponsor'],
  ['555000111222', 'UUID 555000111222'],
  ['wyn', undefined],
  ['ZZ9', undefined],
  ['zz', undefined],
])('case found by %s: says %s', (query, words) => {
  expect(search([...others, one], query).map(({ caseId }) => caseId)).toContain('a')
  expect(foundBy(one, query)).toBe(words)
})
