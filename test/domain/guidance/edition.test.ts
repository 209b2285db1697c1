import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findEditionFaults } from '../../../domain/case/check-edition.ts'
import { bundledEditions, createEditions } from '../../../domain/guidance/index.ts'
import {
  emailPlaceholders,
  editionSchema,
  getEditionStep,
  itemIds,
  phoneCodeTextPlaceholders,
  passcodeTextPlaceholders,
} from '../../../domain/guidance/edition.ts'
import { NAME_WITHOUT_ORGANISATION } from '../../../domain/guidance/organisation-in-text.ts'
import {
  countGsm7Septets,
  fillTemplate,
  findPlaceholders,
  groupDigits,
  SINGLE_TEXT_SEPTETS,
} from '../../../domain/guidance/text-template.ts'

const normalise = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The text of the guidance itself, without the licence note above the line. */
function readGuidance(version: string): string {
  const file = readFileSync(new URL(`../../../docs/guidance-${version}.txt`, import.meta.url), 'utf8')
  const [, body] = file.split(/^-{40,}$/m)
  return normalise(body ?? '')
}

/** Every passage that an edition quotes: the fields called `guidance`, and the fields that repeat its heading. */
function quotedPassages(edition: typeof remote20200408): string[] {
  const found: string[] = [edition.title, edition.summary, edition.lastEdited, edition.appliesTo, edition.existingUser.question]
  const walk = (value: unknown, quoted: boolean): void => {
    if (typeof value === 'string') {
      if (quoted) found.push(value)
    } else if (Array.isArray(value)) value.forEach((one) => walk(one, quoted))
    else if (value && typeof value === 'object') for (const [key, inner] of Object.entries(value)) walk(inner, quoted || key === 'guidance')
  }
  walk(edition, false)
  found.push(...edition.requestedItems.filter((item) => item.askedBy === 'guidance').map((item) => item.words))
  return found
}

describe('edition of 8 April 2020', () => {
  const edition = remote20200408
  const guidance = readGuidance('2020-04-08')

  test('the fixture holds the whole guidance, from its first line to its last', () => {
    expect(guidance.length).toBeGreaterThan(6_000)
    expect(guidance.startsWith('Skip to main content Remote smartcard registration')).toBe(true)
    expect(guidance.endsWith('Last edited: 8 April 2020 8:51 am')).toBe(true)
  })

  test.each([...new Set(quotedPassages(edition))].map((passage) => [passage]))('quotes word for word: %s', (passage) => {
    expect(guidance).toContain(normalise(passage))
  })

  test('a changed word in a quotation is noticed', () => {
    expect(guidance).not.toContain(normalise(getEditionStep(edition, 'phone-code').guidance[0]!.replace('each time', 'once')))
  })

  test('asks for every item that RA Desk knows', () => {
    expect(edition.requestedItems.map((item) => item.id).sort()).toEqual([...itemIds].sort())
  })

  test.each(edition.steps.map((step) => [step.id, step] as const))(
    'step %s either quotes the guidance or says why RA Desk asks for it',
    (_id, step) => {
      expect(step.guidance.length > 0 || step.why !== undefined).toBe(true)
    },
  )

  test('only the postal address is asked for beyond the guidance, and it says why', () => {
    const own = edition.requestedItems.filter((item) => item.askedBy === 'ra-desk')
    expect(own.map((item) => item.id)).toEqual(['address'])
    expect(own[0]!.why).toBeDefined()
    expect(guidance).not.toMatch(/postal address|home address/i)
  })

  test('names the six channels of the guidance, and another', () => {
    const named = edition.videoChannels.map((channel) => channel.name)
    expect(named).toHaveLength(7)
    for (const name of named.slice(0, 6)) expect(guidance).toContain(name)
    expect(edition.videoChannels.at(-1)!.id).toBe('other')
  })

  test('carries the COVID-19 flag values of the guidance', () => {
    expect(edition.cis.photoEvidence).toEqual({ type: 'UK passport', passportNumber: '000000000', expiresOn: '2025-04-01' })
    expect(edition.cis.nonPhotoEvidence.map((one) => [one.type, one.issuedOn])).toEqual([
      ['TAC1', '2020-03-01'],
      ['TAC2', '2020-03-01'],
    ])
    expect(guidance).toContain('enter 000000000 in the passport number field and the date 1 April 2025')
    expect(guidance).toContain('enter 1 March 2020 as date of issue')
  })

  test('the email gives the agent’s mobile number twice, the items once and uses only known placeholders', () => {
    const used = findPlaceholders(edition.email.subject + edition.email.body)
    expect(used.filter((name) => name === 'agentMobile')).toHaveLength(2)
    expect(used.filter((name) => name === 'items')).toHaveLength(1)
    expect(new Set(used)).toEqual(new Set(emailPlaceholders))
  })

  test('the email stays readable in plain text: no markup, nothing left unfilled', () => {
    const filled = fillTemplate(edition.email.body, Object.fromEntries(emailPlaceholders.map((name) => [name, `«${name}»`])))
    expect(filled).not.toMatch(/[{}<>]/)
    expect(filled).toContain('call me on «agentMobile»')
  })

  const filledTexts = [
    [
      'phone code',
      edition.texts.phoneCode,
      phoneCodeTextPlaceholders,
      { organisation: NAME_WITHOUT_ORGANISATION, code: groupDigits('000000'), minutes: '15' },
    ],
    ['passcode', edition.texts.passcode, passcodeTextPlaceholders, { organisation: NAME_WITHOUT_ORGANISATION, passcode: '00000000' }],
  ] as const
  test.each(filledTexts)('the %s text goes as one message when filled', (_name, template, placeholders, values) => {
    expect(new Set(findPlaceholders(template))).toEqual(new Set(placeholders))
    const septets = countGsm7Septets(fillTemplate(template, values))
    expect(septets).toBeDefined()
    expect(septets).toBeLessThanOrEqual(SINGLE_TEXT_SEPTETS)
  })

  test('phone code: new each time, 6 digits, 15 minutes, 3 attempts', () => {
    expect(edition.phoneCode).toMatchObject({ digits: 6, lifeMinutes: 15, maximumAttempts: 3, freshEachAttempt: true })
  })

  test('eyes, expression and looking straight come first in the photo tips: they fail most', () => {
    expect(edition.photoTips[0]).toMatch(/eyes/)
    expect(edition.photoTips[1]).toMatch(/expression/)
    expect(edition.photoTips[2]).toMatch(/straight/)
  })

  test('own words: say "posting list", "attempts" and "confirmed", not the words of the code', () => {
    const own: string[] = []
    // Ids of steps are names in code: agents do not see them.
    const holdsIds = new Set(['id', 'needs'])
    const walk = (value: unknown): void => {
      if (typeof value === 'string') own.push(value)
      else if (Array.isArray(value)) value.forEach(walk)
      else if (value && typeof value === 'object')
        for (const [key, inner] of Object.entries(value)) if (key !== 'guidance' && !holdsIds.has(key)) walk(inner)
    }
    walk(edition)
    expect(
      own.filter((words) => /\b(?:PUK|manifest|checkpoint|tries|bound number|sealed passcode|nobody|whoever|anew)\b/i.test(words)),
    ).toEqual([])
  })

  test('says "passcode" and never "PIN" to people', () => {
    expect(JSON.stringify(edition)).not.toMatch(/\bPINs?\b/)
  })

  test('is data: survives JSON', () => {
    expect(editionSchema.parse(JSON.parse(JSON.stringify(edition)))).toEqual(edition)
  })
})

describe.each(bundledEditions.map((edition) => [edition.id, edition] as const))('bundled edition %s', (_id, edition) => {
  test('is whole: RA Desk has its steps, in an order in which each can be done', () => {
    expect(findEditionFaults(edition)).toEqual([])
  })

  test.each(edition.steps.map((step) => [step.id, step] as const))(
    'step %s has a title with a verb first, and a short hint',
    (_step, { title, hint }) => {
      expect(title).toMatch(/^[A-Z][a-z]+ /)
      expect(title).not.toMatch(/\.$/)
      expect(hint.split(/(?<=[.!?])\s/).length).toBeLessThanOrEqual(3)
    },
  )

  test('is data: survives JSON', () => {
    expect(editionSchema.parse(JSON.parse(JSON.stringify(edition)))).toEqual(edition)
  })

  test('says "passcode" and never "PIN", and no text to a registrant names RA Desk', () => {
    expect(JSON.stringify(edition)).not.toMatch(/\bPINs?\b/)
    expect(JSON.stringify([edition.texts, edition.email])).not.toContain('RA Desk')
  })
})

describe('the schema refuses an edition that', () => {
  const broken: [string, (edition: typeof remote20200408) => unknown][] = [
    ['uses an id twice', (edition) => ({ ...edition, videoChannels: [...edition.videoChannels, edition.videoChannels[0]] })],
    [
      'has a placeholder that nothing fills',
      (edition) => ({ ...edition, texts: { ...edition.texts, phoneCode: '{code} for {registrantName}' } }),
    ],
    [
      'has a date that does not exist',
      (edition) => ({ ...edition, cis: { ...edition.cis, photoEvidence: { ...edition.cis.photoEvidence, expiresOn: '2025-02-30' } } }),
    ],
    ['reuses one code', (edition) => ({ ...edition, phoneCode: { ...edition.phoneCode, freshEachAttempt: false } })],
    ['has a field that RA Desk does not know', (edition) => ({ ...edition, script: 'x' })],
  ]
  test.each(broken)('%s', (_what, breakIt) => {
    expect(editionSchema.safeParse(breakIt(structuredClone(remote20200408))).success).toBe(false)
  })
})

describe('editions of a workstation', () => {
  test('are found by id, and an unknown one is never guessed at', () => {
    const editions = createEditions()
    expect(editions.get('remote-2020-04-08')).toBe(remote20200408)
    expect(new Set(editions.all.map(({ id }) => id)).size).toBe(editions.all.length)
    expect(editions.find('remote-1999-01-01')).toBeUndefined()
    expect(() => editions.get('remote-1999-01-01')).toThrow(/not known/)
  })

  test('name a step alike where two of the bundled ones have it', () => {
    const titles = bundledEditions.map((edition) => new Map(edition.steps.map(({ id, title }) => [id, title])))
    const [remote, elsewhere] = titles as [Map<string, string>, Map<string, string>]
    const shared = [...remote].filter(([id]) => elsewhere.has(id))
    expect(shared.length).toBeGreaterThan(5)
    expect(shared.map(([id]) => [id, elsewhere.get(id)])).toEqual(shared)
  })

  test('an imported one never takes the place of a bundled one', () => {
    const forged = { ...remote20200408, name: 'Forged' }
    const added = { ...remote20200408, id: 'added-2027-01', name: 'Added' }
    const editions = createEditions([forged, added])
    expect(editions.get('remote-2020-04-08').name).not.toBe('Forged')
    expect(editions.get('added-2027-01').name).toBe('Added')
  })
})
