/**
 * Decides whether, and how, the listener can put the page among their apps. Pure.
 *
 * It is only ever a line in a menu: nothing asks by itself. Where the browser has a question of its own it is kept and put when the listener
 * wants it; where only the browser's menu can do it, words say which entry.
 */

export type InstallOffer =
  /** It runs as an app already, or this browser has no such thing. */
  | 'none'
  /** One tap: the browser asks. */
  | 'ask'
  /** The browser's question is open. */
  | 'asking'
  | 'installed'
  /** By hand: the share sheet of iPhone and iPad, the File menu of Safari on a Mac, the menu of Firefox on Android. */
  | 'ios'
  | 'mac-safari'
  | 'android-firefox'

export interface InstallState {
  readonly byHand: Extract<InstallOffer, 'none' | 'ios' | 'mac-safari' | 'android-firefox'>
  /** In a window of its own, as an app. */
  readonly standalone: boolean
  /** What of the browser's own question is there. It can be put once; the browser brings another one when it likes. */
  readonly question: 'none' | 'kept' | 'open'
  readonly installed: boolean
}

export type InstallFact =
  | { readonly type: 'QuestionKept' }
  | { readonly type: 'QuestionOpened' }
  /** @param accepted then the browser installs it, and says so once it has */
  | { readonly type: 'QuestionAnswered'; readonly accepted: boolean }
  | { readonly type: 'Installed' }
  | { readonly type: 'WindowChanged'; readonly standalone: boolean }

export function initialInstallState(browser: BrowserTraits): InstallState {
  return { byHand: byHand(browser), standalone: browser.standalone, question: 'none', installed: false }
}

export function installAfter(state: InstallState, fact: InstallFact): InstallState {
  switch (fact.type) {
    case 'QuestionKept':
      // The browser asks for what is not there: it was uninstalled meanwhile.
      return { ...state, question: 'kept', installed: false }
    case 'QuestionOpened':
      return { ...state, question: 'open' }
    case 'QuestionAnswered':
      return { ...state, question: 'none', installed: state.installed || fact.accepted }
    case 'Installed':
      return { ...state, question: 'none', installed: true }
    case 'WindowChanged':
      return { ...state, standalone: fact.standalone }
  }
}

export function installOffer({ byHand, standalone, question, installed }: InstallState): InstallOffer {
  if (standalone) return 'none'
  if (installed) return 'installed'
  if (question !== 'none') return question === 'kept' ? 'ask' : 'asking'
  return byHand
}

/** What is told of a browser by what it says of itself. */
export interface BrowserTraits {
  readonly userAgent: string
  /** iPads call themselves Macs; no Mac has fingers on its screen. */
  readonly touchPoints: number
  readonly standalone: boolean
  /** Without https nothing can be installed. */
  readonly secure: boolean
}

function byHand({ userAgent, touchPoints, secure }: BrowserTraits): InstallState['byHand'] {
  if (!secure) return 'none'
  if (/\b(?:iPhone|iPad|iPod)\b/.test(userAgent) || (/\bMacintosh\b/.test(userAgent) && touchPoints > 1)) {
    // Pages inside other apps have no share sheet that could do it; those say neither Safari nor a browser's name.
    return /\b(?:Safari|CriOS|FxiOS|EdgiOS)\//.test(userAgent) ? 'ios' : 'none'
  }
  if (/\bAndroid\b/.test(userAgent)) return /\bFirefox\//.test(userAgent) ? 'android-firefox' : 'none'
  // "Add to Dock" came with Safari 17.
  const safari = /\bMacintosh\b.*\bVersion\/(\d+)[\d.]* Safari\//.exec(userAgent)
  return Number(safari?.[1] ?? 0) >= 17 ? 'mac-safari' : 'none'
}
