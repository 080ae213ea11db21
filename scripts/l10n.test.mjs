/** The words of the player: all of them translated, none of them where no translation reaches. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { matches } from './lib/layer-rules.mjs'
import { ROOT } from './lib/run.mjs'
import { spokenLiterals } from './lib/spoken-literals.mjs'
import {
  formsOf,
  openLocalizer,
  readAllowances,
  sourceDefects,
  sourceMessages,
  translatedWords,
  translationDefects,
} from './lib/translations.mjs'

const { names, tables, pending } = readAllowances()
const isTable = (path) => tables.some(({ file }) => file === path)
const isPending = (file) => pending.some((glob) => matches(glob, file))

let localizer
let messages
let translated

// TypeScript reads the whole player for this: seconds, where nothing else runs.
beforeAll(() => {
  localizer = openLocalizer()
  messages = sourceMessages(localizer)
  translated = translatedWords(localizer)
}, 60_000)

test('every message can be translated: on one line, whole, with the plurals of its language', () => {
  expect(messages.length).toBeGreaterThan(30)
  expect(sourceDefects(messages)).toEqual([])
})

test('every message is translated into every language, with the same placeholders, and nothing else is', () => {
  const { targetLocales } = localizer.config
  expect([...translated.keys()]).toEqual(targetLocales)
  const pendingWords = new Set(messages.filter(({ file }) => isPending(file)).map(({ id }) => id))
  const due = ({ id }) => !pendingWords.has(id)
  const defects = targetLocales.flatMap((locale) => {
    const words = translated.get(locale)
    return translationDefects(
      locale,
      messages.filter((message) => due(message) || words.has(message.id)),
      words,
    )
  })
  expect(defects, 'run `npm run l10n`, then translate what has no <target> in translations/').toEqual([])
  expect(localizer.validateTranslations().errors).toEqual([])
})

test('what the page loads is what the translations say', async () => {
  for (const locale of localizer.config.targetLocales) {
    const { templates } = await import(`../src/player/locales/${locale}.ts`)
    for (const [id, words] of translated.get(locale)) {
      const built = templates[id]
      const template = typeof built === 'string' ? { strings: [built], values: [] } : built
      if (id.startsWith('s')) expect(filled(template), `${locale} ${id}: run \`npm run l10n\``).toBe(words)
      else expect(template?.strings, `${locale} ${id}: run \`npm run l10n\``).toBeDefined()
    }
  }
})

/** The words of a template as translations are written here: `$0 of $1`. */
function filled(template) {
  return template?.strings
    .map((words, at) => words + (at < template.values.length ? `$${template.values[at]}` : ''))
    .join('')
}

test('no words for people stand outside msg()', () => {
  const files = ['src/player', 'src/embed']
    .flatMap((folder) => sources(folder))
    .filter((file) => !isPending(file) && !isTable(file))
  expect(files.length).toBeGreaterThan(30)
  const found = files.flatMap((file) =>
    spokenLiterals(file, readFileSync(join(ROOT, file), 'utf8'), names).map(
      ({ line, words }) => `${file}:${line}: ${words}`,
    ),
  )
  expect(found).toEqual([])
})

function sources(folder) {
  let paths
  try {
    paths = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  } catch {
    return []
  }
  return paths
    .filter(
      (path) =>
        path.endsWith('.ts') && !/\.(?:test|contract)\.ts$|(?:^|\/)(?:testing\/|test-)|^demo\b|^locales\b/.test(path),
    )
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort()
}

const english = [
  { id: 'a', words: 'Hello $0', file: 'a.ts' },
  { id: 'b', words: 'one {# hill} other {# hills}', file: 'b.ts' },
]
const defectsOf = (locale, words) => translationDefects(locale, english, new Map(Object.entries(words)))

test('a translation that is missing, empty, stale or lost a placeholder is named', () => {
  expect(defectsOf('de', { a: 'Hallo $0', b: 'one {# Hügel} other {# Hügel}' })).toEqual([])
  const broken = defectsOf('de', { a: ' ', c: 'Alt' })
  expect(broken).toHaveLength(3)
  expect(broken.join('\n')).toMatch(/is empty[\s\S]*missing: "one \{# hill}[\s\S]*stale: "Alt"/)
  expect(defectsOf('de', { a: 'Hallo $1', b: 'one {# Hügel} other {# Hügel}' })[0]).toContain('has other placeholders')
})

test('a language has all the plural forms it needs, each with its number', () => {
  expect(defectsOf('ja', { a: '$0さん', b: 'other {丘#つ}' })).toEqual([])
  expect(defectsOf('ar', { a: '$0', b: 'one {تل} other {# تل}' })).toHaveLength(4)
  expect(defectsOf('fr', { a: '$0', b: 'one {une colline} other {# collines}' })[0]).toContain('leaves out the number')
  expect(formsOf('No forms')).toBeUndefined()
})

test('English that a build or a translator would stumble over is named', () => {
  const defects = sourceDefects([
    { id: 'a', words: 'two\n lines', file: 'a.ts' },
    { id: 'b', words: ' glued', file: 'a.ts' },
    { id: 'c', words: 'one {# hill}', file: 'a.ts' },
  ])
  expect(defects).toHaveLength(3)
})
