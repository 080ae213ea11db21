/**
 * The search above a transcript: a field, what was found in words (said politely), and the way from match to match, by buttons
 * or by Enter and Shift+Enter in the field.
 */
import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { type Found, foundWords } from '../transcript-search.ts'
import { downIcon, searchIcon, upIcon } from './reading-icons.ts'

export interface SearchWishes {
  /** As it stands in the field. */
  typed(query: string): void
  stepped(by: 1 | -1): void
}

export function renderTranscriptSearch(found: Found, wishes: SearchWishes): TemplateResult {
  const label = msg('Search the transcript')
  const key = (event: KeyboardEvent) => {
    // While a word is being composed, Enter takes it.
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    wishes.stepped(event.shiftKey ? -1 : 1)
  }
  return html`<div class="tools">
    <span class="field">${searchIcon}<input type="search" aria-label=${label} placeholder=${label} autocomplete="off"
      spellcheck="false" enterkeyhint="search" @keydown=${key}
      @input=${(event: Event) => wishes.typed((event.target as HTMLInputElement).value)}></span>
    <span class="count" role="status">${foundWords(found)}</span>
    ${
      found.at < 0
        ? nothing
        : html`<button class="step" aria-label=${msg('Previous match')} @click=${() => wishes.stepped(-1)}>${upIcon}</button
            ><button class="step" aria-label=${msg('Next match')} @click=${() => wishes.stepped(1)}>${downIcon}</button>`
    }
  </div>`
}
