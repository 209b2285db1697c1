/** A page for the system's print dialog. */
export interface PageToPrint {
  readonly title: string
  /** Inside of `<body>`; everything from outside is escaped. */
  readonly body: string
  readonly style: string
}

export type PrintEnd = 'printed' | 'cancelled' | 'failed'
