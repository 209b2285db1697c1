/**
 * The roles of the Registration Authority on this workstation, and which acts on a case each may record. What each role may ask of `main`
 * is declared with each channel (`preload/contract/`); acts on a case all come through one channel and are told apart here.
 */
import { err, type Err } from '../result.ts'

/** `raManager` is national role R5080, `raAgent` is R5090, `idChecker` is the activity B0267. A sponsor (B1300) asks by email and does not sit here. */
export const roles = ['raManager', 'raAgent', 'idChecker'] as const
export type Role = (typeof roles)[number]

export const roleNames: Readonly<Record<Role, { readonly title: string; readonly code: string; readonly may: string }>> = {
  raManager: {
    title: 'RA manager',
    code: 'R5080',
    may: 'Does all that an RA agent does, and decides who may sign in, settings, and the recovery key.',
  },
  raAgent: {
    title: 'RA agent',
    code: 'R5090',
    may: 'Carries registrations from the request to the first log-in: identity, card, dispatch, passcode.',
  },
  idChecker: {
    title: 'RA ID checker',
    code: 'B0267',
    may: 'Records requests and details, checks documents and photographs, and holds the video call. Touches no card and no passcode.',
  },
}

/** `do`: may change something. `view`: sees it and changes nothing by it. `no`: not shown, and refused. */
export type Access = 'do' | 'view' | 'no'
export type RoleRule = Readonly<Record<Role, Access>>

export type RoleRefusalCode = 'not-your-role'

/** Whom to ask, for the middle of a sentence: “an RA manager”, “an RA agent or an RA manager”. */
export function nameWhom(allowed: readonly Role[]): string {
  // The role nearest to the work comes first.
  const titles = roles.filter((role) => allowed.includes(role)).map((role) => `an ${roleNames[role].title}`)
  return titles.toReversed().join(' or ')
}

/** The same roles as the subject of a sentence, more than one person: “RA managers”, “RA agents and RA managers”. */
export function nameGroups(allowed: readonly Role[]): string {
  const titles = roles.filter((role) => allowed.includes(role)).map((role) => `${roleNames[role].title}s`)
  return titles.toReversed().join(' and ')
}

/** `allowed`: the roles that may. */
export function notYourRole(role: Role, allowed: readonly Role[]): Err<RoleRefusalCode> {
  return err(
    'not-your-role',
    `An ${roleNames[role].title} may not do this on this workstation. Nothing was changed.`,
    `Ask ${nameWhom(allowed)} to sign in and do it.`,
  )
}
