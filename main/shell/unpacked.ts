/**
 * Where a file lies that is packed beside the archive. A worker thread is started by Node, not by Electron, and Node reads no archive: if
 * the worker of the passphrase could not start, no agent could unlock.
 */
const ARCHIVE = /([\\/])app\.asar(?=[\\/])/

export const unpacked = (url: URL): URL => new URL(url.href.replace(ARCHIVE, '$1app.asar.unpacked'))
