/** Writes the reference of the IPC contract, `docs/ipc-contract.md`, from the contract itself: `node tools/contract-docs.ts`. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { roleNames, roles } from '../domain/station/roles.ts'
import { gateCodes } from '../preload/contract/codes.ts'
import { channels, pushes } from '../preload/contract.ts'
import type { ChannelRule } from '../preload/contract/parts.ts'

export const referencePath = fileURLToPath(new URL('../docs/ipc-contract.md', import.meta.url))

const codeList = (codes: readonly string[]): string =>
  codes.length === 0 ? 'none' : [...new Set(codes)].map((code) => `\`${code}\``).join(' ')

export function writeReference(): string {
  const rows = Object.entries(channels)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(
      ([name, { when, lasting, roles: who, codes }]: [string, ChannelRule]) =>
        `| \`${name}\` | ${when}${lasting ? ', passphrase again' : ''} | ${roles.map((role) => who[role]).join(' | ')} | ${codeList(codes)} |`,
    )
  return [
    '# IPC contract',
    '',
    'Made from `preload/contract/` by `node tools/contract-docs.ts`. Do not edit by hand; a test fails when it is out of date.',
    '',
    '- **When**: `always` answers before sign-in as well, `unlocked` after sign-in, `practice` in practice mode only. `passphrase again`: the agent typed their own passphrase again in the last five minutes.',
    '- **Roles**: `do` may change something, `view` sees it and changes nothing by it, `no` is refused.',
    `- **Every channel** may also fail with ${codeList(gateCodes)}.`,
    '',
    `| Channel | When | ${roles.map((role) => roleNames[role].title).join(' | ')} | Failure codes |`,
    `|---|---|${roles.map(() => '---|').join('')}---|`,
    ...rows,
    '',
    '## Messages from `main` that the page did not ask for',
    '',
    ...Object.keys(pushes).map((name) => `- \`${name}\``),
    '',
  ].join('\n')
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href)
  writeFileSync(referencePath, writeReference())
