/**
 * Reads what `reg.exe export` writes of one key ("Windows Registry Editor Version 5.00"): its values, and the lists that a group policy keeps
 * in keys below it. Values of kinds that no policy has are left as text, so that the rules of the policy refuse them in words.
 */
export type RegistryValue = number | string | readonly string[]

export interface RegistryKey {
  readonly values: Readonly<Record<string, RegistryValue>>
  /** Values of the keys below, by the name of the key. */
  readonly below: Readonly<Record<string, Readonly<Record<string, RegistryValue>>>>
}

/** `key`: whole name, `HKEY_LOCAL_MACHINE\SOFTWARE\Policies\RA Desk`. `undefined` for a text that is no export of it. */
export function readRegistryExport(text: string, key: string): RegistryKey | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (!/^Windows Registry Editor Version 5\.00\s*$/.test(lines[0] ?? '')) return undefined
  const found = { values: {} as Record<string, RegistryValue>, below: {} as Record<string, Record<string, RegistryValue>> }
  let current: Record<string, RegistryValue> | undefined
  let seen = false
  for (const line of joinContinued(lines.slice(1))) {
    const section = /^\[(.+)\]$/.exec(line)?.[1]
    if (section !== undefined) {
      if (section.toLowerCase() === key.toLowerCase()) {
        current = found.values
        seen = true
      } else if (section.toLowerCase().startsWith(`${key.toLowerCase()}\\`)) current = found.below[section.slice(key.length + 1)] = {}
      else current = undefined
      continue
    }
    const value = /^"((?:[^"\\]|\\.)*)"=(.*)$/.exec(line)
    if (value && current) current[unescape(value[1]!)] = readValue(value[2]!)
  }
  return seen ? found : undefined
}

/** A long value goes on in the next line after a backslash. */
function joinContinued(lines: readonly string[]): string[] {
  const joined: string[] = []
  let open = ''
  for (const line of lines) {
    const whole = open + (open === '' ? line : line.trim())
    // In text a backslash is always doubled or before a quotation mark, so one at the end of hexadecimal digits is a continuation.
    if (/=hex[^"]*\\$/.test(whole)) open = whole.slice(0, -1)
    else {
      joined.push(whole)
      open = ''
    }
  }
  return joined
}

const unescape = (text: string): string => text.replace(/\\(.)/g, '$1')

function readValue(written: string): RegistryValue {
  const text = /^"((?:[^"\\]|\\.)*)"$/.exec(written)?.[1]
  if (text !== undefined) return unescape(text)
  const dword = /^dword:([0-9a-f]{8})$/i.exec(written)?.[1]
  if (dword !== undefined) return Number.parseInt(dword, 16)
  // 2 is a text with names of variables, 7 a list of texts; both in UTF-16.
  const hex = /^hex\(([27])\):([0-9a-f,]*)$/i.exec(written)
  if (!hex) return written
  const bytes = hex[2]!.split(',').flatMap((byte) => (byte === '' ? [] : [Number.parseInt(byte, 16)]))
  const units = Array.from({ length: bytes.length >> 1 }, (_, at) => (bytes[2 * at] ?? 0) | ((bytes[2 * at + 1] ?? 0) << 8))
  const parts = units
    .map((unit) => String.fromCharCode(unit))
    .join('')
    .split('\0')
    .filter((part) => part !== '')
  return hex[1] === '7' ? parts : (parts[0] ?? '')
}
