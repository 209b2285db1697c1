/** Thrown where work must stop at once because the record cannot be written; the failure travels with it to the handler that answers. */
import type { Failure } from '../../domain/result.ts'
import type { RecordFailureCode } from './store.ts'

export class RecordError extends Error {
  override name = 'RecordError'
  readonly failure: Failure<RecordFailureCode>
  constructor(failure: Failure<RecordFailureCode>) {
    super(failure.code)
    this.failure = failure
  }
}
