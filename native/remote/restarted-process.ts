/** Keeps a device process running: when it ends it is started again, more slowly each time. */
import type { MessagePipe } from '../device-messages.ts'

const firstPause = 250
const longestPause = 10_000
/** A process that has lived this long was well; the next pause is short again. */
const steadyAfter = 30_000

export interface RestartedProcess {
  /** Our end of the pipe to the process that runs now; `undefined` between two of them. */
  pipe(): MessagePipe | undefined
  start(): void
  /** Ends the process for good. `on.end` is not called for this. */
  close(): void
}

/** `spawn` may throw: then it is called again after the pause. `on.end` is called before the next start is planned. */
export function createRestartedProcess(
  spawn: () => MessagePipe,
  on: { readonly message: (message: unknown) => void; readonly end: () => void },
): RestartedProcess {
  let pipe: MessagePipe | undefined
  let closed = false
  let pause = firstPause
  let restart: NodeJS.Timeout | undefined
  let steady: NodeJS.Timeout | undefined

  const start = (): void => {
    if (closed) return
    let mine: MessagePipe
    try {
      mine = spawn()
    } catch {
      startLater()
      return
    }
    pipe = mine
    steady = setTimeout(() => {
      pause = firstPause
    }, steadyAfter)
    steady.unref()
    mine.onMessage((message) => {
      if (pipe === mine) on.message(message)
    })
    mine.onClose(() => {
      if (pipe !== mine) return
      pipe = undefined
      clearTimeout(steady)
      on.end()
      startLater()
    })
  }

  const startLater = (): void => {
    restart = setTimeout(start, pause)
    pause = Math.min(pause * 2, longestPause)
  }

  return {
    pipe: () => pipe,
    start,
    close() {
      closed = true
      clearTimeout(restart)
      clearTimeout(steady)
      const last = pipe
      pipe = undefined
      last?.close()
    },
  }
}
