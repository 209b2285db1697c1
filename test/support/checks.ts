/** The checks that need no run of the app: a type check for each room, lint, layers. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

export interface CheckResult {
  readonly name: string
  readonly ok: boolean
  readonly seconds: number
  readonly output: string
}

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const rooms = ['domain', 'native', 'main', 'preload', 'renderer', 'renderer/storage/worker', 'test', 'tools'] as const

const script = (...path: string[]) => join(root, 'node_modules', ...path)

export const checks: readonly { readonly name: string; readonly words: readonly string[] }[] = [
  ...rooms.map((room) => ({ name: `types of ${room}`, words: [script('@typescript', 'native', 'bin', 'tsc'), '-p', room] })),
  { name: 'lint', words: [script('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.'] },
  {
    name: 'layers',
    words: [
      script('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'domain',
      'native',
      'main',
      'preload',
      'renderer',
      'test',
      'tools',
    ],
  },
  { name: 'folders', words: [join(root, 'test', 'support', 'folder-cycles.ts')] },
]

export async function runChecks(report: (result: CheckResult) => void): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const { name, words } of checks) {
    const started = performance.now()
    const { code, output } = await runNode(words)
    const result = { name, ok: code === 0, seconds: (performance.now() - started) / 1_000, output }
    results.push(result)
    report(result)
  }
  return results
}

export function runNode(words: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...words], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString()
    })
    child.stderr.on('data', (data: Buffer) => {
      output += data.toString()
    })
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
