/** A write that failed, as use-cases see it: the disk is full, or the journal could not be written. */
import { err, type Failure } from '../../domain/result.ts'

export const notWritten = ({ code, message, next }: Failure<string>) =>
  err<'disk-full' | 'journal-failed'>(code === 'disk-full' ? 'disk-full' : 'journal-failed', message, next)
