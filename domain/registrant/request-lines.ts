/** What a request says of the registrant in lines like "Name: …" and "Email: …", and the organisation that it names. Proposals for the agent to confirm. */
import { parseEmail } from './email.ts'

export interface RequestLines {
  readonly registrantName?: string
  readonly registrantEmail?: string
  readonly odsCode?: string
}

interface NamedOrganisation {
  readonly odsCode: string
  readonly name: string
}

const WHO = String.raw`(?:(?:registrant|new starter|applicant|employee|user)(?:['’]s)?\s{1,3})?`
const OF_WHOM = String.raw`(?:\s{1,3}of\s{1,3}(?:the\s{1,3})?(?:registrant|new starter|applicant|employee|user))?`
/** A cell of a table ends with a tab. */
const SAYS = String.raw`\s*(?:[:=]|\t)\s*`
const NAME_LINE = new RegExp(String.raw`^[\s*•-]*${WHO}(?:full\s{1,3})?name${OF_WHOM}${SAYS}(\S.*)$`, 'i')
const EMAIL_LINE = new RegExp(String.raw`^[\s*•-]*${WHO}e-?mail(?:\s{1,3}address)?${SAYS}(\S+)`, 'i')
/** No one writes a name or an address in a longer line. */
const LONGEST_LINE = 400
const LONGEST_NAME = 200

/** Each line is read for itself: what a label leaves empty is empty, and never the next line. */
export function readRequestLines(subject: string, text: string, organisations: readonly NamedOrganisation[]): RequestLines {
  const lines = text.split('\n').filter((line) => line.length <= LONGEST_LINE)
  const name = findIn(lines, NAME_LINE)?.split('\t')[0]!.trim()
  const email = parseEmail(findIn(lines, EMAIL_LINE) ?? '')
  const named = findNamed(`${subject}\n${text}`, organisations)
  return {
    ...(name !== undefined && name !== '' && name.length <= LONGEST_NAME ? { registrantName: name } : {}),
    ...(email.ok ? { registrantEmail: email.value.value } : {}),
    ...(named.length === 1 ? { odsCode: named[0]!.odsCode } : {}),
  }
}

function findIn(lines: readonly string[], pattern: RegExp): string | undefined {
  for (const line of lines) {
    const found = pattern.exec(line)
    if (found) return found[1]
  }
  return undefined
}

/** A code counts as a word of its own. Names are looked for only if their first word is there: a station may register for thousands. */
function findNamed(text: string, organisations: readonly NamedOrganisation[]): NamedOrganisation[] {
  const codes = new Set(text.match(/\w+/g))
  const folded = text.toLowerCase()
  const words = new Set(folded.match(/[\p{L}\p{N}]+/gu))
  return organisations.filter(({ odsCode, name }) => {
    if (codes.has(odsCode)) return true
    const wanted = name.toLowerCase()
    const [first] = /[\p{L}\p{N}]+/u.exec(wanted) ?? []
    return first !== undefined && words.has(first) && folded.includes(wanted)
  })
}
