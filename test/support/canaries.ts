/**
 * Looks for what must not be there: the registrant's name, numbers and passcode, in every file under a folder and in the names of files,
 * in every form in which a program might have written them down. One pass over each file, whatever the number of forms.
 */
import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

export interface Canary {
  /** "family name": said when it is found. The value itself is not. */
  readonly what: string
  readonly value: string
}

export interface CanaryFinding {
  readonly file: string
  readonly what: string
  readonly form: string
}

export interface CanaryScan {
  readonly files: number
  readonly bytes: number
  readonly findings: readonly CanaryFinding[]
}

interface Needle {
  readonly bytes: Uint8Array
  readonly what: string
  readonly form: string
  /** Few figures stand in many longer numbers: they count only when they stand alone. Distance in bytes to the next figure. */
  readonly aloneBy?: 1 | 2
}

/** Shorter needles are found in random bytes by chance. */
const LEAST_BYTES = 6

export function canariesOf(
  person: {
    readonly given: string
    readonly family: string
    readonly nameOnCard?: string
    /** ISO plain date. */
    readonly dateOfBirth: string
    readonly nationalInsurance: string
    readonly mobile: string
    readonly email: string
    readonly address: { readonly lines: readonly string[]; readonly postcode: string }
    readonly documentNumber?: string
  },
  passcodes: readonly string[] = [],
): Canary[] {
  const [year = '', month = '', day = ''] = person.dateOfBirth.split('-')
  const [shortYear, shortDay] = [year.slice(2), String(Number(day))]
  const long = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(new Date(`${person.dateOfBirth}T00:00:00Z`))
  const figures = person.mobile.replace(/\D/g, '').replace(/^(?:44|0)/, '')
  const spaced = (text: string, ...at: number[]) => at.reduceRight((now, index) => `${now.slice(0, index)} ${now.slice(index)}`, text)
  const ni = person.nationalInsurance.replace(/\s/g, '')
  const postcode = person.address.postcode.replace(/\s/g, '')
  const all: [string, readonly string[]][] = [
    ['name', [`${person.given} ${person.family}`, ...(person.nameOnCard ? [person.nameOnCard] : []), `${person.family}, ${person.given}`]],
    ['given name', [person.given, person.given.split(' ')[0]!]],
    ['family name', [person.family]],
    [
      'date of birth',
      [
        person.dateOfBirth,
        `${year}${month}${day}`,
        `${day}/${month}/${year}`,
        `${Number(day)}/${Number(month)}/${year}`,
        `${day}.${month}.${year}`,
        `${shortDay} ${long} ${year}`,
        `${day} ${long} ${year}`,
        `${shortDay} ${long.slice(0, 3)} ${year}`,
        `${day}-${long.slice(0, 3)}-${year}`,
        `${day}/${month}/${shortYear}`,
        `"day":"${shortDay}","month":"${Number(month)}","year":"${year}"`,
        `"day":"${day}","month":"${month}","year":"${year}"`,
      ],
    ],
    ['National Insurance number', [ni, spaced(ni, 2, 4, 6, 8)]],
    [
      'mobile number',
      [
        `0${figures}`,
        `+44${figures}`,
        `44${figures}`,
        spaced(`0${figures}`, 5),
        spaced(`0${figures}`, 5, 8),
        spaced(`+44${figures}`, 3, 7),
        spaced(`+44${figures}`, 3, 7, 10),
      ],
    ],
    ['email address', [person.email]],
    ['postcode', [postcode, spaced(postcode, postcode.length - 3)]],
    ['address', person.address.lines],
    ['document number', person.documentNumber ? [person.documentNumber] : []],
    ['passcode', passcodes],
  ]
  return all.flatMap(([what, values]) => [...new Set(values)].map((value) => ({ what, value })))
}

/** Of one value: as written, in small and capital letters, without accents, with its accents taken apart. */
function spellings(value: string): string[] {
  const bare = value.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L')
  return [
    ...new Set([value, value.normalize('NFC'), value.normalize('NFD'), bare].flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()])),
  ]
}

function needlesOf(canaries: readonly Canary[]): Needle[] {
  const needles = new Map<string, Needle>()
  const add = (needle: Needle) => {
    const key = Buffer.from(needle.bytes).toString('latin1')
    if (needle.bytes.length >= LEAST_BYTES && !needles.has(key)) needles.set(key, needle)
  }
  const text = (what: string, form: string, written: string) => add({ what, form, bytes: Buffer.from(written, 'latin1') })
  for (const { what, value } of canaries) {
    const isFigures = /^\d{1,8}$/.test(value)
    for (const spelling of spellings(value)) {
      const utf8 = Buffer.from(spelling, 'utf8')
      const utf16 = Buffer.from(spelling, 'utf16le')
      add({ what, form: 'UTF-8', bytes: utf8, ...(isFigures ? { aloneBy: 1 as const } : {}) })
      add({ what, form: 'UTF-16LE', bytes: utf16, ...(isFigures ? { aloneBy: 2 as const } : {}) })
      add({ what, form: 'UTF-16BE', bytes: Buffer.from(utf16).swap16(), ...(isFigures ? { aloneBy: 2 as const } : {}) })
      for (const [form, bytes] of [
        ['UTF-8', utf8],
        ['UTF-16LE', utf16],
      ] as const) {
        text(what, `hex of ${form}`, bytes.toString('hex'))
        text(what, `hex of ${form}`, bytes.toString('hex').toUpperCase())
        for (const offset of [0, 1, 2]) {
          text(what, `base64 of ${form}`, base64Inside(bytes, offset))
          text(what, `base64url of ${form}`, base64Inside(bytes, offset).replaceAll('+', '-').replaceAll('/', '_'))
        }
      }
      text(
        what,
        'JSON escapes',
        spelling.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
      )
      text(what, 'percent escapes', encodeURIComponent(spelling))
    }
  }
  return [...needles.values()]
}

/** The characters of base64 that depend on nothing but these bytes when they stand `offset` bytes into a group of three. */
export function base64Inside(bytes: Uint8Array, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
  return whole.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
}

export type FindCanaries = (bytes: Uint8Array) => readonly Pick<Needle, 'what' | 'form'>[]

export function prepareCanaries(canaries: readonly Canary[]): FindCanaries {
  const needles = needlesOf(canaries)
  // Which three bytes some needle begins with: most places in a file are passed over by one look.
  const begins = new Uint8Array(2 ** 21)
  const byBeginning = new Map<number, Needle[]>()
  for (const needle of needles) {
    const key = (needle.bytes[0]! << 16) | (needle.bytes[1]! << 8) | needle.bytes[2]!
    begins[key >>> 3]! |= 1 << (key & 7)
    byBeginning.set(key, [...(byBeginning.get(key) ?? []), needle])
  }
  return (bytes) => {
    const found = new Map<string, Needle>()
    let key = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)
    for (let end = 2; end < bytes.length; end++) {
      key = ((key << 8) | bytes[end]!) & 0xff_ffff
      if ((begins[key >>> 3]! & (1 << (key & 7))) === 0) continue
      for (const needle of byBeginning.get(key) ?? [])
        if (standsAt(bytes, end - 2, needle)) found.set(`${needle.what} ${needle.form}`, needle)
    }
    return [...found.values()].map(({ what, form }) => ({ what, form }))
  }
}

const isFigure = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39

function standsAt(bytes: Uint8Array, at: number, { bytes: needle, aloneBy }: Needle): boolean {
  if (at + needle.length > bytes.length) return false
  for (let index = 3; index < needle.length; index++) if (bytes[at + index] !== needle[index]) return false
  if (aloneBy === undefined) return true
  // UTF-16 in either order: the figure of the neighbour is at the same place in its pair.
  const figure = isFigure(needle[0]) ? 0 : 1
  return !isFigure(bytes[at + figure - aloneBy]) && !isFigure(bytes[at + needle.length + figure])
}

/** Every file under a folder, and every name. Files that vanish meanwhile are passed over; a folder without files is an error, not a clean one. */
export async function scanFolder(folder: string, canaries: readonly Canary[]): Promise<CanaryScan> {
  const find = prepareCanaries(canaries)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const findings: CanaryFinding[] = []
  let files = 0
  let size = 0
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const file = relative(folder, path)
    for (const found of find(Buffer.from(file))) findings.push({ file, ...found, form: `${found.form}, in its name` })
    if (!entry.isFile()) continue
    let bytes: Buffer
    try {
      bytes = await readFile(path)
    } catch {
      continue
    }
    files++
    size += bytes.length
    for (const found of find(bytes)) findings.push({ file, ...found })
  }
  if (files === 0) throw new Error(`There is no file to look at in ${folder}`)
  return { files, bytes: size, findings }
}
