/** Finds the texts in a source file that a person reads: prose in strings, templates and JSX. */
import ts from 'typescript'

export interface FoundText {
  readonly line: number
  readonly text: string
}

/** Attributes of JSX that hold names for the machine. */
const machineAttributes =
  /^(?:className|id|htmlFor|href|name|type|role|key|src|autoComplete|data-.*|aria-(?:labelledby|describedby|controls|live))$/

/** Calls whose text only a developer reads. */
const developerCalls = /(?:^|\.)(?:log|warn|debug|error|info|querySelector(?:All)?|addEventListener|exec|prepare|require|import)$/

export function readTexts(fileName: string, source: string): readonly FoundText[] {
  const file = ts.createSourceFile(
    fileName,
    source,
    ts.ScriptTarget.Latest,
    true,
    fileName.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const found: FoundText[] = []
  const add = (node: ts.Node, text: string) => {
    if (isProse(text))
      found.push({ line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1, text: text.replaceAll(/\s+/g, ' ').trim() })
  }
  const visit = (node: ts.Node): void => {
    if (isForTheMachine(node, file)) return
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) add(node, node.text)
    else if (ts.isJsxText(node)) add(node, ` ${node.text.trim()} `)
    else if (ts.isTemplateExpression(node)) add(node, [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** One word in lower case is a name of something; anything with a space, or that begins as a sentence does, is read by a person. */
function isProse(text: string): boolean {
  const trimmed = text.trim()
  // Labels that go into a key derivation are no text.
  if (trimmed === '' || trimmed.startsWith('ra-desk ')) return false
  return /\s/.test(text) || /^\p{Lu}/u.test(trimmed)
}

function isForTheMachine(node: ts.Node, file: ts.SourceFile): boolean {
  // The guidance's own words are quoted as they stand.
  if (ts.isPropertyAssignment(node) && nameOf(node.name) === 'guidance') return true
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return true
  if (ts.isJsxAttribute(node)) return machineAttributes.test(node.name.getText(file))
  // A bug's message: no screen shows it.
  if (ts.isNewExpression(node)) return node.expression.getText(file).endsWith('Error')
  if (ts.isCallExpression(node)) return developerCalls.test(node.expression.getText(file))
  return false
}

function nameOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined
}
