/**
 * Finds the names that a module uses without declaring them, and what it asks of them: `document`, `Math.random`.
 *
 * Knows JavaScript's scopes (blocks, functions, hoisting), so that a local variable called `performance` is no clock.
 * Types are left out: they are erased, and a type makes nothing impure. It judges nothing; layers.mjs does.
 */
import { visitorKeys } from 'oxc-parser'

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])
const BLOCKS = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'StaticBlock',
])
/** Wrappers of TypeScript around a value; every other TS node is a type and is erased. */
const VALUE_WRAPPERS = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
])

/** Collects the names that a binding pattern declares: `a`, `{ a, b: [c] }`, `...rest`, `a = 1`. */
function addBindings(pattern, into) {
  if (pattern === null || pattern === undefined) return
  if (pattern.type === 'Identifier') into.add(pattern.name)
  else if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties) addBindings(property.value ?? property.argument, into)
  } else if (pattern.type === 'ArrayPattern') for (const element of pattern.elements) addBindings(element, into)
  else if (pattern.type === 'AssignmentPattern') addBindings(pattern.left, into)
  else if (pattern.type === 'RestElement') addBindings(pattern.argument, into)
}

function children(node) {
  const found = []
  for (const key of visitorKeys[node.type] ?? []) {
    const value = node[key]
    if (Array.isArray(value)) found.push(...value.filter((item) => item !== null))
    else if (value !== null && value !== undefined) found.push(value)
  }
  return found
}

/** `var` reaches the whole function, from whatever depth, but not out of an inner function. */
function addVars(node, into) {
  if (FUNCTIONS.has(node.type)) return
  if (node.type === 'VariableDeclaration' && node.kind === 'var') {
    for (const declaration of node.declarations) addBindings(declaration.id, into)
  }
  for (const child of children(node)) addVars(child, into)
}

/** What the statements of one block declare for that block. */
function addDeclarations(statements, into) {
  for (const statement of statements) {
    const node = statement.declaration ?? statement
    if (node.type === 'VariableDeclaration') for (const { id } of node.declarations) addBindings(id, into)
    else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') addBindings(node.id, into)
    else if (node.type === 'ImportDeclaration') for (const { local } of node.specifiers) into.add(local.name)
  }
}

function declaredBy(node) {
  const names = new Set()
  if (node.type === 'Program') {
    addDeclarations(node.body, names)
    for (const child of node.body) addVars(child, names)
  } else if (FUNCTIONS.has(node.type)) {
    names.add('arguments')
    if (node.type === 'FunctionExpression') addBindings(node.id, names)
    for (const param of node.params) addBindings(param, names)
    if (node.body !== null) addVars(node.body, names)
  } else if (node.type === 'ClassExpression') addBindings(node.id, names)
  else if (node.type === 'CatchClause') addBindings(node.param, names)
  else if (node.type === 'BlockStatement' || node.type === 'StaticBlock') addDeclarations(node.body, names)
  else if (node.type === 'SwitchStatement') for (const { consequent } of node.cases) addDeclarations(consequent, names)
  else if (node.type === 'ForStatement') addDeclarations(node.init === null ? [] : [node.init], names)
  else if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') addDeclarations([node.left], names)
  return names
}

const opensScope = (node) =>
  node.type === 'Program' ||
  FUNCTIONS.has(node.type) ||
  BLOCKS.has(node.type) ||
  node.type === 'CatchClause' ||
  node.type === 'ClassExpression'

/** Children that are values: keys and labels that are only spelled, and types, are left out. */
function valueChildren(node) {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? [node.object, node.property] : [node.object]
    case 'Property':
      // A shorthand's key and value are the same name: once is enough.
      return node.computed ? [node.key, node.value] : [node.value]
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return [...(node.decorators ?? []), ...(node.computed ? [node.key] : []), node.value].filter(Boolean)
    case 'LabeledStatement':
      return [node.body]
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'MetaProperty':
      return []
    case 'ExportNamedDeclaration':
      if (node.exportKind === 'type' || node.source !== null) return []
      return node.declaration === null ? [] : [node.declaration]
    default:
      return children(node)
  }
}

function isErased(node) {
  if (node.declare === true) return true
  return node.type.startsWith('TS') && !VALUE_WRAPPERS.has(node.type)
}

/**
 * @param {import('oxc-parser').Program} program
 * @returns {{ name: string, member: string | undefined, start: number }[]} each free name as it is used; `member` is the
 *   property asked of it where that is plain to see (`Math.max`, `Math['max']`), `start` its offset in UTF-16 units
 */
export function freeNames(program) {
  const found = []
  const scopes = []
  const visit = (node, member) => {
    if (isErased(node)) return
    if (node.type === 'Identifier') {
      if (!scopes.some((names) => names.has(node.name))) found.push({ name: node.name, member, start: node.start })
      return
    }
    const scoped = opensScope(node)
    if (scoped) scopes.push(declaredBy(node))
    for (const child of valueChildren(node)) {
      visit(child, node.type === 'MemberExpression' && child === node.object ? memberName(node) : undefined)
    }
    if (scoped) scopes.pop()
  }
  visit(program, undefined)
  return found
}

function memberName(node) {
  if (!node.computed) return node.property.name
  return node.property.type === 'Literal' ? String(node.property.value) : undefined
}
