/**
 * How the listener wants the page to look and in which language, in localStorage: both are wanted before anything is drawn.
 *
 * What is absent is as the device or the browser has it. Where storage is refused, a choice holds as long as the page.
 */
import { LANGUAGES, type Language } from './locale-choice.ts'
import type { Theme } from './look-requests.ts'

export const THEME = 'grapevine:theme'
export const LANGUAGE = 'grapevine:language'

export function keptTheme(): Theme {
  const kept = read(THEME)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
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

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
