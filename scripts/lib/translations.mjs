/**
 * The words of the player and their translations: what the source says (by lit-localize's own analysis), what the files in
 * translations/ say, and what is wrong between the two.
 */
import { readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { readConfigFileAndWriteSchema } from '@lit/localize-tools/lib/config.js'
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js'
import { stringifyDiagnostics } from '@lit/localize-tools/lib/typescript.js'
import { ROOT } from './run.mjs'

/**
 * @typedef {object} Message
 * @property {string} id of lit-localize: a hash of the English words
 * @property {string} words English, with `$0`, `$1`... where something is filled in
 * @property {string} file from the root, with forward slashes
 */

const CONFIG = join(ROOT, 'lit-localize.json')

export const openLocalizer = () => new RuntimeLitLocalizer(readConfigFileAndWriteSchema(CONFIG))

/** Files that are not held to the rules yet, and names that are the same everywhere. */
export function readAllowances() {
  return JSON.parse(readFileSync(new URL('../l10n-allowances.json', import.meta.url), 'utf8'))
}

/** @returns {readonly Message[]} @throws where the source calls msg() in a way lit-localize can't read */
export function sourceMessages(localizer) {
  const { messages, errors } = localizer.extractSourceMessages()
  if (errors.length > 0) throw new Error(stringifyDiagnostics(errors))
  return messages.map(({ name, contents, file }) => ({
    id: name,
    words: wordsOf(contents),
    file: relative(ROOT, file.fileName).split(sep).join(posix.sep),
  }))
}

/** @returns {ReadonlyMap<string, ReadonlyMap<string, string>>} words by id, by locale */
export function translatedWords(localizer) {
  const { translations } = localizer.readTranslationsSync()
  return new Map(
    [...translations].map(([locale, messages]) => [
      locale,
      new Map(messages.map(({ name, contents }) => [name, wordsOf(contents)])),
    ]),
  )
}

/** One string of a message: what is filled in (or is markup) becomes its number. */
export function wordsOf(contents) {
  return contents.map((part) => (typeof part === 'string' ? part : `$${part.index}`)).join('')
}

const FORM = /(\w+) ?\{([^}]*)\}/g

/** The forms of a counting message (src/player/plural.ts), or undefined where it counts nothing. */
export function formsOf(words) {
  if (!/^(zero|one|two|few|many|other) ?\{/.test(words)) return undefined
  return new Map([...words.matchAll(FORM)].map(([, category, form]) => [category, form]))
}

/** How many of the whole numbers below a thousand a language has in each plural category; those it has none in are left out. */
export function categoriesOf(locale) {
  const rules = new Intl.PluralRules(locale)
  const counts = new Map()
  for (let count = 0; count < 1000; count++) {
    const category = rules.select(count)
    counts.set(category, (counts.get(category) ?? 0) + 1)
  }
  return counts
}

/**
 * What is wrong with the English itself, so that it could never be translated.
 *
 * @param {readonly Message[]} messages
 */
export function sourceDefects(messages) {
  return messages.flatMap(({ file, words }) => {
    const say = (what) => `${file}: "${words}" ${what}`
    const forms = formsOf(words)
    return [
      // The build takes the indentation out of elements, which would make another message of it.
      ...(words.includes('\n') ? [say('is broken into lines; keep a message on one')] : []),
      ...(words.trim() === words ? [] : [say('begins or ends with a space; messages are whole sentences')]),
      ...(forms === undefined ? [] : formDefects(forms, 'en').map(say)),
    ]
  })
}

/**
 * What is wrong with one language.
 *
 * @param {string} locale
 * @param {readonly Message[]} messages
 * @param {ReadonlyMap<string, string>} translated
 * @returns {string[]}
 */
export function translationDefects(locale, messages, translated) {
  const known = new Set(messages.map(({ id }) => id))
  const stale = [...translated].filter(([id]) => !known.has(id))
  return [
    ...messages.flatMap(({ id, words, file }) => {
      const target = translated.get(id)
      if (target === undefined) return [`${locale}: missing: "${words}" (${id}, ${file})`]
      return targetDefects(locale, words, target).map((what) => `${locale}: "${words}" -> "${target}" ${what}`)
    }),
    ...stale.map(([id, words]) => `${locale}: stale: "${words}" (${id}) is not in the source any more`),
  ]
}

function targetDefects(locale, words, target) {
  if (target.trim() === '') return ['is empty']
  const forms = formsOf(words)
  const targetForms = formsOf(target)
  return [
    ...(target.trim() === target ? [] : ['begins or ends with a space']),
    ...(sorted(placeholders(words)) === sorted(placeholders(target)) ? [] : ['has other placeholders']),
    ...(forms === undefined ? [] : formDefects(targetForms ?? new Map(), locale)),
  ]
}

const placeholders = (words) => words.match(/\$\d+/g) ?? []
const sorted = (list) => [...new Set(list)].sort().join()

function formDefects(forms, locale) {
  return [...categoriesOf(locale)].flatMap(([category, numbers]) => {
    const form = forms.get(category)
    if (form === undefined) return [`has no form for "${category}"`]
    if (form.trim() === '') return [`says nothing for "${category}"`]
    // "Two listeners" may be a word of its own; what stands for several numbers must say which.
    return numbers > 1 && !form.includes('#') ? [`leaves out the number (#) for "${category}"`] : []
  })
}
