/** The card reader binding `smartcard` for Windows, built from the source that npm installs, by the compiler in Wine's folder. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { enterWine } from './enter-wine.ts'
import { once } from './windows-node.ts'

const BINDING = 'smartcard_napi.node'

export interface SmartcardSource {
  /** Folder of Wine. */
  readonly wine: string
  /** The package `smartcard`. */
  readonly source: string
  /** Of the package `node-addon-api`. */
  readonly addonApi: string
  /** Headers of Node. */
  readonly headers: string
  readonly cache: string
}

/** A folder that holds the module, built once for each version. It loads in a program called `node.exe` only. */
export function buildSmartcard({ wine, source, addonApi, headers, cache }: SmartcardSource): string {
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }
  return once(cache, `smartcard-${version}-node-${process.versions.node}`, (folder) => {
    writeFileSync(join(folder, 'node.def'), `NAME node.exe\nEXPORTS\n${readNames(headers).join('\n')}\n`)
    const code = join(source, 'src')
    const files = readdirSync(code).filter((name) => name.endsWith('.cpp'))
    // Its header asks the compiler of Microsoft for the library; here the linker is asked.
    const compile = [
      '-std=c++17',
      '-O2',
      '-shared',
      '-static',
      '-DNAPI_VERSION=8',
      '-DNAPI_CPP_EXCEPTIONS',
      '-DBUILDING_NODE_EXTENSION',
      '-Wno-unknown-pragmas',
    ]
    run(wine, ['x86_64-w64-mingw32-dlltool', '-d', join(folder, 'node.def'), '-l', join(folder, 'libnode.a')], [folder])
    run(
      wine,
      [
        'x86_64-w64-mingw32-g++-posix',
        ...compile,
        `-I${headers}`,
        `-I${addonApi}`,
        ...files.map((name) => join(code, name)),
        join(folder, 'libnode.a'),
        '-lwinscard',
        '-o',
        join(folder, BINDING),
      ],
      [folder, code, addonApi, headers],
    )
  })
}

/** What Node exports, by its own headers. */
function readNames(headers: string): readonly string[] {
  const text = ['node_api.h', 'js_native_api.h'].map((name) => readFileSync(join(headers, name), 'utf8')).join('\n')
  return [...new Set([...text.matchAll(/NAPI_CDECL\s+(napi_\w+)\s*\(/g)].map(([, name]) => name!))]
}

function run(wine: string, command: readonly string[], folders: readonly string[]): void {
  const [program, words] = enterWine({ folder: wine, command, folders })
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command[0]!} ended with ${String(status)}:\n${stderr.split('\n').slice(-12).join('\n')}`)
}
