/** The first steps: which card this is, whether RA Desk may write to it, and the right to write. */
import { managementAlgorithmsOfLength } from './block-cipher.ts'
import { sameBytes } from '../../domain/bytes.ts'
import { readBlankness, readSecrets } from './blank-card.ts'
import {
  fail,
  isFull,
  ok,
  skip,
  type AttemptLimits,
  type Begun,
  type ManagementKey,
  type StepDetail,
  type StepName,
  type Work,
} from './personalise-work.ts'
import { algorithms, factory, type ManagementAlgorithm } from './piv.ts'
import type { CardResult } from './session.ts'
import { changedNothing, type CardFailure } from './status-word.ts'

export async function recognise(work: Work): Promise<CardResult<StepDetail>> {
  const { session, profile, begun, atr } = work
  const another = fail(
    'another-card',
    'This is another card than the one that was begun. Nothing was written to it.',
    'Put the card back that was begun, or give that one up and begin again.',
  )
  const foreign = profile.neverTouch.find((card) => card.atr === atr)
  if (foreign)
    return begun
      ? another
      : fail('not-blank', `This is ${foreign.what}. Nothing was written to it.`, 'Take it out and put in a blank card.')
  const selected = await session.select()
  if (!selected.ok) return begun && selected.error.code === 'not-a-piv-card' ? another : selected
  work.algorithms = selected.value.algorithms
  const version = await session.readVersion()
  if (!version.ok) return version
  work.version = version.value
  const serial = await session.readSerial()
  if (!serial.ok) return serial
  work.serial = serial.value ?? ''
  if (begun && begun.serial !== work.serial) return another
  if (serial.value === undefined && profile.needsSerial)
    return fail(
      'not-supported',
      'This card does not tell its serial number, so it could not be told from another. Nothing was written to it.',
      'Use a card of a supported kind.',
    )
  const secrets = await readSecrets(session)
  if (!secrets.ok) return secrets
  work.secrets = secrets.value
  const attempts = begun ? ok(begun.done.get('recognise')) : await checkBlank(work)
  if (!attempts.ok) return attempts
  const noted = attempts.value['attempts']
  work.attempts = Number(noted ?? profile.tries)
  return ok({
    serial: work.serial,
    atr,
    tellsFactory: tellsFactory(work) ? 'yes' : 'no',
    ...(noted === undefined ? {} : { attempts: noted }),
    ...(version.value === undefined ? {} : { version: version.value }),
  })
}

/** How many attempts the card has, where it does not say itself how many it allows. */
async function checkBlank({ session, secrets, plan }: Work): Promise<CardResult<StepDetail>> {
  const read = await readBlankness(session, secrets, plan.attemptsOfStock)
  if (!read.ok) return read
  if (read.value.state === 'ask')
    return fail(
      'attempts-not-known',
      `This card allows ${String(read.value.attempts)} attempts. No agent has confirmed yet that new cards of its kind do. Nothing was written to it.`,
      'Start the card again and answer the question, or put in another blank card.',
    )
  if (read.value.state === 'not-blank')
    return fail(
      'not-blank',
      `This card is not blank: ${read.value.why}. Nothing was written to it.`,
      'Take it out and put in a blank card.',
    )
  const { attempts } = read.value
  return ok(secrets.passcode?.tries.total === undefined && attempts !== undefined ? { attempts } : {})
}

/** Whether metadata says if passcode and PUK are still the factory's. */
export function tellsFactory({ secrets }: Work): boolean {
  return secrets.passcode?.isFactory !== undefined && secrets.puk?.isFactory !== undefined
}

/** YubiKey 5.4 takes AES management keys, and lists no algorithms. A list that leaves a kind out proves nothing. */
function mayTakeAes(work: Work, algorithm: ManagementAlgorithm): boolean {
  if (work.algorithms?.includes(algorithm) === true) return true
  const [major = 0, minor = 0] = (work.version ?? '').split('.').map(Number)
  return work.secrets.passcode !== undefined && (major > 5 || (major === 5 && minor >= 4))
}

/** A card that has AES already keeps its kind; one that may take it is offered each kind, those that it lists first, and keeps what it has when it refuses them all. */
function nextKeys(work: Work, present: ManagementAlgorithm): readonly ManagementKey[] {
  const { plan, profile, serial } = work
  if (!plan.nextManagementKey) return []
  const isListed = (algorithm: ManagementAlgorithm) => work.algorithms?.includes(algorithm) === true
  const better = present === algorithms.tripleDes ? profile.nextManagementAlgorithms.filter((algorithm) => mayTakeAes(work, algorithm)) : []
  const kinds = [...better.toSorted((one, other) => Number(isListed(other)) - Number(isListed(one))), present]
  return kinds.map((algorithm) => ({ held: 'next', algorithm, key: plan.nextManagementKey!({ serial, algorithm }) }))
}

/** Which keys the card may have by now. */
function candidatesOf(work: Work, present: ManagementKey): readonly ManagementKey[] {
  const { begun } = work
  work.nextManagement = nextKeys(work, present.algorithm)
  const changed = begun?.done.get('management-key')
  if (changed !== undefined && changed['skipped'] === undefined) return work.nextManagement
  return begun?.open.has('management-key') ? [present, ...work.nextManagement] : [present]
}

/**
 * Both keys of the card are known, and a mutual authentication that fails uses up no try: so a card that was lost while its key was changed is
 * simply asked which of them it has.
 */
export async function authenticate(work: Work): Promise<CardResult<StepDetail>> {
  const { session, plan, profile, begun } = work
  const told =
    profile.managementAlgorithm === undefined
      ? await session.readManagementAlgorithm()
      : ({ ok: true, value: profile.managementAlgorithm } as const)
  if (!told.ok) return told
  const key = plan.managementKey ?? factory.managementKey
  const noted = begun?.done.get('authenticate')?.['present'] as ManagementAlgorithm | undefined
  const kinds = noted ?? told.value ?? managementAlgorithmsOfLength(key.length)
  let trouble: CardFailure | undefined
  for (const kind of typeof kinds === 'number' ? [kinds] : kinds) {
    for (const candidate of candidatesOf(work, { held: 'present', key, algorithm: kind })) {
      if (told.value !== undefined && candidate.algorithm !== told.value) continue
      const answer = await session.authenticateManagement(candidate.key, candidate.algorithm)
      if (answer.ok) {
        work.management = candidate
        return ok({ present: kind, held: candidate.held })
      }
      // Cards say "not this kind of key" in several ways; only what promises nothing ends the asking.
      if (answer.error.code === 'management-key-wrong' || answer.error.code === 'not-supported') continue
      if (!changedNothing(answer.error)) return answer
      trouble ??= answer.error
    }
  }
  if (trouble) return { ok: false, error: trouble }
  return begun
    ? fail(
        'management-key-wrong',
        'The card accepts neither its factory key nor the key of this workstation.',
        'Set this card aside and take another.',
      )
    : fail(
        'management-key-wrong',
        'The card does not accept the key of this workstation. Nothing was written to it.',
        'Use a blank card from the stock that this workstation was set up for.',
      )
}

/**
 * Sets the attempt limits, which puts passcode and PUK back to the factory's: so it comes before both are changed, and may be repeated until then.
 * The factory passcode is sent only to a card that says itself that it has it and that no attempt was used.
 */
export async function setRetries(work: Work): Promise<CardResult<StepDetail>> {
  const { session, plan, begun } = work
  if (!plan.retries || isPast(begun, 'passcode') || isPast(begun, 'puk')) return skip()
  const { passcode, puk } = work.secrets
  const cannot = 'The attempt limits of this card cannot be set. It keeps those that it came with.'
  if (!passcode || !puk) return skip(cannot)
  if (passcode.tries.total === plan.retries.passcode && puk.tries.total === plan.retries.puk) return skip()
  if (passcode.isFactory !== true || !isFull(passcode.tries, work.attempts))
    return fail(
      'proof-failed',
      'The passcode of this card has been changed or tried since it was begun.',
      'Set this card aside and take another.',
    )
  const verified = await session.verifyPasscode(factory.passcode)
  if (!verified.ok) return verified
  const answer = await session.setRetries(plan.retries.passcode, plan.retries.puk)
  if (!answer.ok) return answer.error.code === 'not-supported' ? skip(cannot) : answer
  work.triesSet = plan.retries
  work.triesBefore = limitsOf(passcode.tries.total, puk.tries.total)
  return ok({
    ...plan.retries,
    ...(work.triesBefore ? { passcodeBefore: work.triesBefore.passcode, pukBefore: work.triesBefore.puk } : {}),
  })
}

const isPast = (begun: Begun | undefined, name: StepName): boolean => begun?.done.has(name) === true || begun?.open.has(name) === true

const limitsOf = (passcode: number | undefined, puk: number | undefined): AttemptLimits | undefined =>
  passcode === undefined || puk === undefined ? undefined : { passcode, puk }

export function recallRetries(work: Work, { passcode, puk, passcodeBefore, pukBefore }: StepDetail): void {
  work.triesSet = { passcode: Number(passcode), puk: Number(puk) }
  if (passcodeBefore !== undefined) work.triesBefore = { passcode: Number(passcodeBefore), puk: Number(pukBefore) }
}

export function isSameKey(one: ManagementKey, other: ManagementKey): boolean {
  return one.algorithm === other.algorithm && sameBytes(one.key, other.key)
}
