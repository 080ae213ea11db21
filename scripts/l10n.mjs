/**
 * `npm run l10n`: takes the words out of the source into translations/*.xlf, and makes the files the page loads
 * (src/player/locales/*.ts) of what is translated there. docs/translating.md says what to do with them.
 *
 * Words that are new stand in the .xlf without a `<target>`; those that are gone are taken out. Ends with 1 where a language is not
 * complete, as the test of the same rules (l10n.test.mjs) would.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT, runNode } from './lib/run.mjs'
import {
  openLocalizer,
  sourceDefects,
  sourceMessages,
  translatedWords,
  translationDefects,
} from './lib/translations.mjs'

const LOCALES = join(ROOT, 'src/player/locales')
const HEADER = `/** Words of the player. Made by \`npm run l10n\` of translations/: edit there, not here. */\n`

/** What lit-localize wrote, without its notes to other linters, and with `&` as `&` in what is not HTML. */
function tidied(code) {
  const [, imports = '', templates = ''] = /((?:\s*import .*)*)[\s\S]*?(export const templates[\s\S]*)/.exec(
    code.replace(/^\s*\/[/*].*$/gm, ''),
  ) ?? ['']
  const lines = templates.split('\n').map((line) => {
    if (!/^\s*'?s/.test(line)) return line
    return line.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  })
  return `${HEADER}${imports.replace(/^\s+/gm, '').replace(/(?<=.)$/, '\n\n')}${lines.join('\n')}`
}

const extracted = openLocalizer()
const messages = sourceMessages(extracted)
await extracted.writeInterchangeFiles()

// Opened anew: the files have changed.
const built = openLocalizer()
const wrong = [...sourceDefects(messages)]
const { errors } = built.validateTranslations()
if (errors.length > 0) throw new Error(errors.join('\n'))
console.warn = () => {}
await built.build()
for (const locale of built.config.targetLocales) {
  const path = join(LOCALES, `${locale}.ts`)
  writeFileSync(path, tidied(readFileSync(path, 'utf8')))
  wrong.push(...translationDefects(locale, messages, translatedWords(built).get(locale) ?? new Map()))
}
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')
const { ok, output } = await runNode([biome, 'format', '--write', LOCALES], { quiet: true, timeoutMs: 60_000 })
if (!ok) console.error(output)

for (const line of wrong) console.error(line)
console.log(`${messages.length} messages, ${built.config.targetLocales.join(', ')}: ${wrong.length || 'nothing'} to do`)
process.exitCode = ok && wrong.length === 0 ? 0 : 1
