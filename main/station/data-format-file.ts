/**
 * `data-format.json` in the data folder: the number of the format that everything in it has. Read before anything else of the folder, so that an
 * RA Desk that was put back to an older version says so and harms nothing. It is not a safeguard against people: without it, each file still tells its version.
 */
import { join } from 'node:path'
import { utf8 } from '../../domain/bytes.ts'
import { findJson } from '../../domain/find-json.ts'
import { err, type Err } from '../../domain/result.ts'
import { DATA_FORMAT, dataFormatFile } from '../../domain/station/data-format.ts'
import { findFile, writeFileAtomically } from '../files/atomic-file.ts'
import { writtenByNewer } from '../vault/other-version.ts'

const pathIn = (folder: string): string => join(folder, 'data-format.json')

/** `undefined` where there is none, or it cannot be read: a folder from before there was one. */
async function readDataFormat(folder: string): Promise<number | undefined> {
  const bytes = await findFile(pathIn(folder)).catch(() => undefined)
  const read = dataFormatFile.safeParse(bytes && findJson(new TextDecoder().decode(bytes)))
  return read.success ? read.data.format : undefined
}

export async function refuseNewerFolder(folder: string): Promise<Err<'key-slots-newer'> | undefined> {
  const format = await readDataFormat(folder)
  return format !== undefined && format > DATA_FORMAT ? err('key-slots-newer', ...writtenByNewer) : undefined
}

/** After the folder was opened or made. If the disk takes nothing, the next sign-in writes it. */
export async function noteDataFormat(folder: string): Promise<void> {
  const format = await readDataFormat(folder)
  if (format !== undefined && format >= DATA_FORMAT) return
  await writeFileAtomically(pathIn(folder), utf8(`${JSON.stringify({ format: DATA_FORMAT })}\n`))
}
