/** The manifest as JSON, for programs: the model as it is, checked on the way out. */
import { manifest as manifestSchema } from '../../domain/dispatch/manifest.ts'
import type { Manifest } from '../../domain/dispatch/manifest.ts'
import { err, ok } from '../../domain/result.ts'
import type { Result } from '../../domain/result.ts'
import type { DocumentFailureCode } from './failure.ts'

export function checkManifest(manifest: unknown): Result<Manifest, 'manifest-invalid'> {
  const parsed = manifestSchema.safeParse(manifest)
  if (parsed.success) return ok(parsed.data)
  const where = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))].slice(0, 5).join(', ')
  return err(
    'manifest-invalid',
    `The manifest is not complete or not in order (${where}). Nothing was written.`,
    'Open the dispatch, put these fields right and close it again.',
  )
}

export async function makeManifestJson(manifest: Manifest): Promise<Result<Uint8Array, DocumentFailureCode>> {
  const checked = checkManifest(manifest)
  return checked.ok ? ok(new TextEncoder().encode(`${JSON.stringify(checked.value, undefined, 2)}\n`)) : checked
}
