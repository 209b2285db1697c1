/**
 * Power cuts at moments of a recording: what the disk may hold then, in a new folder, for a suite to open and judge.
 * A suite calls `buildRecorder`, `recordProgram`, `checkComplete`, `choosePositions` and `cutPower`: see two-databases.test.ts.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Disk, type Tree } from './disk.ts'
import { RecordingRefused } from './folders.ts'
import { readRecording } from './recording.ts'
import type { Random } from './torn-file.ts'

interface Recording {
  readonly log: string
  /** From `readTree`, before the program ran. Nothing for an empty folder. */
  readonly start?: Tree
}

export interface AfterCut {
  /** The folder after the cut. Removed when the judge has ended. */
  readonly folder: string
  /** What the program had acknowledged, in its order. */
  readonly marks: readonly string[]
  /** Operations before the cut. */
  readonly at: number
}

interface Cuts extends Recording {
  /** After how many operations; in any order. */
  readonly positions: readonly number[]
  readonly random: Random
  /** Where folders are made, one at a time. */
  readonly into: string
  readonly judge: (after: AfterCut) => void | Promise<void>
}

/** Cuts the power at each position. @throws RecordingRefused; what the judge throws. */
export async function cutPower({ log, start, positions, random, into, judge }: Cuts): Promise<void> {
  const disk = new Disk(start)
  const marks: string[] = []
  const waiting = positions.toSorted((one, other) => one - other)
  let at = 0
  let made = 0
  const cutHere = async () => {
    while (waiting[0] === at) {
      waiting.shift()
      const folder = join(into, `cut-${(made += 1)}`)
      await writeTree(disk.afterCut(random), folder)
      await judge({ folder, marks: [...marks], at })
      await rm(folder, { recursive: true })
    }
  }
  await cutHere()
  for await (const operation of readRecording(log)) {
    disk.apply(operation)
    if (operation.kind === 'mark') marks.push(operation.text)
    at += 1
    await cutHere()
  }
  if (waiting.length > 0) throw new RangeError(`the recording has ${at} operations, and a cut was asked after ${waiting[0]}`)
}

/** Positions for `cutPower`: half of them directly after something was acknowledged, where most can be lost, the others anywhere. */
export async function choosePositions(log: string, count: number, random: Random): Promise<number[]> {
  const afterMarks: number[] = []
  let operations = 0
  for await (const operation of readRecording(log)) {
    operations += 1
    if (operation.kind === 'mark') afterMarks.push(operations)
  }
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0 && afterMarks.length > 0 ? afterMarks[random(afterMarks.length)]! : random(operations + 1),
  )
}

/**
 * Proves that nothing was missed: all operations together give the folder as the program left it. Only for a program that ended by itself:
 * one that was killed may have made a change that it could not record.
 * @throws RecordingRefused with the path that differs.
 */
export async function checkComplete({ log, start }: Recording, root: string): Promise<void> {
  const disk = new Disk(start)
  for await (const operation of readRecording(log)) disk.apply(operation)
  const [replayed, real] = [disk.now(), await readTree(root)]
  for (const path of new Set([...replayed.keys(), ...real.keys()])) {
    const [one, other] = [replayed.get(path), real.get(path)]
    const isSame = one instanceof Uint8Array && other instanceof Uint8Array ? Buffer.compare(one, other) === 0 : one === other
    // Written through shared memory.
    const isUnknown = path.endsWith('-shm') && one !== undefined && other !== undefined
    if (!isSame && !isUnknown) throw new RecordingRefused(`the recording missed a change of ${path}`)
  }
}

/** The files and folders below a folder. */
export async function readTree(root: string): Promise<Tree> {
  const tree = new Map<string, Uint8Array | 'folder'>()
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const whole = join(entry.parentPath, entry.name)
    tree.set(whole.slice(root.length + 1), entry.isDirectory() ? 'folder' : await readFile(whole))
  }
  return tree
}

async function writeTree(tree: Tree, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [path, content] of tree) {
    const whole = join(folder, path)
    await mkdir(content === 'folder' ? whole : dirname(whole), { recursive: true })
    if (content !== 'folder') await writeFile(whole, content)
  }
}
