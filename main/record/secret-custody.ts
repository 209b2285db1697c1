/** Secrets that never leave `main`: passcodes, PUKs and 6-digit codes. Each is stored, used once and destroyed. */
import type { Result } from '../../domain/result.ts'

export type SecretKind = 'passcode' | 'puk' | 'phone-code'
export type CustodyFailureCode = 'secret-gone' | 'disk-full' | 'journal-failed'

export interface SecretCustody {
  /** Durable before it resolves. `secret` is digits only; leading zeros are kept. */
  put(kind: SecretKind, caseId: string, secret: string): Promise<Result<{ readonly custodyId: string }, CustodyFailureCode>>
  /** Another secret in the same place, durable before it resolves; the one before it is destroyed. After a crash either of them is kept, never both and never none. */
  replace(custodyId: string, secret: string): Promise<Result<void, CustodyFailureCode>>
  get(custodyId: string): Promise<Result<string, CustodyFailureCode>>
  /** Destroys the key, then the row. Nothing that was kept, here or in a backup, can bring it back. */
  destroy(custodyId: string): Promise<Result<void, CustodyFailureCode>>
}
