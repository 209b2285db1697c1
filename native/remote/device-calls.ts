/** Calls to the device process that wait for an answer. Each of them is answered once: by the process, by the loss of it, or by its time limit. */
import type { z } from 'zod'
import { err, type Err, type Failure } from '../../domain/result.ts'
import type { DeviceCall, MessagePipe } from '../device-messages.ts'

type WithoutId<One> = One extends unknown ? Omit<One, 'id'> : never

/** What to answer when the process does not. */
export interface Otherwise<Answer> {
  /** The process ended, or said something that cannot be read: the call may have been carried out. */
  readonly lost: Answer
  /** There was no process to tell. */
  readonly notSent: Answer
  /** No answer in time. `after`: milliseconds. By then the process is of no use any more and is ended. */
  readonly late?: { readonly after: number; readonly answer: Answer }
}

export interface DeviceCalls {
  /** `shape` checks what the process answers. */
  ask<Answer>(call: WithoutId<DeviceCall>, shape: z.ZodType<Answer>, otherwise: Otherwise<Answer>): Promise<Answer>
  /** The pipe to the process that runs now: what was made in one process does not outlive it. */
  pipe(): MessagePipe | undefined
}

export interface WaitingCalls extends DeviceCalls {
  /** The process has answered call `id`. */
  settle(id: number, result: unknown): void
  loseAll(): void
}

export function createDeviceCalls(pipe: () => MessagePipe | undefined): WaitingCalls {
  const waiting = new Map<number, { readonly answer: (result: unknown) => void; readonly lost: () => void }>()
  let nextId = 1

  return {
    pipe,
    ask: (call, shape, { lost, notSent, late }) =>
      new Promise((resolve) => {
        const mine = pipe()
        if (!mine) return resolve(notSent)
        const id = nextId++
        const patience =
          late &&
          setTimeout(() => {
            if (!waiting.delete(id)) return
            // Answer first: ending the process answers all other requests.
            resolve(late.answer)
            mine.close()
          }, late.after)
        const end = (answer: typeof lost): void => {
          clearTimeout(patience)
          resolve(answer)
        }
        waiting.set(id, {
          answer: (result) => {
            const read = shape.safeParse(result)
            end(read.success ? read.data : lost)
          },
          lost: () => end(lost),
        })
        try {
          mine.send({ id, ...call })
        } catch {
          waiting.delete(id)
          end(lost)
        }
      }),
    settle(id, result) {
      const call = waiting.get(id)
      waiting.delete(id)
      call?.answer(result)
    },
    loseAll() {
      const lost = [...waiting.values()]
      waiting.clear()
      for (const call of lost) call.lost()
    },
  }
}

/** A failure that the device process answered. The process has the same closed set of codes, so the one that crossed as text is one of them. */
export function remoteFailure<Code extends string>({ error }: { readonly error: Failure }): Err<Code> {
  return err(error.code as Code, error.message, error.next)
}
