/** Whether a card is blank: factory secrets that were never tried, no key in 9A and no certificate in any slot. A factory CHUID or CCC does not matter. Reads only. */
import { judgeAttempts, type AttemptsVerdict } from '../../domain/card/attempts.ts'
import { objects, references } from './piv.ts'
import type { CardResult, PivSession, SecretMetadata } from './session.ts'

export interface SecretsOnCard {
  readonly passcode: SecretMetadata | undefined
  readonly puk: SecretMetadata | undefined
}

/** `attempts`: those left, where the card tells them. */
export type Blankness =
  | { readonly state: 'blank'; readonly attempts: number | undefined }
  /** Blank, if new cards of its stock come with so many attempts. */
  | { readonly state: 'ask'; readonly attempts: number }
  | { readonly state: 'not-blank'; readonly why: string }

/** What is asked of the card: nothing that writes. */
export type BlankCardReads = Pick<PivSession, 'readKey' | 'readObject' | 'readRetries'>

/** As metadata tells; undefined where the card knows none. */
export async function readSecrets(session: Pick<PivSession, 'readSecret'>): Promise<CardResult<SecretsOnCard>> {
  const passcode = await session.readSecret(references.passcode)
  if (!passcode.ok) return passcode
  const puk = passcode.value ? await session.readSecret(references.puk) : passcode
  return puk.ok ? { ok: true, value: { passcode: passcode.value, puk: puk.value } } : puk
}

/** `learnt`: how many attempts new cards of this stock come with, where that is known. */
export async function readBlankness(session: BlankCardReads, secrets: SecretsOnCard, learnt?: number): Promise<CardResult<Blankness>> {
  const used = await findUse(session, secrets)
  if (!used.ok) return used
  if (used.value !== undefined) return { ok: true, value: { state: 'not-blank', why: used.value } }
  const counted = secrets.passcode?.tries.left === undefined ? await session.readRetries() : undefined
  if (counted && !counted.ok) return counted
  const passcode = counted?.value.passcode ?? secrets.passcode!.tries
  const verdict = judgeAttempts({ ...passcode, learnt })
  if (verdict === 'ask') return { ok: true, value: { state: 'ask', attempts: passcode.left! } }
  const why = notBlankBy[verdict]
  return { ok: true, value: why === undefined ? { state: 'blank', attempts: passcode.left } : { state: 'not-blank', why } }
}

const notBlankBy: Readonly<Partial<Record<AttemptsVerdict, string>>> = {
  tried: 'its passcode has been tried',
  locked: 'it is locked, because its passcode has no attempts left',
  untold: 'it does not tell how many attempts its passcode has left',
}

async function findUse(session: BlankCardReads, { passcode, puk }: SecretsOnCard): Promise<CardResult<string | undefined>> {
  for (const [secret, name] of [
    [passcode, 'passcode'],
    [puk, 'unblocking code'],
  ] as const) {
    if (secret?.isFactory === false) return { ok: true, value: `its ${name} has been changed` }
    const { left, total } = secret?.tries ?? {}
    if (total !== undefined && (left === 0 || left !== total)) return { ok: true, value: `its ${name} has been tried` }
  }
  if (passcode) {
    const key = await session.readKey(references.authenticationKey)
    if (!key.ok) return key
    if (key.value) return { ok: true, value: 'it already holds a key' }
  }
  for (const tag of [objects.certificate9a, objects.certificate9c, objects.certificate9d, objects.certificate9e]) {
    const certificate = await session.readObject(tag)
    if (certificate.ok) return { ok: true, value: 'it already holds a certificate' }
    if (certificate.error.code !== 'object-not-found') return certificate
  }
  return { ok: true, value: undefined }
}
