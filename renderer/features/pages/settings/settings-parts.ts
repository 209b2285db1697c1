/** What is drawn for each part of the settings. */
import type { ComponentType } from 'react'
import { AgentsPart } from './agents-part.tsx'
import { AuthorityPart } from './authority-part.tsx'
import { CardTemplatePart } from './card-template-part.tsx'
import { CardsPart } from './cards-part.tsx'
import { EditionsPart } from './editions-part.tsx'
import { ElsewherePart } from './elsewhere-part.tsx'
import { ModemPart } from './modem-part.tsx'
import { OrganisationsPart } from './organisations-part.tsx'
import type { PartProps } from './part-form.tsx'
import { PassphrasePart } from './passphrase-part.tsx'
import { PolicyPart } from './policy-part.tsx'
import { PrinterPart } from './printer-part.tsx'
import { ProviderPart } from './provider-part.tsx'
import { ReturnAddressPart } from './return-address-part.tsx'
import { SafetyPart } from './safety-part.tsx'
import {
  AuthorityNow,
  CardsNow,
  ModemNow,
  PrinterNow,
  ProviderNow,
  ReturnAddressNow,
  StaffNow,
  TextsAndLabelsNow,
  YouNow,
} from './set-now.tsx'
import type { PartId } from './settings-index.ts'
import { StaffPart } from './staff-part.tsx'
import { TextsAndLabelsPart } from './texts-and-labels-part.tsx'
import { UpdateNow } from './update-now.tsx'
import { UpdatePart } from './update-part.tsx'
import { YouPart } from './you-part.tsx'

interface DrawnPart {
  readonly Part: ComponentType<PartProps>
  /** What is set now. */
  readonly Now?: ComponentType
  /** Closed until the agent opens it: the page shows what is set now. */
  readonly folds?: true
  /** Stands beside another part. */
  readonly isShort?: true
}

export const drawnParts: Readonly<Record<PartId, DrawnPart>> = {
  you: { Part: YouPart, Now: YouNow },
  passphrase: { Part: PassphrasePart },
  safety: { Part: SafetyPart },
  agents: { Part: AgentsPart },
  organisations: { Part: OrganisationsPart },
  staff: { Part: StaffPart, Now: StaffNow },
  provider: { Part: ProviderPart, Now: ProviderNow, folds: true },
  'return-address': { Part: ReturnAddressPart, Now: ReturnAddressNow, folds: true },
  'texts-and-labels': { Part: TextsAndLabelsPart, Now: TextsAndLabelsNow, folds: true },
  printer: { Part: PrinterPart, Now: PrinterNow, folds: true },
  modem: { Part: ModemPart, Now: ModemNow, folds: true },
  cards: { Part: CardsPart, Now: CardsNow, folds: true },
  card: { Part: CardTemplatePart, isShort: true },
  authority: { Part: AuthorityPart, Now: AuthorityNow, folds: true },
  update: { Part: UpdatePart, Now: UpdateNow },
  elsewhere: { Part: ElsewherePart, isShort: true },
  editions: { Part: EditionsPart },
  'policy-values': { Part: PolicyPart },
}
