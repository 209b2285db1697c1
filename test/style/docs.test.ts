/** The pages for people name files and link to each other: every path and link must be there. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../support/checks.ts'

const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root })
  .map((page) => page.replaceAll('\\', '/'))
  .toSorted()

/** `[words](target#heading)`, without addresses of other sites. */
function findLinks(page: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^\w+:/.test(target))
    .map((target) => (target.startsWith('#') ? `${page}${target}` : posix.join(posix.dirname(page), target)))
}

/** Paths of ours in `code`; of `domain/<part>.ts` and `test/main/**` the folder. */
function findPaths(text: string): readonly string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .flatMap(([, code]) => [...code!.matchAll(/(?<![\w/-])(?:domain|native|main|preload|renderer|test|tools|docs|licences)\/[\w./*<>-]*/g)])
    .map(([path]) => path.replace(/(?<=\/)[^/]*[<*].*$/, '').replace(/\.$/, ''))
}

/** As GitHub makes the anchor of a heading. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

describe.each(pages)('page %s', (page) => {
  const text = readFileSync(join(root, page), 'utf8')

  test('names only paths that exist', () => {
    expect(findPaths(text).filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  test('links only to pages and headings that exist', () => {
    const broken = findLinks(page, text).filter((link) => {
      const [file, heading] = link.split('#')
      if (!existsSync(join(root, file!))) return true
      return heading !== undefined && !anchorsOf(readFileSync(join(root, file!), 'utf8')).includes(heading)
    })
    expect(broken).toEqual([])
  })
})

test('index of decisions: one line for each, with its own title', () => {
  const index = readFileSync(join(root, 'docs/adr/README.md'), 'utf8')
  for (const page of pages.filter((path) => /^docs\/adr\/\d/.test(path))) {
    const [, number, title] = /^# (\d+)\. (.+)$/m.exec(readFileSync(join(root, page), 'utf8')) ?? []
    expect(index, page).toContain(`| [${number}](${page.slice(dirname(page).length + 1)}) | ${title} |`)
  }
})
