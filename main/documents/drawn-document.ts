/** A document as it leaves the drawing code. */
export interface DrawnDocument {
  readonly bytes: Uint8Array
  readonly mime: 'application/pdf' | 'text/csv' | 'application/json'
  /** Holds references only, never a name: file names are seen by everybody. */
  readonly fileName: string
}
