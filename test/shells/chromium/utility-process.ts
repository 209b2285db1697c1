import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { extend, standIn } from './lacks.ts'

interface ForkOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly execArgv?: string[]
  readonly cwd?: string
  readonly serviceName?: string
  readonly stdio?: 'pipe' | 'ignore' | 'inherit' | ('pipe' | 'ignore' | 'inherit')[]
}

/** A utility process ends with the app that made it, whatever it is doing; a forked child has to be told so. */
const endWithParent = `data:text/javascript,${encodeURIComponent('process.on("disconnect", () => process.exit(0))')}`

function forkStandIn(modulePath: string, args: string[] = [], options: ForkOptions = {}) {
  const [, out = 'inherit', error = 'inherit'] = Array.isArray(options.stdio) ? options.stdio : [undefined, options.stdio, options.stdio]
  const child = fork(modulePath, args, {
    execArgv: [...(options.execArgv ?? []), '--import', endWithParent],
    serialization: 'advanced',
    stdio: ['ignore', out, error, 'ipc'],
    ...(options.env ? { env: options.env } : {}),
    ...(options.cwd ? { cwd: options.cwd } : {}),
  })
  const events = new EventEmitter()
  let over = false
  const end = (code: number) => {
    if (!over) {
      over = true
      events.emit('exit', code)
    }
  }
  child.on('spawn', () => events.emit('spawn'))
  child.on('message', (message) => events.emit('message', message))
  child.on('exit', (code, signal) => {
    end(code ?? (signal ? 1 : 0))
  })
  child.on('error', () => {
    end(1)
  })
  return standIn(
    'UtilityProcess',
    extend(events, {
      get pid() {
        return over ? undefined : child.pid
      },
      stdout: child.stdout,
      stderr: child.stderr,
      postMessage: (message: unknown) => {
        if (!over && child.connected) child.send(message as object, () => undefined)
      },
      kill: () => child.kill('SIGKILL'),
    }),
  )
}

export const utilityProcess = standIn('utilityProcess', { fork: forkStandIn })
