/** The letters and emails of a campaign, as templates. What they are filled with comes from the person's case and from the settings. */
import { fillTemplate } from '../guidance/text-template.ts'
import type { Decision } from './settlement.ts'

export const letterKinds = ['invitation', 'rescinding', 'closing', 'chaser'] as const
export type LetterKind = (typeof letterKinds)[number]

interface LetterTemplate {
  readonly title: string
  readonly subject: string
  readonly body: string
}

export interface LetterValues {
  readonly name: string
  readonly organisation: string
  readonly serviceProvider: string
  readonly agentName: string
  readonly agentMobile: string
}

const foot = '\n\nIf you have questions, ring {agentName} on {agentMobile}.\n\n{agentName}\nRegistration Authority, {serviceProvider}'

export const letterTemplates: Readonly<Record<LetterKind, LetterTemplate>> = {
  invitation: {
    title: 'Invitation to prove identity',
    subject: 'Bring your identity documents to the Registration Authority',
    body: `Dear {name},

You were given an NHS smartcard without a face-to-face meeting, because none was possible at that time. We now need to see your original identity documents in person.

Please ring us to arrange a meeting. Bring your passport or driving licence, not a copy, and your smartcard.

Until the meeting your access stays as it is.${foot}`,
  },
  rescinding: {
    title: 'Notice that access ends',
    subject: 'Your access through {organisation} will be removed',
    body: `Dear {name},

You were given access to NHS systems for {organisation} for as long as normal working was not possible. That time has ended, and we will remove this access.

Your smartcard and any other access stay as they are. If you still need this access for your work, ask your sponsor to request it again.${foot}`,
  },
  closing: {
    title: 'Notice that the profile is closed',
    subject: 'Your NHS smartcard profile will be closed',
    body: `Dear {name},

Your profile in the Care Identity Service will be closed. Your smartcard will then no longer work. Please return it to us, or cut it through the chip.

If you still need a smartcard for your work, ring us before we close the profile.${foot}`,
  },
  chaser: {
    title: 'Reminder',
    subject: 'Reminder: the Registration Authority is waiting for you',
    body: `Dear {name},

We wrote to you about your NHS smartcard and have not heard from you. Please ring us in the next seven days.

If we do not hear from you, we may have to remove your access.${foot}`,
  },
}

export const letterOfDecision: Readonly<Record<Decision, LetterKind | undefined>> = {
  reverify: 'invitation',
  keep: undefined,
  rescind: 'rescinding',
  deregister: 'closing',
}

export const draftLetter = (kind: LetterKind, values: LetterValues): { readonly subject: string; readonly body: string } => ({
  subject: fillTemplate(letterTemplates[kind].subject, { ...values }),
  body: fillTemplate(letterTemplates[kind].body, { ...values }),
})
