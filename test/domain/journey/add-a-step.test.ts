/** Adding a step is one file of the journey and words in an edition: `test/fixtures/extra-step.ts` does it. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mayWorkOnWith, rolesOfEventWith } from '../../../domain/case/act-roles.ts'
import { findEditionFaults } from '../../../domain/case/check-edition.ts'
import { describeEventWith } from '../../../domain/case/describe.ts'
import { journeyRules, schemaOfEvents, type CaseEvent, type RecordedEvent } from '../../../domain/case/events.ts'
import { findFirstEventRefusalWith, findRefusalWith, mayDoWith } from '../../../domain/case/guard.ts'
import { assembleRules } from '../../../domain/case/rules.ts'
import { viewCaseWith } from '../../../domain/case/status.ts'
import { stepIds } from '../../../domain/case/steps.ts'
import type { Edition } from '../../../domain/guidance/edition.ts'
import { bundledEditions } from '../../../domain/guidance/index.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { parts } from '../../../domain/journey/journey.ts'
import { eventActions } from '../../../domain/record/actions.ts'
import { roles } from '../../../domain/station/roles.ts'
import { editionWithInduction, induction } from '../../fixtures/extra-step.ts'
import { journey, record, until } from '../../fixtures/journey-events.ts'
import { worldOn } from '../../support/ask-case.ts'
import { root } from '../../support/checks.ts'

const rules = assembleRules({ ...parts, induction })
const confirmed = { kind: 'termsConfirmed', terms: '2026-01', readOn: '2026-11-24', confirmedBy: 'Sponsor Invented' } as const
type Told = CaseEvent | typeof confirmed
const view = (events: readonly Told[], edition: Edition = editionWithInduction) =>
  viewCaseWith(rules, record(events as CaseEvent[]) as RecordedEvent[], edition)
const stepAfter = (events: readonly Told[]) => view(events).steps['induction' as never] as { status: string; reopened: boolean }
const world = worldOn('2026-11-25')

describe('added step: its events', () => {
  test('are parsed by the schema of all events, and no others', () => {
    expect(schemaOfEvents(rules, 'agent').parse(confirmed)).toEqual(confirmed)
    expect(schemaOfEvents(rules, 'every').safeParse({ ...confirmed, readOn: '2026-02-30' }).success).toBe(false)
    expect(schemaOfEvents(rules, 'main').safeParse(confirmed).success).toBe(false)
    expect(schemaOfEvents(journeyRules, 'every').safeParse(confirmed).success).toBe(false)
  })

  test('are recorded by the roles that the part names, who work on its screen', () => {
    expect(rolesOfEventWith(rules, 'termsConfirmed')).toEqual(['raManager', 'raAgent'])
    expect(roles.filter((role) => mayWorkOnWith(rules, role, 'induction'))).toEqual(['raManager', 'raAgent'])
  })

  test('have the part’s words in the history and in the record', () => {
    expect(describeEventWith(rules, confirmed, editionWithInduction)).toEqual({
      title: 'Terms of use read',
      lines: ['Terms 2026-01 on 24 November 2026', 'Confirmed by Sponsor Invented'],
    })
    expect(eventActions(rules)['terms-confirmed']).toEqual({
      kind: 'case',
      words: 'Confirmed that the terms of use were read',
      signed: true,
    })
  })
})

describe('added step: its place', () => {
  test('an edition that has it is whole, and the step stands where the edition puts it', () => {
    expect(findEditionFaults(editionWithInduction, rules)).toEqual([])
    const { order } = view(until('requestReceived'))
    const at = order.indexOf('induction' as never)
    expect(order[at - 1]).toBe('text-passcode')
    expect(order[at + 1]).toBe('access')
  })

  test('an edition that puts it before what it is made from is not whole', () => {
    const steps = editionWithInduction.steps.map((step) => (step.id === 'induction' ? { ...step, needs: ['request'] } : step))
    expect(findEditionFaults({ ...editionWithInduction, steps }, rules)).toContain(
      'Step “induction” must come after “details” or “known-identity”.',
    )
  })

  test('a version of RA Desk without the part refuses the edition in words', () => {
    expect(findEditionFaults(editionWithInduction)).toContain('This version of RA Desk has no step “induction”.')
  })

  test('a case of an edition without it has no such step, and refuses its events', () => {
    for (const edition of bundledEditions) expect(edition.steps.map(({ id }) => id)).not.toContain('induction')
    const without = view(until('cisIdentityCreated'), remote20200408)
    expect(without.order).toEqual(remote20200408.steps.map(({ id }) => id))
    expect(findRefusalWith(rules, without, confirmed, { world })?.code).toBe('not-in-edition')
  })

  test('no case begins with it', () =>
    expect(findFirstEventRefusalWith(rules, editionWithInduction, confirmed, world)?.code).toBe('cannot-start-yet'))
})

describe('added step: its status', () => {
  const before = until('cisIdentityCreated')
  const done: Told[] = [...before, confirmed]
  const renamed: CaseEvent = { ...journey.detailsRecorded, name: { given: 'Ŵyn', family: 'Renamed' } }
  const table: readonly [name: string, events: readonly Told[], status: string, reopened: boolean][] = [
    ['waits for what its edition says', until('requestReceived'), 'Cannot start yet', false],
    ['can be started after that', before, 'Not started', false],
    ['is completed by its event', done, 'Completed', false],
    ['opens again when the name changes', [...done, renamed], 'Not started', true],
    [
      'keeps its status when the mobile alone changes',
      [...done, { ...journey.detailsRecorded, mobile: '+447700900456' }],
      'Completed',
      false,
    ],
  ]
  test.each(table)('%s', (_name, events, status, reopened) => expect(stepAfter(events)).toMatchObject({ status, reopened }))

  test('later steps wait for it, and the case does not close without it', () => {
    const passcodeGone = until('passcodeTexted')
    expect(view(passcodeGone).steps.access?.waitsFor).toEqual(['induction'])
    expect(findRefusalWith(rules, view(passcodeGone), journey.accessRecorded)?.code).toBe('cannot-start-yet')
    expect(view(passcodeGone).nextStep).toBe('induction')
    const whole: Told[] = [...passcodeGone, confirmed, journey.accessRecorded, journey.firstLogInConfirmed]
    expect(view(whole)).toMatchObject({ status: 'closed', completed: editionWithInduction.steps.length })
  })
})

describe('added step: refused in words', () => {
  const before = until('cisIdentityCreated')
  const table: readonly [name: string, events: readonly Told[], event: typeof confirmed, reason: string | undefined, code: string][] = [
    ['before its time', until('requestReceived'), confirmed, undefined, 'cannot-start-yet'],
    ['a date in the future', before, { ...confirmed, readOn: '2026-11-26' } as never, undefined, 'not-in-time'],
    ['a date before the case began', before, { ...confirmed, readOn: '2026-11-22' } as never, undefined, 'not-in-time'],
    ['draft terms', before, { ...confirmed, terms: 'draft' } as never, undefined, 'not-on-the-list'],
    ['a second time without a reason', [...before, confirmed], confirmed, undefined, 'reason-needed'],
  ]
  test.each(table)('%s', (_name, events, event, reason, code) => {
    const refused = findRefusalWith(rules, view(events), event, { reason, world })
    expect(refused?.code).toBe(code)
    expect(refused?.message).toMatch(/^[A-Z].*\.$/)
    expect(refused?.next).toMatch(/^[A-Z].*\.$/)
  })

  test('what is right is allowed, and again with a reason', () => {
    expect(findRefusalWith(rules, view(before), confirmed, { world })).toBeUndefined()
    expect(findRefusalWith(rules, view([...before, confirmed]), confirmed, { reason: 'Newer terms', world })).toBeUndefined()
  })

  test('the guard answers by intention, before there is an event', () => {
    expect(mayDoWith(rules, view(before), 'confirm-terms', { terms: '2026-01' })).toBeUndefined()
    expect(mayDoWith(rules, view(before), 'confirm-terms', { terms: 'draft' })?.code).toBe('not-on-the-list')
  })

  test('an irreversible step is not done twice, even with a reason', () => {
    const irreversible = assembleRules({
      ...parts,
      induction: { ...induction, steps: { induction: { ...induction.steps.induction, irreversible: true } } },
    })
    const done = record([...before, confirmed] as CaseEvent[])
    const seen = viewCaseWith(irreversible, done, editionWithInduction)
    expect(findRefusalWith(irreversible, seen, confirmed, { reason: 'Newer terms', world })?.code).toBe('step-finished')
  })
})

describe('added step: nothing else is edited', () => {
  test('every rule of the other parts is the same as before', () => {
    expect([...rules.steps.keys()].filter((id) => !journeyRules.steps.has(id))).toEqual(['induction'])
    expect([...rules.events.keys()].filter((kind) => !journeyRules.events.has(kind))).toEqual(['termsConfirmed'])
    for (const [id, rule] of journeyRules.steps) expect(rules.steps.get(id)).toBe(rule)
    for (const [kind, rule] of journeyRules.events) expect(rules.events.get(kind)).toBe(rule)
  })

  test('no file beside the journey and the editions keeps a table of the steps', () => {
    const names = stepIds
    const quoted = (source: string) => names.filter((name) => new RegExp(`'${name}'|(?:^|[{,\\s])${name}: `, 'm').test(source))
    const tables = globSync('{domain,main,preload,renderer}/**/*.{ts,tsx}', { cwd: root })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => !/^domain\/(?:journey|guidance\/editions)\//.test(file))
      .map((file) => [file, quoted(readFileSync(join(root, file), 'utf8'))] as const)
      .filter(([, found]) => found.length > 5)
      .map(([file, found]) => `${file}: ${found.join(' ')}`)
    expect(tables).toEqual([])
  })
})
