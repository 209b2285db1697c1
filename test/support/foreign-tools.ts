/** Runs the programs of others on a virtual card in the PC/SC service. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Devices, ReaderState } from '../../native/ports.ts'
import { findProgram } from './find-program.ts'
import { vpcdReader, whyNoPcsc } from './pcsc.ts'

export const deviceProcess = fileURLToPath(new URL('../../native/device-process.ts', import.meta.url))
export const missing =
  whyNoPcsc() ??
  ['yubico-piv-tool', 'piv-tool', 'pkcs15-tool', 'pkcs11-tool', 'openssl']
    .map((name) => (findProgram(name) ? undefined : `${name} is not installed`))
    .find(Boolean)

export function findModule(): string {
  const folders = [
    '/usr/lib',
    ...readdirSync('/usr/lib')
      .filter((name) => name.endsWith('-linux-gnu'))
      .map((name) => `/usr/lib/${name}`),
  ]
  return folders.map((folder) => `${folder}/opensc-pkcs11.so`).find((path) => existsSync(path)) ?? 'opensc-pkcs11.so'
}

export interface Ran {
  readonly code: number
  readonly said: string
}

export function run(program: string, ...flags: string[]): Promise<Ran> {
  return runWith({}, program, ...flags)
}

export function runWith(environment: Readonly<Record<string, string>>, program: string, ...flags: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, flags, { encoding: 'utf8', timeout: 60_000, env: { ...process.env, ...environment } }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0
      resolve({ code, said: stdout + stderr })
    })
  })
}

export const piv = (...flags: string[]): Promise<Ran> => run('yubico-piv-tool', '-r', 'Virtual PCD', ...flags)

export function untilPresent(devices: Devices): Promise<ReaderState> {
  return new Promise((resolve) => {
    const stop = devices.reader.watch((state) => {
      const found = state.readers.find((reader) => reader.name === vpcdReader && reader.card === 'present')
      if (!found) return
      queueMicrotask(() => stop())
      resolve(found)
    })
  })
}
