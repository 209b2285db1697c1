import { describe, expect, test } from 'vitest'
import { drawGraph, folderOf, replaceGraph } from '../../tools/graph/draw-graph.ts'

describe('graph: the picture of the architecture', () => {
  test('a file belongs to its folder, a loose file to its layer, and a package to neither', () => {
    expect(folderOf('main/vault/keyring.ts')).toBe('main/vault')
    expect(folderOf('renderer/features/steps/cis/cis-step.tsx')).toBe('renderer/features')
    expect(folderOf('main/index.ts')).toBe('main')
    expect(folderOf('preload/contract/cards.ts')).toBe('preload')
    expect(folderOf('node_modules/zod/index.js')).toBeUndefined()
  })

  test('draws arrows between the folders of a layer, and one between two layers however many files import', () => {
    const graph = drawGraph([
      { from: 'main/record/a.ts', to: 'main/vault/b.ts' },
      { from: 'main/record/a.ts', to: 'domain/record/c.ts' },
      { from: 'main/vault/b.ts', to: 'domain/record/c.ts' },
      { from: 'main/vault/b.ts', to: 'main/vault/d.ts' },
    ])
    expect(graph.split('\n').filter((line) => line.includes('>'))).toEqual(['    main_record --> main_vault', '  main ==> domain'])
  })

  test('replaces what stands between the markers and leaves the rest', () => {
    const text = 'a\n<!-- graph: written by `npm run graph` -->\nold\n<!-- end of graph -->\nb\n'
    const once = replaceGraph(text, 'new')
    expect(once).toContain('```mermaid\nnew\n```')
    expect(once).not.toContain('old')
    expect(replaceGraph(once, 'new')).toBe(once)
    expect(() => replaceGraph('a', 'new')).toThrow(/lacks the lines/)
  })
})
