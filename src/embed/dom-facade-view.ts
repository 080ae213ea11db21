/**
 * Draws a facade: cover, title, show, play button, words when something is wrong. It decides nothing, and knows no frame.
 *
 * Elements are made one by one: `innerHTML` is refused on pages that require Trusted Types.
 */
import type { Card } from './facade-card.ts'
import type { FacadeWords } from './facade-words.ts'

/** What is known so far. */
export type ShownCard = { readonly [K in keyof Card]: Card[K] | undefined }

export interface FacadePicture {
  readonly card: ShownCard
  readonly words: FacadeWords
  readonly busy: boolean
  /** Instead of the second line. */
  readonly note: string | undefined
  /** Nothing can be played: words and a way out instead of the button. */
  readonly isUnreadable: boolean
}

export interface FacadeView {
  readonly box: HTMLElement
  readonly button: HTMLButtonElement
  draw(picture: FacadePicture): void
}

/** @param language of the words; titles find their own direction */
export function makeFacadeView(language: string): FacadeView {
  const image = make('img', { alt: '', loading: 'lazy' })
  // A broken picture's sign would say less than the plain colour behind it.
  image.addEventListener('error', () => image.remove())
  const title = make('p', { class: 'title', dir: 'auto' })
  const by = make('p', { class: 'by', dir: 'auto' })
  const note = make('p', { class: 'note', role: 'status' })
  const page = make('a', { target: '_blank', rel: 'noopener' })
  const button = make('button', { type: 'button' }, [playIcon()])
  const cover = make('div', { class: 'cover' }, [image])
  const words = make('div', { class: 'words' }, [title, by, note, page])
  const box = make('div', { class: 'facade', role: 'group', lang: language }, [cover, words, button])
  if (language === 'ar') box.dir = 'rtl'
  return {
    box,
    button,
    draw({ card, words, busy, note: noted, isUnreadable }) {
      const name = card.title || words.untitled
      if (card.coverUrl !== undefined && image.src !== card.coverUrl) image.src = card.coverUrl
      image.hidden = card.coverUrl === undefined
      title.textContent = name
      by.textContent = card.by ?? ''
      by.hidden = card.by === undefined || noted !== undefined
      note.textContent = noted ?? ''
      page.textContent = words.page
      page.hidden = card.pageUrl === undefined || noted === undefined
      if (card.pageUrl !== undefined) page.href = card.pageUrl
      box.setAttribute('aria-label', name)
      button.hidden = isUnreadable
      button.classList.toggle('busy', busy)
      button.setAttribute(
        'aria-label',
        words.play.replace('{title}', () => name),
      )
    },
  }
}

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>>,
  children: readonly Element[] = [],
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

function playIcon(): SVGElement {
  const draw = (tag: 'svg' | 'path') => document.createElementNS('http://www.w3.org/2000/svg', tag)
  const icon = draw('svg')
  const path = draw('path')
  icon.setAttribute('viewBox', '0 0 24 24')
  path.setAttribute('d', 'M8 5.2c0-.9 1-1.5 1.8-1l9.4 6.9c.7.5.7 1.4 0 1.9l-9.4 6.8c-.8.6-1.8 0-1.8-1z')
  icon.append(path)
  return icon
}
