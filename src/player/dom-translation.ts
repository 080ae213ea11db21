/**
 * Puts the words of another language in the place of the English ones: lit-localize's runtime, which only a page that is not
 * in English loads.
 */
import { configureLocalization } from '@lit/localize/init/runtime.js'
import type { LocaleModule } from '@lit/localize/internal/types.js'
import { SOURCE_LANGUAGE } from './locale-choice.ts'

/** Once in the life of a page. From then on msg() answers in `language`. */
export async function translate(language: string, words: LocaleModule): Promise<void> {
  const { setLocale } = configureLocalization({
    sourceLocale: SOURCE_LANGUAGE,
    targetLocales: [language],
    loadLocale: () => Promise.resolve(words),
  })
  await setLocale(language)
}
