/**
 * Email address in practical syntax, and what kind of mailbox its domain is. The guidance: "preferably an NHS or other secure email address
 * if available. Otherwise judgement is to be exercised by the Registration Authority (RA)."
 */
import { err, ok, type Result } from '../result.ts'
import { LONGEST_TYPED, type Parsed } from './parsed.ts'
import { cleanCode } from '../text-from-outside.ts'

export type EmailCode = 'email-missing' | 'email-at' | 'email-space' | 'email-local-part' | 'email-domain' | 'email-too-long'

/** How an address may be used: without more ado, or only when the agent says why. As stored in the case. */
export type EmailJudgement = 'nhs.net' | 'secure' | 'judged'

export interface EmailDomainKind {
  readonly kind: 'nhs.net' | 'nhs.uk' | 'secure' | 'other'
  readonly judgement: EmailJudgement
  /** The public suffix that decided it, when one did. */
  readonly suffix?: string
  /** For the agent, in one or two sentences. */
  readonly explanation: string
}

/** Public suffixes whose organisations run secure mail for public services. Data: check it with your information governance team. */
export const secureEmailSuffixes: readonly { readonly suffix: string; readonly name: string }[] = [
  { suffix: 'gov.uk', name: 'central and local government' },
  { suffix: 'police.uk', name: 'police forces' },
  { suffix: 'mod.uk', name: 'Ministry of Defence' },
  { suffix: 'parliament.uk', name: 'Parliament' },
  { suffix: 'gov.scot', name: 'Scottish Government' },
  { suffix: 'scot.nhs.uk', name: 'NHS Scotland' },
  { suffix: 'gov.wales', name: 'Welsh Government' },
  { suffix: 'llyw.cymru', name: 'Welsh Government' },
  { suffix: 'wales.nhs.uk', name: 'NHS Wales' },
  { suffix: 'hscni.net', name: 'Health and Social Care Northern Ireland' },
  { suffix: 'cjsm.net', name: 'Criminal Justice Secure Email' },
]

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/
/** RFC 5321 §4.5.3.1, less the angle brackets of a path. */
const LONGEST_ADDRESS = 254
const LONGEST_LOCAL_PART = 64

const EXAMPLE = 'Enter an email address in the correct format, like name@example.com.'

const tooLong = err('email-too-long', 'This email address is too long to exist.', EXAMPLE)

/** Reads `mailto:`, angle brackets and a trailing full stop or comma too. The domain is lower-cased, the part before @ kept as it is. */
export function parseEmail(raw: string): Result<Parsed<string>, EmailCode> {
  if (raw.length > LONGEST_TYPED) return tooLong
  const text = unwrap(cleanCode(raw))
  if (text === '') return err('email-missing', 'Enter an email address.', EXAMPLE)
  if (/\s/.test(text)) return err('email-space', 'An email address has no spaces in it.', EXAMPLE)
  const at = text.lastIndexOf('@')
  if (at < 0 || text.indexOf('@') !== at) return err('email-at', 'An email address has one @ in it.', EXAMPLE)
  const local = text.slice(0, at)
  const domain = text.slice(at + 1).toLowerCase()
  if (text.length > LONGEST_ADDRESS || local.length > LONGEST_LOCAL_PART) {
    return tooLong
  }
  if (!LOCAL_PART.test(local)) {
    return err('email-local-part', 'The part before the @ has a character or full stop that cannot be there.', EXAMPLE)
  }
  if (!DOMAIN.test(domain))
    return err('email-domain', 'The part after the @ is not complete or has a character that cannot be there.', EXAMPLE)
  const meant = findMistypedDomain(domain)
  return ok({ value: `${local}@${domain}`, warnings: meant ? [`The part after the @ is nearly ${meant}. Check it letter by letter.`] : [] })
}

/** Which kind of mailbox an address is, by its domain's end and never by what merely contains the words. */
export function classifyEmail(address: string): EmailDomainKind {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  if (domain === 'nhs.net') return { kind: 'nhs.net', judgement: 'nhs.net', suffix: 'nhs.net', explanation: 'NHSmail.' }
  const secure = secureEmailSuffixes.find(({ suffix }) => isUnder(domain, suffix))
  if (secure) {
    return { kind: 'secure', judgement: 'secure', suffix: secure.suffix, explanation: `Secure email of ${secure.name}.` }
  }
  if (isUnder(domain, 'nhs.uk')) {
    return {
      kind: 'nhs.uk',
      judgement: 'secure',
      suffix: 'nhs.uk',
      explanation: 'An NHS address. It is secure when the organisation’s email is accredited to the secure email standard (DCB1596).',
    }
  }
  return {
    kind: 'other',
    judgement: 'judged',
    explanation: 'Not an NHS or other known secure address. You decide whether to use it, and say why.',
  }
}

/** Email addresses are shown as they are. */
export function formatEmail(address: string): string {
  return address
}

function unwrap(text: string): string {
  const inBrackets = /<([^<>]*)>\s*[,;]?$/.exec(text)
  return (inBrackets ? inBrackets[1]! : text)
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/(?<![.,;])[.,;]+$/, '')
}

function isUnder(domain: string, suffix: string): boolean {
  return domain === suffix || domain.endsWith(`.${suffix}`)
}

/** One letter wrong, missing, too many, or two swapped in a domain that most registrants have. */
function findMistypedDomain(domain: string): string | undefined {
  return ['nhs.net', 'gmail.com', 'hotmail.com', 'outlook.com', 'hotmail.co.uk'].find(
    (known) => domain !== known && isOneSlipFrom(domain, known),
  )
}

function isOneSlipFrom(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false
  let start = 0
  while (start < typed.length && typed[start] === meant[start]) start += 1
  const rest = (text: string, from: number): string => text.slice(from)
  return (
    rest(typed, start + 1) === rest(meant, start + 1) ||
    rest(typed, start + 1) === rest(meant, start) ||
    rest(typed, start) === rest(meant, start + 1) ||
    (typed[start] === meant[start + 1] && typed[start + 1] === meant[start] && rest(typed, start + 2) === rest(meant, start + 2))
  )
}
