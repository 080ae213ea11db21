/**
 * <gv-episode-menu>: what else can be done with an episode. A popover beside the button that opened it, loaded with the first press.
 *
 * Each entry is one `gv-library-episode-request`; then it closes, and the focus goes back to the button. `close` tells that it is shut.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { keepBeside } from '../dom-popover.ts'
import { type EpisodeWish, LibraryEpisodeRequest, NavigateRequest } from '../library-requests.ts'
import type { EpisodeView } from '../views/episode-view.ts'
import { baseStyles } from './base-styles.ts'

interface Entry {
  readonly words: string
  readonly wish: EpisodeWish | 'go-to-show'
}

export class GvEpisodeMenu extends LitElement {
  static override properties = { episode: { attribute: false } }
  static override styles = [
    baseStyles,
    css`
      :host {
        position: fixed;
        inset: auto;
        width: max-content;
        max-width: min(20rem, calc(100vw - 1rem));
        margin: 0;
        padding: var(--gv-space-2);
        overflow-y: auto;
        border: 1px solid var(--gv-line);
        border-radius: var(--gv-radius);
        background: var(--gv-surface);
        color: var(--gv-ink);
        box-shadow: var(--gv-shadow);
      }
      :host(:not([data-placed])) {
        visibility: hidden;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      button {
        width: 100%;
        min-height: var(--gv-target);
        padding-inline: var(--gv-space-3);
        border-radius: var(--gv-radius-s);
        text-align: start;
      }
      button:hover,
      button:focus-visible {
        background: var(--gv-surface-sunken);
      }
      :focus-visible {
        outline-offset: -3px;
      }
    `,
  ]

  declare episode: EpisodeView | undefined
  #stop: (() => void) | undefined
  #button: HTMLElement | undefined

  /** Beside this button, with the focus on the first entry. */
  async open(button: HTMLElement): Promise<void> {
    this.#button = button
    this.popover = 'auto'
    await this.updateComplete
    if (!this.isConnected) return
    this.addEventListener('toggle', this.#onToggle)
    this.showPopover()
    this.#stop = keepBeside(this, () => this.#button)
    this.renderRoot.querySelector('button')?.focus({ preventScroll: true })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop?.()
  }

  protected override render() {
    const { episode } = this
    if (episode === undefined) return nothing
    return html`<ul role="list" @keydown=${this.#onKey}>
      ${entriesFor(episode).map(({ words, wish }) => html`<li><button @click=${() => this.#choose(wish)}>${words}</button></li>`)}
    </ul>`
  }

  #choose(wish: Entry['wish']): void {
    const { episode } = this
    if (episode === undefined) return
    const request =
      wish === 'go-to-show'
        ? new NavigateRequest({ view: 'show', feedUrl: episode.feedUrl })
        : new LibraryEpisodeRequest(episode, wish)
    // From the row, because the menu is gone before the wish has gone up.
    const from = this.#button ?? this
    this.hidePopover()
    from.dispatchEvent(request)
  }

  #onKey(event: KeyboardEvent): void {
    const buttons = [...this.renderRoot.querySelectorAll('button')]
    const at = buttons.indexOf(this.shadowRoot?.activeElement as HTMLButtonElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (to === undefined) return
    // The list around the row moves by the same keys.
    event.preventDefault()
    event.stopPropagation()
    buttons[(to + buttons.length) % buttons.length]?.focus()
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState !== 'closed') return
    this.#stop?.()
    const hadFocus = document.activeElement === document.body || this.matches(':focus-within')
    if (hadFocus) this.#button?.focus({ preventScroll: true })
    this.dispatchEvent(new Event('close'))
  }
}

function entriesFor({
  isQueued,
  isCurrent,
  isPlayable,
  isHeard,
  atSeconds,
  keep,
  showTitle,
}: EpisodeView): readonly Entry[] {
  const isWanted = keep.kind === 'kept' || keep.kind === 'waiting' || keep.kind === 'coming'
  const entries: (Entry | false)[] = [
    isPlayable && !isCurrent && { words: msg('Play next'), wish: 'play-next' },
    isPlayable && !isCurrent && !isQueued && { words: msg('Play last'), wish: 'play-last' },
    isQueued && { words: msg('Remove from the queue'), wish: 'unqueue' },
    isPlayable && !isWanted && { words: msg('Keep for when you are offline'), wish: 'keep' },
    keep.kind === 'kept' && { words: msg('Remove from this device'), wish: 'unkeep' },
    isWanted && keep.kind !== 'kept' && { words: msg('Stop keeping it'), wish: 'unkeep' },
    isHeard
      ? { words: msg('Mark as not heard'), wish: 'mark-unheard' }
      : { words: msg('Mark as heard'), wish: 'mark-heard' },
    (isHeard || (atSeconds ?? 0) > 0) && { words: msg('Forget that I heard it'), wish: 'forget' },
    showTitle !== undefined && { words: msg('Go to the show'), wish: 'go-to-show' },
  ]
  return entries.filter((entry) => entry !== false)
}

customElements.define('gv-episode-menu', GvEpisodeMenu)

declare global {
  interface HTMLElementTagNameMap {
    'gv-episode-menu': GvEpisodeMenu
  }
}
