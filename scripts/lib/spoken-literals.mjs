/**
 * Finds words for people that stand in the source outside msg(), where no translation reaches them.
 *
 * Never touches the disk. Three places are looked at: the text of html`` and svg`` templates, their attributes that are spoken
 * or shown (aria-label, title, ...), and sentences anywhere else. What a template computes is followed through conditions,
 * concatenations and callbacks. Words for developers (thrown errors, the console) are not for people.
 */
import { parseSync, visitorKeys } from 'oxc-parser'

const TEMPLATE_TAGS = new Set(['html', 'svg'])
const SPOKEN = new Set(['label', 'title', 'placeholder', 'alt', 'heading', 'summary'])
const SPOKEN_ARIA = new Set(['label', 'description', 'valuetext', 'roledescription', 'placeholder', 'braillelabel'])
/** Two words with a space between, beginning with a capital or ending like a sentence: nothing but people reads that. */
const SENTENCE = /^\p{Lu}[\p{L}'’]* +[\p{L}\d]|\p{L} [^{}]*[\p{L}\d%)][.?!…]$/u

/**
 * @param {string} path of the file, for its extension only
 * @param {string} text
 * @param {readonly string[]} names proper names, which are the same in every language
 * @returns {{ line: number, words: string }[]}
 */
export function spokenLiterals(path, text, names = []) {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`)
  const found = new Map()
  const report = (node, words) => {
    if (!hasLetters(words, names)) return
    const line = text.slice(0, node.start).split('\n').length
    found.set(`${node.start} ${words}`, { line, words: words.replace(/\s+/g, ' ').trim() })
  }
  walk(program, undefined, report)
  return [...found.values()].sort((a, b) => a.line - b.line)
}

function hasLetters(words, names) {
  const bare = names.reduce((rest, name) => rest.replaceAll(name, ''), words).replace(/&#?\w+;/g, '')
  return /\p{L}/u.test(bare)
}

function walk(node, parent, report) {
  if (node === null || typeof node !== 'object') return
  if (Array.isArray(node)) {
    for (const child of node) walk(child, parent, report)
    return
  }
  if (isForDevelopers(node) || isType(node)) return
  if (isTemplate(node)) {
    judgeTemplate(node, isMsgCall(parent), report)
    walk(node.quasi.expressions, node, report)
    return
  }
  if (isMsgCall(node)) {
    const [words] = node.arguments
    if (words?.type === 'TaggedTemplateExpression') walk(words, node, report)
    return
  }
  if (node.type === 'TaggedTemplateExpression') {
    // css``, str`` and the like: no words of ours, but expressions may be anything.
    walk(node.quasi.expressions, node, report)
    return
  }
  for (const words of literalWords(node)) if (SENTENCE.test(words)) report(node, words)
  for (const key of visitorKeys[node.type] ?? []) walk(node[key], node, report)
}

const isTemplate = (node) => node.type === 'TaggedTemplateExpression' && TEMPLATE_TAGS.has(node.tag.name)
const isMsgCall = (node) => node?.type === 'CallExpression' && node.callee.name === 'msg'

/** Types hold no words; of TypeScript's own nodes only casts hold expressions. */
function isType({ type }) {
  return type.startsWith('TS') && !['TSAsExpression', 'TSSatisfiesExpression'].includes(type)
}

function isForDevelopers(node) {
  if (/^(Import|Export(All|Named))/.test(node.type)) return node.declaration === undefined || node.declaration === null
  if (node.type === 'NewExpression') return /Error$|^RegExp$/.test(node.callee.name ?? '')
  // `warn` is what the console's is called where it is handed in.
  return (
    node.type === 'CallExpression' && (node.callee.object?.name === 'console' || node.callee.property?.name === 'warn')
  )
}

function literalWords(node) {
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value]
  if (node.type === 'TemplateLiteral') return [node.quasis.map(({ value }) => value.cooked ?? '').join('1')]
  return []
}

/** Reads the markup of a template, to know what each text and each `${}` of it is. */
function judgeTemplate(node, isTranslated, report) {
  const reader = markupReader()
  const { quasis, expressions } = node.quasi
  quasis.forEach((quasi, index) => {
    for (const { words, attribute } of reader.read(quasi.value.cooked ?? '')) {
      // lit-localize hands attributes inside a message to the translators as they are: they are not translated either.
      if (!isTranslated || attribute) report(quasi, words)
    }
    const expression = expressions[index]
    if (expression === undefined || !reader.isSpoken()) return
    for (const result of results(expression)) for (const words of literalWords(result)) report(result, words)
  })
}

/** What an expression can come out as, as far as its literals go. */
function results(node) {
  switch (node?.type) {
    case 'ConditionalExpression':
      return [...results(node.consequent), ...results(node.alternate)]
    case 'LogicalExpression':
    case 'BinaryExpression':
      return /^[=!<>]|^in$|^instanceof$/.test(node.operator) ? [] : [...results(node.left), ...results(node.right)]
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return results(node.expression)
    case 'ArrayExpression':
      return node.elements.flatMap(results)
    case 'ArrowFunctionExpression':
      return node.expression === true || node.body?.type !== 'BlockStatement' ? results(node.body) : []
    case 'CallExpression':
      return isMsgCall(node) || node.callee.name === 'plural'
        ? []
        : node.arguments.flatMap((argument) => (argument.type === 'ArrowFunctionExpression' ? results(argument) : []))
    case undefined:
      return []
    default:
      return [node]
  }
}

/** A small reader of lit's HTML: where text, tags and attributes begin and end, across the pieces of a template. */
function markupReader() {
  /** @type {'text' | 'tag' | 'comment' | 'value'} */
  let state = 'text'
  let attribute = ''
  let quote = ''

  function* read(html) {
    let rest = html
    while (rest !== '') {
      if (state === 'text') {
        const [, words, tag = ''] = /^([^<]*)(<!--|<)?/.exec(rest) ?? ['', '']
        if (words !== '') yield { words, attribute: false }
        rest = rest.slice(words.length + tag.length)
        if (tag !== '') state = tag === '<' ? 'tag' : 'comment'
      } else if (state === 'comment') {
        const end = rest.indexOf('-->')
        rest = end < 0 ? '' : rest.slice(end + 3)
        if (end >= 0) state = 'text'
      } else if (state === 'tag') {
        const [all, name, opening = ''] = /^[^=>]*?(?:([^\s=>]+)\s*=\s*(["']?)|>|$)/.exec(rest) ?? ['']
        rest = rest.slice(all.length)
        attribute = name ?? ''
        quote = opening
        if (name !== undefined) state = 'value'
        else if (all.endsWith('>')) state = 'text'
        else rest = ''
      } else {
        const value = quote === '' ? (/^[^\s>]*/.exec(rest)?.[0] ?? '') : rest.split(quote, 1)[0]
        if (value !== '' && isSpokenAttribute(attribute)) yield { words: value, attribute: true }
        rest = rest.slice(value.length)
        if (rest === '' && (quote !== '' || value === '')) return
        if (quote !== '') rest = rest.slice(1)
        state = 'tag'
      }
    }
  }

  return { read, isSpoken: () => state === 'text' || (state === 'value' && isSpokenAttribute(attribute)) }
}

/** `aria-label`, `title`, and properties of that name: `.label`, `.ariaLabel`. */
function isSpokenAttribute(name) {
  const bare = name.replace(/^\./, '').toLowerCase()
  return SPOKEN.has(bare) || (bare.startsWith('aria') && SPOKEN_ARIA.has(bare.replace(/^aria-?/, '')))
}
