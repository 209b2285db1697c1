/** The picture of the architecture: an arrow from each folder to each folder that it imports, as Mermaid text. */
export interface Dependency {
  /** Paths from the root of the project. */
  readonly from: string
  readonly to: string
}

const layers = ['renderer', 'preload', 'main', 'native', 'domain'] as const

/** `main/vault/keyring.ts` → `main/vault`; a file directly in a layer belongs to the layer; `undefined` for what is not ours. */
export function folderOf(path: string): string | undefined {
  const [layer, folder, ...rest] = path.split('/')
  if (!layers.some((known) => known === layer)) return undefined
  if (layer === 'preload' || rest.length === 0) return layer
  return `${layer}/${folder}`
}

/**
 * A layer's own folders are drawn with the arrows among them. What a layer imports from another is one arrow from layer to layer:
 * one for each pair of folders would be too many to follow.
 */
export function drawGraph(dependencies: readonly Dependency[]): string {
  const inside = new Map<string, Set<string>>(layers.map((layer) => [layer, new Set()]))
  const folders = new Map<string, Set<string>>(layers.map((layer) => [layer, new Set()]))
  const across = new Set<string>()
  for (const { from, to } of dependencies) {
    const [source, target] = [folderOf(from), folderOf(to)]
    if (source === undefined || target === undefined) continue
    const [layer, other] = [source.split('/')[0]!, target.split('/')[0]!]
    for (const folder of [source, target]) folders.get(folder.split('/')[0]!)?.add(folder)
    if (layer !== other) across.add(`  ${layer} ==> ${other}`)
    else if (source !== target && source !== layer && target !== layer) inside.get(layer)?.add(`    ${idOf(source)} --> ${idOf(target)}`)
  }
  const boxes = layers.flatMap((layer) => {
    const parts = [...folders.get(layer)!].filter((folder) => folder !== layer).toSorted()
    const nodes = parts.map((folder) => `    ${idOf(folder)}["${folder.slice(layer.length + 1)}"]`)
    return [
      `  subgraph ${layer}`,
      ...(nodes.length > 0 ? nodes : [`    ${layer}_files["contract"]`]),
      ...[...inside.get(layer)!].toSorted(),
      '  end',
    ]
  })
  return ['flowchart TB', ...boxes, ...[...across].toSorted()].join('\n')
}

function idOf(folder: string): string {
  return folder.replaceAll(/[^a-z]+/gi, '_')
}

const markers = ['<!-- graph: written by `npm run graph` -->', '<!-- end of graph -->'] as const

/** Throws when the markers are not there. */
export function replaceGraph(text: string, graph: string): string {
  const [start, end] = [text.indexOf(markers[0]), text.indexOf(markers[1])]
  if (start === -1 || end < start) throw new Error(`ARCHITECTURE.md lacks the lines ${markers.join(' and ')}`)
  return `${text.slice(0, start)}${markers[0]}\n\`\`\`mermaid\n${graph}\n\`\`\`\n${text.slice(end)}`
}
