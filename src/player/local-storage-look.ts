/**
 * How the listener wants the page to look and in which language, in localStorage: both are wanted before anything is drawn.
 *
 * What is absent is as the device or the browser has it. Where storage is refused, a choice holds as long as the page.
 */
import { LANGUAGES, type Language } from './locale-choice.ts'
import type { Theme } from './look-requests.ts'

const THEME = 'grapevine:theme'
const LANGUAGE = 'grapevine:language'

export function keptTheme(): Theme {
  const kept = read(THEME)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

/** Kept, and worn by the whole document from now on. */
export function keepTheme(theme: Theme): void {
  write(THEME, theme === 'system' ? undefined : theme)
  wearTheme(theme)
}

/** At page load, before anything is drawn: the device's own needs no word. */
export function wearTheme(theme: Theme = keptTheme()): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset.theme
  else dataset.theme = theme
}

/** `undefined`: as the browser is set. */
export function keptLanguage(): Language | undefined {
  const kept = read(LANGUAGE)
  return LANGUAGES.find((language) => language === kept)
}

/** @param language `auto`, or one there are words in; it holds from the next load on */
export function keepLanguage(language: string): void {
  write(
    LANGUAGE,
    LANGUAGES.find((one) => one === language),
  )
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Refused or full.
  }
}
