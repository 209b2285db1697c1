#!/usr/bin/env node
/**
 * Checks a record that RA Desk exported, and says which entry is the first that is wrong.
 *
 *     node verify-record.mjs record-2026-11-23-214.jsonl [CODE-FROM-PAPER …] [nothing-left-….json …]
 *
 * One file, Node 20 or newer, nothing else: no package and no line of RA Desk's own code, so that it can be read before it is trusted.
 * A code is what a manifest, a release sheet or a backup has at its foot: 214-7K3M-Q0X9-WRAB-CDEF. Exit code 0: all of it fits. 1: something does
 * not. 2: the file could not be read.
 *
 * What is in the file: a line that says what it is, with the public keys; one line for each entry; one for each checkpoint.
 *
 *   field(x)   = length of x as 4 bytes, then x
 *   signed(e)  = field("ra/v1/audit") field(seq, 8 bytes) field(time) field(monotonic, 8 bytes) field(agentId) field(action)
 *                field(caseRef or nothing) field(detail, decoded, or nothing) field(prev, decoded)
 *   leaf(e)    = SHA-256(00 ‖ field(signed(e)) field(signature, decoded, or nothing))          RFC 6962 §2.1
 *   prev       = leaf of the entry before, zeros for the first
 *   node(l, r) = SHA-256(01 ‖ l ‖ r)                                                           RFC 6962 §2.1
 *   code       = sixteen characters (Crockford base32): the first ten bytes of SHA-256("ra/v1/checkpoint-code" as a string ‖ size, 8 bytes ‖ root)
 *   checkpoint = C2SP signed note: origin, size, root in base64, "time …"; signed with Ed25519
 *
 * A nothing-left certificate is a file of its own, checked against the record that is exported after it: { kind, signed, workstation, agent }.
 * `signed` is the statement as JSON text. Workstation and agent both sign field("ra/v1/nothing-left") field(signed). It names this record, an
 * entry that ended the campaign, and a checkpoint over the record with that entry, whose root must be the root of the entries that are here.
 */
import * as crypto from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const { createPublicKey, verify } = crypto
/** In one call where Node has it (20.12), which is twice as fast for short input. */
const hashOf =
  crypto.hash === undefined
    ? (bytes) => crypto.createHash('sha256').update(bytes).digest()
    : (bytes) => crypto.hash('sha256', bytes, 'buffer')
const sha256 = (...parts) => hashOf(parts.length === 1 ? parts[0] : Buffer.concat(parts))
const pair = Buffer.alloc(65, 1)
const nodeOf = (left, right) => {
  left.copy(pair, 1)
  right.copy(pair, 33)
  return hashOf(pair)
}
const eightBytes = (number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(number))
  return bytes
}
const base64 = (text) => Buffer.from(text ?? '', 'base64')

// ── Entries ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where an entry is laid out to be hashed: 00, length of signed(e), signed(e), length of the signature, signature. */
let sheet = Buffer.alloc(1 << 16)
let end = 0
function putText(text, encoding) {
  const length = sheet.write(text, end + 4, encoding)
  sheet.writeUInt32BE(length, end)
  end += 4 + length
}
function putCount(count) {
  sheet.writeUInt32BE(8, end)
  sheet.writeUInt32BE(Math.floor(count / 2 ** 32), end + 4)
  sheet.writeUInt32BE(count % 2 ** 32, end + 8)
  end += 12
}
const SIGNED_FROM = 5
function signedBytes(entry) {
  const room =
    3 * (entry.time.length + entry.agentId.length + entry.action.length + (entry.caseRef?.length ?? 0)) +
    (entry.detail?.length ?? 0) +
    (entry.signature?.length ?? 0) +
    512
  if (sheet.length < room) sheet = Buffer.alloc(2 * room)
  end = SIGNED_FROM
  putText('ra/v1/audit')
  putCount(entry.seq)
  putText(entry.time)
  putCount(entry.monotonic)
  putText(entry.agentId)
  putText(entry.action)
  putText(entry.caseRef ?? '')
  putText(entry.detail ?? '', 'base64')
  putText(entry.prev, 'hex')
  return sheet.subarray(SIGNED_FROM, end)
}
function leafOf(entry) {
  signedBytes(entry)
  sheet[0] = 0
  sheet.writeUInt32BE(end - SIGNED_FROM, 1)
  putText(entry.signature ?? '', 'base64')
  return hashOf(sheet.subarray(0, end))
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 0
const isText = (value) => typeof value === 'string' && value !== ''
const isTextOrNull = (value) => value === null || isText(value)
/** Strictly: padded, and the bits that say nothing are zero, so that there is one text for the same bytes. */
const isBase64OrNull = (value) =>
  value === null || (isText(value) && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/.test(value))

/** The entry on a line, or what is wrong with the line. RA Desk writes each entry in one way only; any other way was not written by it. */
function readEntry(line) {
  let entry
  try {
    entry = JSON.parse(line)
  } catch {
    return { wrong: 'its line cannot be read' }
  }
  if (entry === null || typeof entry !== 'object') return { wrong: 'its line is not an entry' }
  const { seq, time, monotonic, agentId, action, caseRef, detail, prev, signature } = entry
  const fits =
    isCount(seq) &&
    isText(time) &&
    isCount(monotonic) &&
    isText(agentId) &&
    isText(action) &&
    isTextOrNull(caseRef) &&
    isBase64OrNull(detail) &&
    typeof prev === 'string' &&
    /^[0-9a-f]{64}$/.test(prev) &&
    isBase64OrNull(signature)
  if (!fits) return { wrong: 'a part of it is missing or is not of its kind' }
  if (JSON.stringify({ seq, time, monotonic, agentId, action, caseRef, detail, prev, signature }) !== line)
    return { wrong: 'its line is not as RA Desk writes it', entry }
  return { entry }
}

// ── The tree ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Roots over the first `sizes[0]`, `sizes[1]`, … leaves, in one pass. */
function rootsAt(leafAt, sizes) {
  const wanted = new Set(sizes)
  const roots = new Map(wanted.has(0) ? [[0, sha256()]] : [])
  const complete = []
  const last = Math.max(0, ...sizes)
  for (let size = 1; size <= last; size += 1) {
    let node = leafAt(size - 1)
    for (let rest = size - 1; rest % 2 === 1; rest = (rest - 1) / 2) node = nodeOf(complete.pop(), node)
    complete.push(node)
    if (wanted.has(size))
      roots.set(
        size,
        complete.reduceRight((right, left) => nodeOf(left, right)),
      )
  }
  return roots
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
function codeOf(size, root) {
  let bits = BigInt(`0x${sha256(Buffer.from('ra/v1/checkpoint-code'), eightBytes(size), root).subarray(0, 10).toString('hex')}`)
  let code = ''
  for (let place = 0; place < 16; place += 1, bits >>= 5n) code = CROCKFORD[Number(bits & 31n)] + code
  return code
}

/** The first version printed the first ten of the sixteen. */
const isCodeOf = (printed, code) => isText(printed) && printed.length >= 10 && code.startsWith(printed)

/** What a person typed from paper: capitals or not, spaces, hyphens, I and L for 1, O for 0. */
export function readPaperCode(typed) {
  const [, size, rest] = /^\s*(?:(?:record code|checkpoint)\s*)?(\d{1,10})\s*[-–—\s]\s*(\S.*?)\s*$/i.exec(typed) ?? []
  const code = rest
    ?.toUpperCase()
    .replace(/[\s‐-―-]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
  return code !== undefined && /^[0-9A-HJKMNP-TV-Z]{10}(?:[0-9A-HJKMNP-TV-Z]{6})?$/.test(code) ? { size: Number(size), code } : undefined
}

// ── Signatures ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

const keyFrom = (raw) => {
  const bytes = base64(raw)
  return bytes.length === 32
    ? createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes]), format: 'der', type: 'spki' })
    : undefined
}
const isSigned = (message, signature, key) => key !== undefined && signature.length === 64 && verify(null, message, key, signature)

/** A checkpoint, or nothing when it is not one of this record and this workstation. */
function readCheckpoint(note, origin, workstation) {
  const parts = /^([^\s+]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]+=*)\ntime (\S+)\n\n— ([^\s+]+) ([A-Za-z0-9+/]+=*)\n$/.exec(note)
  if (parts === null || parts[1] !== origin || parts[5] !== origin) return undefined
  const blob = base64(parts[6])
  if (blob.toString('base64') !== parts[6] || base64(parts[3]).toString('base64') !== parts[3]) return undefined
  const keyId = sha256(Buffer.from(`${origin}\n`), Buffer.of(1), base64(workstation.raw)).subarray(0, 4)
  const text = note.slice(0, note.indexOf('\n\n') + 1)
  if (!blob.subarray(0, 4).equals(keyId) || !isSigned(Buffer.from(text), blob.subarray(4), workstation.key)) return undefined
  return { size: Number(parts[2]), root: base64(parts[3]), time: parts[4] }
}

// ── The whole record ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * `wrong.entry` is the first entry that is wrong, by its number. If the person who altered it also made every later entry again, the single entry
 * cannot be named; then it is one of `wrong.from` … `wrong.to`.
 */
export function verifyRecord(text, typedCodes = []) {
  const lines = text.split('\n')
  const unreadable = (says) => ({ unreadable: says })
  let header
  try {
    header = JSON.parse(lines[0])
  } catch {
    return unreadable('The first line of the file cannot be read.')
  }
  if (
    header?.format !== 'ra-desk-record' ||
    header.version !== 1 ||
    !isText(header.origin) ||
    !isCount(header.size) ||
    !Array.isArray(header.agents)
  ) {
    return unreadable('This is not a record that RA Desk exported, or of a version that this script does not know.')
  }
  const codes = typedCodes.map(readPaperCode)
  if (codes.includes(undefined))
    return unreadable('A code has the number of entries, a hyphen and sixteen characters: 214-7K3M-Q0X9-WRAB-CDEF.')
  if (lines.pop() !== '') return { wrong: wrong({ entry: undefined, says: 'The file ends in the middle of a line: it was cut off.' }) }

  const firstCheckpoint = lines.findIndex((line) => line.startsWith('{"checkpoint":'))
  const entryLines = lines.slice(1, firstCheckpoint < 0 ? undefined : firstCheckpoint)
  const workstation = { raw: header.workstation, key: keyFrom(header.workstation) }
  const checkpoints = []
  for (const line of firstCheckpoint < 0 ? [] : lines.slice(firstCheckpoint)) {
    let found
    try {
      found = readCheckpoint(JSON.parse(line).checkpoint, header.origin, workstation)
    } catch {
      /* not a checkpoint */
    }
    if (found === undefined)
      return { wrong: wrong({ says: 'A checkpoint was altered, or is not signed by the workstation that the file names.' }) }
    checkpoints.push(found)
  }
  checkpoints.sort((one, other) => one.size - other.size)
  if (checkpoints.length === 0) return { wrong: wrong({ says: 'There is no checkpoint in the file: they were taken out.' }) }

  const read = entryLines.map(readEntry)
  const entries = read.map(({ entry }) => entry)
  const sizeSaid = Math.max(header.size, ...checkpoints.map(({ size }) => size))
  const structure = findWrongOrder(read, sizeSaid)
  // Beyond a place where the order is broken, hashes say nothing new.
  const whole = structure === undefined ? entries.length : Math.min(structure.entry, entries.length)
  const leaves = entries.slice(0, whole).map(leafOf)
  const signatures = checkSignatures(entries.slice(0, whole), header.agents)
  const chain = findBrokenChain(entries.slice(0, whole), leaves, signatures, checkpoints, sizeSaid - entries.length)
  if (chain !== undefined) return { wrong: wrong(chain) }
  const tree = findWrongRoot(leaves, checkpoints, signatures)
  if (tree !== undefined && (structure === undefined || tree.to < structure.entry)) return { wrong: wrong(tree) }
  if (structure !== undefined) return { wrong: wrong(structure) }

  const roots = rootsAt((index) => leaves[index], [header.size, ...codes.map(({ size }) => size).filter((size) => size <= entries.length)])
  if (!isCodeOf(header.code, codeOf(header.size, roots.get(header.size))))
    return { wrong: wrong({ says: 'The code in the first line is not of these entries: the first line was altered.' }) }
  for (const { size, code } of codes) {
    if (size > entries.length) {
      return {
        wrong: wrong({
          entry: entries.length,
          says: `The paper was printed when there were ${size} entries; the file has ${entries.length}. Its end was cut off, with its checkpoints.`,
        }),
      }
    }
    if (!isCodeOf(code, codeOf(size, roots.get(size)))) {
      return {
        wrong: wrong({
          from: 0,
          to: Math.max(0, size - 1),
          says: `The code from paper is not of this record. If it was typed right, the first ${size} entries are not those that stood there when the paper was printed: all of it was made again, with other keys.`,
        }),
      }
    }
  }
  return {
    good: {
      origin: header.origin,
      entries: entries.length,
      checkpoints: checkpoints.length,
      signed: signatures.good.length,
      codes: codes.length,
      code: `${header.size}-${header.code.match(/.{1,4}/g).join('-')}`,
      workstation: sha256(base64(header.workstation)).subarray(0, 8).toString('hex'),
      clock: findClockSteps(entries),
    },
  }
}

const wrong = ({ entry, from = entry, to = entry, says }) => ({
  ...(from === to && from !== undefined ? { entry: from } : { entry }),
  from,
  to,
  says,
})

/** A line that cannot be read, a number that is missing, twice, or out of order, or an end that is not there. */
function findWrongOrder(read, sizeSaid) {
  for (const [place, { entry, wrong: what }] of read.entries()) {
    if (what !== undefined) return { entry: place, says: `${what}.` }
    if (entry.seq === place) continue
    if (entry.seq === place - 1) return { entry: place - 1, says: `two entries say that they are number ${place - 1}: one was put in.` }
    const says =
      entry.seq > place
        ? read.some((other) => other.entry?.seq === place)
          ? 'it was moved to another place.'
          : 'it was taken out.'
        : `entry ${entry.seq} stands again where it should be.`
    return { entry: place, says }
  }
  if (read.length < sizeSaid)
    return { entry: read.length, says: `it and all after it are missing: a checkpoint says that there were ${sizeSaid}.` }
  if (read.length > sizeSaid) return { entry: sizeSaid, says: 'it was added behind the end that the checkpoint says.' }
  return undefined
}

function checkSignatures(entries, agents) {
  const keys = new Map(agents.map(({ id, publicKeys }) => [id, publicKeys.map(keyFrom)]))
  const good = []
  const bad = []
  for (const [place, entry] of entries.entries()) {
    if (entry.signature === null) continue
    const message = signedBytes(entry)
    const signed = (keys.get(entry.agentId) ?? []).some((key) => isSigned(message, base64(entry.signature), key))
    ;(signed ? good : bad).push(place)
  }
  return { good, bad }
}

/**
 * The first place where an entry does not hold the hash of the one before. Either the one before was altered, or the one that says so;
 * which of the two, the signed checkpoints and the other entries tell.
 */
function findBrokenChain(entries, leaves, signatures, checkpoints, missing) {
  const zeros = '0'.repeat(64)
  const hashes = leaves.map((leaf) => leaf.toString('hex'))
  if (entries.length > 0 && entries[0].prev !== zeros) return { entry: 0, says: 'it says that there is an entry before it.' }
  const broken = new Set()
  for (let place = 0; place + 1 < entries.length; place += 1) if (entries[place + 1].prev !== hashes[place]) broken.add(place)
  if (broken.size === 0) return undefined
  const [first] = broken
  const before = { entry: first, says: 'what it says is not what the entry after it vouches for: it was altered, or put in.' }
  const after = {
    entry: first + 1,
    says: 'it does not follow on the entry before it: it was altered, put in, or the one that stood here was taken out.',
  }
  if (signatures.good.includes(first + 1)) return before
  if (signatures.good.includes(first)) return after
  const covering = checkpoints.find(({ size }) => size >= first + 2 && size <= entries.length)
  if (covering !== undefined) {
    const claimed = (place) => (broken.has(place) ? Buffer.from(entries[place + 1].prev, 'hex') : leaves[place])
    const rootIf = (leafAt) => rootsAt(leafAt, [covering.size]).get(covering.size)
    if (rootIf(claimed).equals(covering.root)) return before
    if (rootIf((place) => (place === first ? leaves[place] : claimed(place))).equals(covering.root)) return after
  }
  // No one can guess a hash: an entry that any other entry vouches for was there.
  if (entries.some((entry, place) => place > first && entry.prev === hashes[first])) return after
  if (missing === 0 && signatures.bad.includes(first + 1)) return after
  if (!broken.has(first + 1) && first + 2 < entries.length) return before
  if (missing > 0) return { ...after, from: first, to: first + 1 }
  return { ...before, from: first, to: first + 1 }
}

/** The chain is whole and a signed checkpoint or a signature does not fit: from the entry that was altered on, all were made again. */
function findWrongRoot(leaves, checkpoints, { good, bad }) {
  const reachable = checkpoints.filter(({ size }) => size <= leaves.length)
  const roots = rootsAt(
    (place) => leaves[place],
    reachable.map(({ size }) => size),
  )
  const fits = ({ size, root }) => roots.get(size).equals(root)
  const failed = reachable.find((checkpoint) => !fits(checkpoint))
  const sure = reachable.filter((checkpoint) => fits(checkpoint)).at(-1)?.size ?? 0
  if (failed === undefined) {
    if (bad.length === 0) return undefined
    const says =
      'the checkpoints fit, but it is not signed by the agent that it names: the public keys in the first line were altered, or a person at the workstation wrote it under another name.'
    return bad[0] < sure ? { entry: bad[0], says } : { from: sure, to: bad[0], says }
  }
  const before = Math.max(0, ...reachable.filter(({ size }) => size < failed.size).map(({ size }) => size))
  const to = Math.min(failed.size - 1, bad.find((place) => place >= before) ?? Infinity)
  const from = Math.min(to, Math.max(before, ...good.filter((place) => place < to).map((place) => place + 1)))
  const again = {
    from,
    to,
    says: `the checkpoint over ${failed.size} entries does not fit, though each entry follows on the one before: from the altered entry on, all were made again.`,
  }
  // With nothing after it, one altered entry breaks no chain.
  return to === leaves.length - 1
    ? {
        ...again,
        entry: to,
        says: `the checkpoint over ${failed.size} entries does not fit: it was altered, or one since number ${from} and all after that were made again.`,
      }
    : again
}

/** Not wrong, but to be known: times that run backwards, and the steps of the clock that RA Desk noted itself. */
function findClockSteps(entries) {
  return entries.flatMap(({ seq, time, action }, place) => {
    if (/^(clock-|time-zone-)/.test(action)) return [`entry ${seq}, ${time}: ${action}`]
    return place > 0 && time < entries[place - 1].time ? [`entry ${seq}, ${time}: earlier than the entry before it`] : []
  })
}

// ── A nothing-left certificate ───────────────────────────────────────────────────────────────────────────────────────────────

const field = (bytes) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** `text`: the record, which was verified. Answers what the certificate says, or what is wrong with it. */
export function verifyCertificate(text, certificateText) {
  let certificate
  let statement
  try {
    certificate = JSON.parse(certificateText)
    statement = JSON.parse(certificate.signed)
  } catch {
    return { unreadable: 'The certificate cannot be read.' }
  }
  if (certificate.kind !== 'nothing-left' || statement?.version !== 1 || !isCount(statement.entry) || !isText(statement.checkpoint))
    return { unreadable: 'This is not a nothing-left certificate, or of a version that this script does not know.' }
  const lines = text.split('\n')
  const header = JSON.parse(lines[0])
  if (statement.origin !== header.origin) return { wrong: 'It is of another record.' }
  if (statement.practice !== header.practice) return { wrong: 'Either it or the record was made in practice, and the other was not.' }
  const message = Buffer.concat([field(Buffer.from('ra/v1/nothing-left')), field(Buffer.from(certificate.signed))])
  const workstation = { raw: header.workstation, key: keyFrom(header.workstation) }
  if (!isSigned(message, base64(certificate.workstation), workstation.key))
    return { wrong: 'It was altered, or the workstation of this record did not sign it.' }
  const agent = header.agents.find(({ id }) => id === statement.agent?.agentId)
  if (!(agent?.publicKeys ?? []).map(keyFrom).some((key) => isSigned(message, base64(certificate.agent), key)))
    return { wrong: 'The agent that it names did not sign it.' }
  const checkpoint = readCheckpoint(statement.checkpoint, header.origin, workstation)
  if (checkpoint === undefined) return { wrong: 'Its checkpoint is not one of this workstation.' }
  const entries = lines.slice(1).filter((line) => line.startsWith('{"seq":'))
  if (checkpoint.size > entries.length) return { wrong: 'The record was exported before it: export the record again.' }
  const leaves = entries.slice(0, checkpoint.size).map((line) => leafOf(JSON.parse(line)))
  if (
    !rootsAt((index) => leaves[index], [checkpoint.size])
      .get(checkpoint.size)
      .equals(checkpoint.root)
  )
    return { wrong: 'Its checkpoint does not fit the entries of this record.' }
  const ended = statement.entry < checkpoint.size ? JSON.parse(entries[statement.entry]) : undefined
  if (ended?.action !== 'wind-down-certified' || ended.signature === null)
    return { wrong: `Entry ${statement.entry} of this record did not end a campaign.` }
  return { good: statement }
}

/** In words, for the command line. */
function describeCertificate({ campaign, persons, obligations, settled, elsewhere, at, agent }) {
  const ways = Object.entries(settled)
    .map(([way, count]) => `${way} ${count}`)
    .join(', ')
  return [
    `GOOD. Nothing was left of “${campaign.name}” on ${at}: ${obligations} things of ${persons} people. Signed by ${agent.name}.`,
    `How they were settled: ${ways || 'none here'}.${elsewhere > 0 ? ` With cases at other workstations: ${elsewhere}.` : ''}`,
  ]
}

// ── On the command line ──────────────────────────────────────────────────────────────────────────────────────────────────────

function main([file, ...more]) {
  if (file === undefined || file.startsWith('-'))
    return [2, ['How to use it: node verify-record.mjs RECORD.jsonl [CODE-FROM-PAPER …] [NOTHING-LEFT.json …]']]
  const isCertificate = (name) => name.endsWith('.json')
  const typed = more.filter((one) => !isCertificate(one))
  let text
  let certificates
  try {
    text = readFileSync(file, 'utf8')
    certificates = more.filter(isCertificate).map((name) => ({ name, text: readFileSync(name, 'utf8') }))
  } catch (error) {
    return [2, [`The file could not be read (${error.code}).`]]
  }
  const { good, wrong: found, unreadable } = verifyRecord(text, typed)
  if (unreadable !== undefined) return [2, [unreadable]]
  if (found !== undefined) {
    const where =
      found.entry !== undefined
        ? `The first wrong entry is number ${found.entry}: `
        : found.from !== undefined
          ? `The first wrong entry is one of numbers ${found.from} to ${found.to}: `
          : ''
    return [1, ['WRONG. This record was altered or damaged.', `${where}${found.says}`]]
  }
  const checked = certificates.map(({ name, text: certificate }) => ({ name, ...verifyCertificate(text, certificate) }))
  const notGood = checked.find((one) => one.good === undefined)
  if (notGood !== undefined) {
    const { name, unreadable: cannotRead, wrong: says } = notGood
    return cannotRead === undefined ? [1, [`WRONG. The certificate ${name} cannot be relied on.`, says]] : [2, [`${name}: ${cannotRead}`]]
  }
  return [
    0,
    [
      `GOOD. ${good.entries} entries, chain and tree verified, ${good.checkpoints} checkpoints and ${good.signed} signatures by agents.`,
      `Record ${good.origin}, workstation key ${good.workstation}, code ${good.code}.`,
      good.codes > 0
        ? `${good.codes === 1 ? 'The code' : `All ${good.codes} codes`} from paper: of this record.`
        : 'No code from paper was given. Without one, no one can see that the end was cut off or that all of it was made up.',
      ...good.clock.map((step) => `Clock: ${step}`),
      ...checked.flatMap(({ good: statement }) => describeCertificate(statement)),
    ],
  ]
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [exitCode, lines] = main(process.argv.slice(2))
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = exitCode
}
