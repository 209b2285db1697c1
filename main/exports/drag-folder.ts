/** Where photographs lie while they are dragged out of the window. */
import { join } from 'node:path'
import { deleteFolder } from '../files/copy-outside.ts'

/** Files that are being dragged lie in a folder of the data folder, which is deleted at each lock and each start. */
export const dragFolder = (folder: string): string => join(folder, 'being-dragged')

/** What was dragged out may still be read by the program that it was dropped on, so it stays until then. */
export const deleteDragged = (folder: string): Promise<void> => deleteFolder(dragFolder(folder))
