/** Words that must not come back in what a person reads, with the words to use instead. */
export interface BannedWord {
  readonly name: string
  readonly pattern: RegExp
  readonly instead: string
  /** Files in which the word is the right one. */
  readonly except?: RegExp
}

/** The SIM of a modem has a PIN and a PUK of its own, and its maker calls them that. */
const aSimHasThem = /^native\/modem\//

/** On any screen, message, email, text or document. */
export const bannedEverywhere: readonly BannedWord[] = [
  { name: 'nobody', pattern: /\bnobody\b/i, instead: 'name the subject: “RA Desk does not …”, “no agent …”' },
  { name: 'whoever', pattern: /\bwhoever\b/i, instead: '“the agent who …”, “the person who …”' },
  { name: 'anew', pattern: /\banew\b/i, instead: 'again' },
  { name: 'thought better', pattern: /\bthought better\b/i, instead: 'cancelled' },
  { name: 'rightly', pattern: /\brightly\b/i, instead: 'correctly' },
  { name: 'became of', pattern: /\bbecame of\b/i, instead: '“what happened to”' },
  { name: 'is said', pattern: /\bis said\b/i, instead: '“RA Desk says”, “RA Desk reports”' },
  { name: 'is told', pattern: /\bis told\b/i, instead: '“tell …”, “RA Desk tells …”' },
  { name: 'has come', pattern: /\bhas come\b/i, instead: 'has arrived' },
  { name: 'held against', pattern: /\bheld against\b/i, instead: 'compared with' },
  { name: 'brings level', pattern: /\bbr(?:ings?|ought) (?:\S+ ){0,3}?level\b/i, instead: '“brings up to date”' },
  { name: 'tries (noun)', pattern: /\btries\b(?! (?:to|again|it|each|the|a|an|and|once|every)\b)/i, instead: 'attempts' },
  { name: 'keyhole', pattern: /\bkeyholes?\b/i, instead: 'IPC contract' },
  { name: 'twin', pattern: /\btwins?\b/i, instead: 'second copy' },
  { name: 'bound number', pattern: /\bbound number\b/i, instead: 'confirmed mobile' },
  { name: 'PIN', pattern: /\bPIN\b/, instead: 'passcode', except: aSimHasThem },
]

/** Words of the system's insides: on an administrator's page they may stand, explained. */
export const bannedForAgents: readonly BannedWord[] = [
  { name: 'PUK', pattern: /\bPUKs?\b/, instead: 'say what RA Desk does for the agent', except: aSimHasThem },
  { name: 'checkpoint', pattern: /\bcheckpoints?\b/i, instead: 'say what is proved' },
  { name: 'chain', pattern: /\bchain(?:s|ed)?\b/i, instead: 'record' },
  { name: 'vault', pattern: /\bvaults?\b/i, instead: 'RA Desk, or its files' },
  { name: 'management key', pattern: /\bmanagement keys?\b/i, instead: 'card key, or say what RA Desk does' },
  { name: 'MiB', pattern: /\bMiB\b/, instead: 'MB' },
]

/** Read by administrators (RA managers), and by auditors who examine a card or an exported record with them. */
export const administratorFiles: readonly RegExp[] = [
  /^renderer\/features\/(?:pages\/)?(?:settings|set-up|backup|workstation|card-inspection|look-at-card|card-template|record|stations?)\//,
  /^renderer\/features\/(?:pages\/)?cards\/(?:stock|import)/,
  /^main\/(?:backup|station|vault|record|integrity|settings)\b/,
  /^domain\/(?:backup|station|record|team)\b/,
  // What an inspection shows, command by command.
  /^native\/card(?:-inspection|\/(?:look|describe|transcript|exchange))/,
]
