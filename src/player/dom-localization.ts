/**
 * Brings the words of the listener's language onto the page, before anything is drawn.
 *
 * English is in the source and costs nothing; every other language is a file of its own, loaded when it is wanted. Waiting
 * for it has an end: a player in English beats no player. Only documents of our own get `lang` and `dir`: a site around
 * the player has its own. See docs/decisions/0024-localisation.md.
 */
import type { LocaleModule } from '@lit/localize'
import { keptLanguage } from './local-storage-look.ts'
import { setCurrentLocale, setWordsPending } from './locale.ts'
import { chooseLocale, directionOf, ENGLISH, type Language, type Locale, SOURCE_LANGUAGE } from './locale-choice.ts'

/** A file of about 5 KB on the host the page itself came from: who is slower than this can't be waited for. */
const PATIENCE_MS = 3000

type TargetLanguage = Exclude<Language, typeof SOURCE_LANGUAGE>

const WORDS: Readonly<Record<TargetLanguage, () => Promise<LocaleModule>>> = {
  de: () => import('./locales/de.ts'),
  es: () => import('./locales/es.ts'),
  fr: () => import('./locales/fr.ts'),
  ja: () => import('./locales/ja.ts'),
  ar: () => import('./locales/ar.ts'),
}

/** What was decided; a page speaks one language. */
let decided: Promise<Locale> | undefined

/**
 * For the documents that are ours: the listening page, the embedded frame, the gallery. In this order count `?lang=`, what the
 * listener chose in the settings, the
 * publisher's `<meta name="grapevine:language">` (`auto` leaves it to the listener), without one the document's own `lang`,
 * then the browser's languages.
 *
 * @returns when words may be drawn, with `lang` and `dir` of the document set. Never rejects.
 */
export async function localiseDocument(): Promise<Locale> {
  const { documentElement } = document
  const meta = document.querySelector<HTMLMetaElement>('meta[name="grapevine:language"]')
  const locale = await localise([
    new URLSearchParams(location.search).get('lang'),
    keptLanguage(),
    meta === null ? documentElement.lang : meta.content,
    ...navigator.languages,
  ])
  documentElement.lang = locale.language
  documentElement.dir = directionOf(locale.language)
  return locale
}

/**
 * For a player right on somebody's page: its own `lang` or that of what it stands in, then the browser's languages.
 *
 * @returns when words may be drawn. The player says itself which way it is written; the page is left alone. Never rejects.
 */
export async function localiseElement(element: HTMLElement): Promise<Locale> {
  const around = element.closest<HTMLElement>('[lang]')
  const locale = await localise([around?.lang, ...navigator.languages])
  element.lang = locale.language
  element.dir = directionOf(locale.language)
  return locale
}

/** @param wishes best first; only the first call's count. @returns English where the words can't be had in time. */
function localise(wishes: readonly (string | null | undefined)[]): Promise<Locale> {
  decided ??= decide(chooseLocale(wishes))
  return decided
}

function decide(chosen: Locale): Promise<Locale> {
  const { language } = chosen
  if (language === SOURCE_LANGUAGE) {
    // The words are here: nothing is waited for, not even for a microtask.
    setCurrentLocale(chosen)
    return Promise.resolve(chosen)
  }
  const coming = bring(language).then(
    () => chosen,
    (error: unknown) => {
      console.warn(`Grapevine: the words in ${language} can't be had, so English it is.`, error)
      return ENGLISH
    },
  )
  const shown = coming.then((locale) => {
    setCurrentLocale(locale)
    return locale
  })
  setWordsPending(shown)
  return shown
}

/** @throws where the words can't be loaded, or not in time; then they don't come later either, in the middle of a sentence. */
async function bring(language: TargetLanguage): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`They took longer than ${PATIENCE_MS} ms.`)), PATIENCE_MS)
  })
  const loaded = Promise.all([import('./dom-translation.ts'), WORDS[language]()])
  const [{ translate }, words] = await Promise.race([loaded, late]).finally(() => clearTimeout(timer))
  await translate(language, words)
}
