import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyTree, listProjectFiles } from '../../../tools/windows/project-tree.ts'

let folder: string
let root: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-test-'))
  root = join(folder, 'project')
  mkdirSync(join(root, 'sub'), { recursive: true })
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  for (const name of ['deleted', 'sub/kept', '.gitignore']) writeFileSync(join(root, name), name === '.gitignore' ? 'ignored\n' : name)
  execFileSync('git', ['add', '.'], { cwd: root })
  rmSync(join(root, 'deleted'))
  for (const name of ['new', 'ignored']) writeFileSync(join(root, name), name)
  symlinkSync(tmpdir(), join(root, 'node_modules'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('project tree: files that git knows and new ones, without deleted and ignored ones and links', () => {
  expect(listProjectFiles(root).toSorted()).toEqual(['.gitignore', 'new', 'sub/kept'])
})

test('project tree: the copy has them, and takes the place of copies that killed processes left', () => {
  const place = join(folder, 'place')
  for (const name of ['ra-desk-tree-999999999-left', `ra-desk-tree-${String(process.pid)}-mine`, 'other'])
    mkdirSync(join(place, name), { recursive: true })
  const copy = copyTree(root, place)
  expect(existsSync(join(copy, 'sub/kept'))).toBe(true)
  expect(readdirSync(place)).toHaveLength(3)
  expect(readdirSync(place)).not.toContain('ra-desk-tree-999999999-left')
})
