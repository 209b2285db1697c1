import { describe, expect, test } from 'vitest'
import { organisationValues, readOrganisation } from '../../../../../renderer/features/shared/before-call/organisation-choice.ts'
import type { Problem } from '../../../../../renderer/features/shared/before-call/read-form.ts'

const health = { odsCode: 'ZZ9', name: 'Invented Health Centre' }
const pharmacy = { odsCode: 'ZZ8', name: 'Invented Pharmacy' }

describe('the organisation that the registrant will work for', () => {
  test.each([
    ['none in the settings', undefined, [], ''],
    ['the only one', undefined, [health], 'ZZ9'],
    ['one of two', undefined, [health, pharmacy], ''],
    ['recorded, although another is the only one now', pharmacy, [health], 'ZZ8'],
  ])('chosen at first: %s', (_, recorded, organisations, odsCode) => {
    expect(organisationValues(recorded, organisations)).toEqual({ odsCode })
  })

  test('read with its name of today, and nothing else of the settings', () => {
    const problems: Problem<'odsCode'>[] = []
    const renamed = { ...health, name: 'Renamed Health Centre', videoChannels: ['teams'] }
    expect(readOrganisation(problems, 'odsCode', 'ZZ9', [pharmacy, renamed])).toEqual({ odsCode: 'ZZ9', name: 'Renamed Health Centre' })
    expect(problems).toEqual([])
  })

  test.each(['', 'ZZ7', 'zz9'])('“%s” is none of them: a problem at its field', (odsCode) => {
    const problems: Problem<'odsCode'>[] = []
    expect(readOrganisation(problems, 'odsCode', odsCode, [health, pharmacy])).toBeUndefined()
    expect(problems).toEqual([{ name: 'odsCode', message: 'Choose the organisation that the registrant will work for' }])
  })
})
