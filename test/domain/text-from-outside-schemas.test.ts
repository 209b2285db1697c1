/** Every text that comes from outside loses its hidden characters where its shape is checked, or is refused. Walks the shapes themselves. */
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { backupHead, backupStation } from '../../domain/backup/lines.ts'
import { cardTemplate } from '../../domain/card/card-template.ts'
import { agentEvent, caseEvent } from '../../domain/case/events.ts'
import { editionSchema } from '../../domain/guidance/edition.ts'
import { manifest } from '../../domain/dispatch/manifest.ts'
import { stationSettings } from '../../domain/station.ts'
import { channels } from '../../preload/contract.ts'

interface Def {
  readonly type: string
  readonly [name: string]: unknown
}
const defOf = (schema: unknown): Def => (schema as z.ZodType)._zod.def as unknown as Def

/** All shapes of strings in a shape, with the way to each. */
function* strings(schema: unknown, path: string, seen: Set<unknown>): Generator<readonly [path: string, schema: z.ZodType]> {
  if (seen.has(schema)) return
  seen.add(schema)
  const def = defOf(schema)
  if (def.type === 'string') {
    yield [path, schema as z.ZodType]
    return
  }
  for (const [key, value] of Object.entries(def)) {
    if (key === 'shape') for (const [name, child] of Object.entries(value as object)) yield* strings(child, `${path}.${name}`, seen)
    else
      for (const child of [value].flat())
        if (child !== null && typeof child === 'object' && '_zod' in child && 'parse' in child) yield* strings(child, path, seen)
  }
}

const HIDDEN = '\u202E'
const samples = [1, 8, 12, 30, 200].flatMap((length) => [`a${HIDDEN}${'b'.repeat(length)}`, `a${HIDDEN}b@example.org`])
const lets = (schema: z.ZodType): boolean =>
  samples.some((sample) => {
    const read = schema.safeParse(sample)
    return read.success && String(read.data).includes(HIDDEN)
  })

const roots: readonly (readonly [string, unknown])[] = [
  ['case event', caseEvent],
  ['agent event', agentEvent],
  ['edition', editionSchema],
  ['card template', cardTemplate],
  ['manifest', manifest],
  ['station settings', stationSettings],
  ['backup head', backupHead],
  ['backup station', backupStation],
  ...Object.entries(channels).map(([name, { input }]) => [name, input] as const),
]

/** Compared with what is known, hashed or handed to the system, and never kept to be shown. */
const NEVER_SHOWN: readonly (readonly [path: RegExp, why: string])[] = [
  [/\.(?:passphrase|newPassphrase|old|recoveryKey|typed)$/, 'a secret or a code that is compared as it was typed'],
  [
    /\.reader$|^card\.printFace\.printer$|^document\.print\.printer$|^printer\.use\.choice\.card$/,
    'a device by the name that the system gives it',
  ],
  [/^(?:evidence|database)\..*\.rows\.id$|^case\.act\.edition$|^editions\.\w+\.editionId$/, 'an id, looked up'],
  [/^cardTemplate\.\w+\.candidate\.template$/, 'JSON, read as a card template'],
  [/^cardTemplate\.sample\.name$|^clipboard\.copy\.text$|^policy\.agree\.asked$/, 'what the page showed, back to it or to the clipboard'],
  [/^screen\.setScale\.on$/, 'a screen, by what the page calls it'],
  [/^case event\.savedAs$/, 'a path that the agent chose, for the system'],
  [/^case event\.certificateFingerprint$/, 'hexadecimal, written by main'],
]

test('outside text: none is kept with characters that are not seen', () => {
  const kept = roots.flatMap(([name, root]) =>
    [...strings(root, name, new Set())].filter(([, schema]) => lets(schema)).map(([path]) => path),
  )
  expect(kept.filter((path) => !NEVER_SHOWN.some(([pattern]) => pattern.test(path)))).toEqual([])
  expect(NEVER_SHOWN.filter(([pattern]) => !kept.some((path) => pattern.test(path)))).toEqual([])
})
