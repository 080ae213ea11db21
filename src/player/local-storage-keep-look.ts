/** Keeps how the listener wants the page to look: see local-storage-look.ts. */

import { LANGUAGE, THEME, wearTheme } from './local-storage-look.ts'
import { LANGUAGES } from './locale-choice.ts'
import type { Theme } from './look-requests.ts'

/** Kept, and worn by the whole document from now on. */
export function keepTheme(theme: Theme): void {
  write(THEME, theme === 'system' ? undefined : theme)
  wearTheme(theme)
}

/** @param language `auto`, or one there are words in; it holds from the next load on */
export function keepLanguage(language: string): void {
  write(
    LANGUAGE,
    LANGUAGES.find((one) => one === language),
  )
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Refused or full.
  }
}
