/**
 * What Windows says of its printers, asked by Windows' own PowerShell. The script is fixed: the one name that it needs comes in its environment,
 * so that no character of a name is ever read as script. It calls cmdlets only, which is what computers that allow no other scripts still allow.
 */
import { z } from 'zod'
import { inSystemRoot, type Environment, type RunProgram } from './windows-program.ts'

const NAME_OF_PRINTER = 'RA_DESK_PRINTER'
const PATIENCE_MILLISECONDS = 30_000
/** Several hundred printers, each with a long name and all the papers of one, take less than a megabyte. */
const MOST_OUTPUT = 8 * 1024 * 1024

/**
 * Without double quotes, so that nothing depends on how they cross the command line. `MSFT_Printer` knows state and queue; `Win32_Printer` knows
 * whether the printer is set to work offline. Sizes of papers need .NET; where that is not allowed, their names have to do. What is no ASCII
 * leaves as `\uXXXX`: a name arrives unchanged with any code page of the console.
 */
export const queueScript = `
$ErrorActionPreference = 'Stop'
$wanted = $env:${NAME_OF_PRINTER}
$more = @{}
try { foreach ($each in (Get-CimInstance -Namespace 'root/StandardCimv2' -ClassName 'MSFT_Printer')) { $more[$each.Name] = $each } } catch { }
$found = foreach ($each in (Get-CimInstance -ClassName 'Win32_Printer' -Property 'Name', 'PortName', 'WorkOffline', 'PrinterState', 'DetectedErrorState')) {
  $queue = $more[$each.Name]
  $one = @{ name = $each.Name; port = $each.PortName; offline = [bool]$each.WorkOffline; error = [int]$each.DetectedErrorState }
  if ($queue) { $one['status'] = [long]$queue.PrinterStatus; $one['jobs'] = [long]$queue.JobCount } else { $one['status'] = [long]$each.PrinterState }
  if ($wanted -and $each.Name -eq $wanted) {
    try {
      Add-Type -AssemblyName 'System.Drawing'
      $settings = New-Object -TypeName 'System.Drawing.Printing.PrinterSettings'
      $settings.PrinterName = $wanted
      $one['papers'] = @(foreach ($paper in $settings.PaperSizes) { @{ name = $paper.PaperName; kind = [int]$paper.RawKind; width = [int]$paper.Width; height = [int]$paper.Height } })
    } catch {
      $named = Get-CimInstance -ClassName 'Win32_Printer' -Property 'Name', 'PrinterPaperNames' | Where-Object { $_.Name -eq $wanted }
      $one['papers'] = @(foreach ($name in $named.PrinterPaperNames) { @{ name = $name } })
    }
  }
  $one
}
$json = ConvertTo-Json -InputObject @($found) -Depth 5 -Compress
while ($json -cmatch '[^\\x20-\\x7e]') { $json = $json.Replace($matches[0], ('\\u{0:x4}' -f [int][char]$matches[0])) }
$json
`.trim()

export interface WindowsPaper {
  readonly name: string
  /** The number by which the driver knows it. */
  readonly kind?: number | undefined
  /** In hundredths of an inch, as .NET gives them. */
  readonly width?: number | undefined
  readonly height?: number | undefined
}

export interface WindowsQueue {
  readonly name: string
  readonly port: string
  readonly offline: boolean
  /** Flags `PRINTER_STATUS_…` of winspool.h. */
  readonly status: number
  /** `DetectedErrorState` of `Win32_Printer`. */
  readonly error: number
  readonly jobs: number
  /** Only of the printer that was named. */
  readonly papers: readonly WindowsPaper[]
}

/** PowerShell writes one thing instead of a list of one, nothing instead of an empty list, and some lists with their count beside them. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((given) => {
    const inside = given !== null && typeof given === 'object' && 'value' in given && 'Count' in given ? given.value : given
    const items: readonly unknown[] = Array.isArray(inside) ? inside : inside === null || inside === undefined ? [] : [inside]
    // One that is not as it should be hides no other.
    return items.filter((each) => item.safeParse(each).success)
  }, z.array(item).readonly())

const count = z.number().int().min(0).max(0xffff_ffff)
/** Windows allows 220 characters. A name with characters that cannot be seen cannot be chosen from a list. */
const name = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}]+$/u)

const paper = z.object({ name: z.string().max(255), kind: count.optional(), width: count.optional(), height: count.optional() })

const queues = listOf(
  z.object({
    name,
    port: z
      .string()
      .nullish()
      .transform((port) => port ?? ''),
    offline: z
      .boolean()
      .nullish()
      .transform((offline) => offline ?? false),
    status: count.nullish().transform((status) => status ?? 0),
    error: count.nullish().transform((error) => error ?? 0),
    jobs: count.nullish().transform((jobs) => jobs ?? 0),
    papers: listOf(paper),
  }),
)

/** `undefined`: not what the script writes. */
export function readQueues(output: string): readonly WindowsQueue[] | undefined {
  const text = output.trim()
  if (text === '') return []
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return undefined
  }
  return queues.safeParse(given).data
}

/** The exact command. `papersOf`: the printer whose papers are asked for. */
export function queueCommand(environment: Environment, papersOf?: string): Parameters<RunProgram>[0] {
  // A newer PowerShell leaves the paths of its own modules in the environment, and Windows PowerShell then loads those.
  const kept = Object.entries(environment).filter(([each]) => !['psmodulepath', NAME_OF_PRINTER.toLowerCase()].includes(each.toLowerCase()))
  return {
    program: inSystemRoot(environment, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    words: ['-NoLogo', '-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-Command', queueScript],
    milliseconds: PATIENCE_MILLISECONDS,
    mostOutput: MOST_OUTPUT,
    environment: { ...Object.fromEntries(kept), ...(papersOf === undefined ? {} : { [NAME_OF_PRINTER]: papersOf }) },
  }
}

/** `undefined`: Windows does not answer, or not in a way that can be understood. */
export async function askWindows(
  run: RunProgram,
  environment: Environment,
  papersOf?: string,
): Promise<readonly WindowsQueue[] | undefined> {
  const end = await run(queueCommand(environment, papersOf))
  return end.outcome === 'ended' && end.code === 0 ? readQueues(end.output) : undefined
}
