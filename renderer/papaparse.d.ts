/** What the page uses of `papaparse`. Its own types bring those of Node, and the type check of the page must not know Node. */
interface ParseError {
  readonly type: 'Quotes' | 'Delimiter' | 'FieldMismatch'
  readonly row?: number
}
interface Parser {
  parse<Row>(
    text: string,
    options: { readonly delimiter: string; readonly skipEmptyLines: 'greedy'; readonly preview: number },
  ): { readonly data: Row[]; readonly errors: readonly ParseError[] }
}
declare const Papa: Parser
export default Papa
