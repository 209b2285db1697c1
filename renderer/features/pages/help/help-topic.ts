/** One help page. The edition's own guidance is shown on each step; help explains how to work with RA Desk. */
export interface HelpTopic {
  /** Part of the address, `/help/<id>`: links and bookmarks use it. */
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly sections: readonly HelpSection[]
}

/** Shown in this order: paragraphs, numbered steps, bullets, paragraphs after them. */
export interface HelpSection {
  readonly heading: string
  readonly paragraphs?: readonly string[]
  readonly steps?: readonly string[]
  readonly list?: readonly string[]
  readonly after?: readonly string[]
}
