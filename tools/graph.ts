/**
 * `npm run graph [-- --check]`: draws who imports whom, folder by folder, into ARCHITECTURE.md between its two markers, from what
 * dependency-cruiser sees. With `--check` it writes nothing and ends with 1 when the picture is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNode, sourceLayers } from '../test/support/checks.ts'
import { drawGraph, replaceGraph, type Dependency } from './graph/draw-graph.ts'

const file = join(root, 'ARCHITECTURE.md')
const product = sourceLayers.filter((layer) => layer !== 'test' && layer !== 'tools')
const { output } = await runNode([
  join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
  '--config',
  '.dependency-cruiser.cjs',
  '--output-type',
  'json',
  ...product,
])
const { modules } = JSON.parse(output.slice(output.indexOf('{'))) as {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly { readonly resolved: string }[] }[]
}
const dependencies: Dependency[] = modules.flatMap(({ source, dependencies: to }) =>
  to.map(({ resolved }) => ({ from: source, to: resolved })),
)

const before = readFileSync(file, 'utf8')
const after = replaceGraph(before, drawGraph(dependencies))
if (after === before) process.exit(0)
if (process.argv.includes('--check')) {
  console.log('The picture in ARCHITECTURE.md is out of date: run `npm run graph`.')
  process.exit(1)
}
writeFileSync(file, after)
