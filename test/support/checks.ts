/** The checks that need no run of the app: types, lint, layers, format and the project's own rules. Two run at a time. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { withParent } from './with-parent.ts'

export interface CheckResult {
  readonly name: string
  readonly ok: boolean
  readonly seconds: number
  /** What the tool printed when it failed; empty when all is well. */
  readonly output: string
}

interface Check {
  readonly name: string
  readonly command: readonly string[]
  /** Turns one run into several results. */
  readonly divide?: (run: Omit<CheckResult, 'name'>) => readonly CheckResult[]
}

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Each has a tsconfig of its own, which the one at the root references. */
export const typedLayers = ['domain', 'native', 'main', 'preload', 'renderer', 'renderer/storage/worker', 'test', 'tools'] as const
export const sourceLayers = ['domain', 'native', 'main', 'preload', 'renderer', 'test', 'tools'] as const

const script = (...path: string[]) => join(root, 'node_modules', ...path)

/** The longest first, so that the two that run side by side end at about the same time. */
const checks: readonly Check[] = [
  // Everything again each time: the incremental build has passed over an error in a file whose imports had changed.
  { name: 'types', command: [script('@typescript', 'native', 'bin', 'tsc'), '-b', '--force', '--pretty', 'false'], divide: byLayer },
  { name: 'lint', command: [script('oxlint', 'bin', 'oxlint')] },
  {
    name: 'layers',
    command: [script('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), '--config', '.dependency-cruiser.cjs', ...sourceLayers],
  },
  { name: 'folders', command: [join(root, 'test', 'support', 'folder-cycles.ts')] },
  { name: 'unused code', command: [script('knip', 'bin', 'knip.js'), '--no-progress', '--no-config-hints'] },
  { name: 'style', command: [join(root, 'tools/style.ts')] },
  { name: 'mirrors', command: [join(root, 'tools/mirrors.ts')] },
  { name: 'picture of the layers', command: [join(root, 'tools/graph.ts'), '--check'] },
  { name: 'format', command: [script('oxfmt', 'bin', 'oxfmt'), '--check', '.'] },
]

/** `tsc -b` checks every layer in one run; a layer fails when one of its files is named. */
export function byLayer({ ok, seconds, output }: Omit<CheckResult, 'name'>): CheckResult[] {
  const lines = new Map<string, string[]>()
  const elsewhere: string[] = []
  let layer: string | undefined
  for (const line of output.split('\n').filter((text) => text !== '')) {
    // A line that begins with a space goes on with the error before it.
    if (!line.startsWith(' ')) layer = typedLayers.findLast((name) => line.startsWith(`${name}/`))
    if (layer === undefined) elsewhere.push(line)
    else lines.set(layer, [...(lines.get(layer) ?? []), line])
  }
  const failed = [...lines].map(([name, text]) => ({ name: `types of ${name}`, ok: false, seconds, output: text.join('\n') }))
  const rest = !ok && (failed.length === 0 || elsewhere.length > 0)
  return rest || failed.length === 0 ? [{ name: 'types', ok, seconds, output: elsewhere.join('\n') }, ...failed] : failed
}

/** Runs every check and reports each as it ends. */
export async function runChecks(report: (result: CheckResult) => void): Promise<CheckResult[]> {
  const waiting = [...checks]
  const results: CheckResult[] = []
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      for (const result of await runCheck(check)) {
        results.push(result)
        report(result)
      }
    }
  }
  await Promise.all([work(), work()])
  return results
}

async function runCheck({ name, command, divide }: Check): Promise<readonly CheckResult[]> {
  const started = performance.now()
  const { code, output } = await runNode(command)
  const run = { ok: code === 0, seconds: (performance.now() - started) / 1_000, output: code === 0 ? '' : output }
  return divide ? divide(run) : [{ name, ...run }]
}

/** The line that `npm run check` and `npm test` print for a check, followed by what the tool printed. */
export function describeCheck({ name, ok, seconds, output }: CheckResult): string {
  return `${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)${output === '' ? '' : `\n${output.trimEnd()}`}`
}

export function runNode(words: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(...withParent(process.execPath, words), { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout!.on('data', (data: Buffer) => {
      output += data.toString()
    })
    child.stderr!.on('data', (data: Buffer) => {
      output += data.toString()
    })
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
