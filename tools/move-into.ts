/** Puts what was built beside its place into its place, a file with its source map or a folder. */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'

export function moveInto(draft: string, place: string): void {
  if (statSync(draft).isDirectory()) {
    const old = `${draft}-old`
    if (existsSync(place)) renameSync(place, old)
    renameSync(draft, place)
    rmSync(old, { recursive: true, force: true })
    return
  }
  if (existsSync(`${draft}.map`)) {
    renameSync(`${draft}.map`, `${place}.map`)
    const name = place.split(/[/\\]/).at(-1)!
    writeFileSync(draft, readFileSync(draft, 'utf8').replace(/\/\/# sourceMappingURL=.*\s*$/, `//# sourceMappingURL=${name}.map\n`))
  }
  renameSync(draft, place)
}
