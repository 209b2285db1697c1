export interface SignTask {
  readonly path: string
  readonly cscInfo: object | null
  readonly computeSignToolArgs: (isWindows: boolean) => string[]
}
export interface SignMachine {
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly run: (program: string, words: string[]) => { readonly status: number | null; readonly stderr: string; readonly error?: Error }
  readonly say: (line: string) => void
}
export function signFile(task: SignTask, machine?: SignMachine): void
export default function sign(task: SignTask): Promise<void>
