/**
 * Expected failures are values with a closed set of codes; bugs throw.
 * Every failure carries a sentence for the agent and what to do next.
 */
export interface Failure<Code extends string = string> {
  readonly code: Code
  /** What happened and what is safe, in one sentence, for the RA agent. Never holds personal data. */
  readonly message: string
  /** What the agent can do next. */
  readonly next: string
}

export interface Ok<Value> {
  readonly ok: true
  readonly value: Value
}

export interface Err<Code extends string = string> {
  readonly ok: false
  readonly error: Failure<Code>
}

export type Result<Value, Code extends string = string> = Ok<Value> | Err<Code>

export function ok(): Ok<void>
export function ok<Value>(value: Value): Ok<Value>
export function ok<Value>(value?: Value): Ok<Value | undefined> {
  return { ok: true, value }
}

export function err<Code extends string>(code: Code, message: string, next: string): Err<Code> {
  return { ok: false, error: { code, message, next } }
}

/** Makes a `switch` over a closed set fail to compile when a member is forgotten. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
