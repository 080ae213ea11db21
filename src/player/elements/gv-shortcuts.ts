/**
 * <gv-shortcuts>: the keys that work while the focus is inside the player. A modal dialog, loaded when it is first asked for.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { plural } from '../plural.ts'
import { defaultPreferences, type Preferences } from '../preferences.ts'
import { baseStyles } from './base-styles.ts'

/** Keys that do the same, and what they do. */
type Shortcut = readonly [keys: readonly string[], words: string]

export class GvShortcuts extends LitElement {
  static override properties = { preferences: { attribute: false } }
  static override styles = [
    baseStyles,
    css`
      dialog {
        width: min(34rem, calc(100vw - 2rem));
        max-height: calc(100dvh - 2rem);
        padding: 0;
        border: 1px solid var(--gv-line);
        border-radius: var(--gv-radius-l);
        background: var(--gv-surface);
        color: var(--gv-ink);
        box-shadow: var(--gv-shadow);
        overflow: auto;
      }
      dialog::backdrop {
        background: rgb(20 8 24 / 55%);
      }
      header {
        position: sticky;
        top: 0;
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--gv-space-4);
        padding: var(--gv-space-4) var(--gv-space-5) var(--gv-space-2);
        background: var(--gv-surface);
      }
      h2 {
        margin: 0;
        font-family: var(--gv-font-title);
        font-size: var(--gv-title-s);
        font-weight: 600;
        line-height: 1.2;
      }
      .close {
        flex: none;
        min-width: var(--gv-target);
        min-height: var(--gv-target);
        padding: 0 var(--gv-space-4);
        border: 1px solid var(--gv-line);
        border-radius: 999px;
        font-weight: 600;
      }
      .close:hover {
        border-color: currentcolor;
      }
      p {
        margin: 0;
        padding: 0 var(--gv-space-5) var(--gv-space-3);
        color: var(--gv-ink-soft);
        font-size: 0.9375rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: baseline;
        gap: var(--gv-space-2) var(--gv-space-4);
        margin: 0;
        padding: 0 var(--gv-space-5) var(--gv-space-5);
      }
      dt {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gv-space-1);
      }
      dd {
        margin: 0;
      }
      kbd {
        min-width: 2rem;
        padding: 0.125rem 0.5rem;
        border: 1px solid var(--gv-line);
        border-bottom-width: 2px;
        border-radius: 0.4rem;
        background: var(--gv-surface-sunken);
        font: inherit;
        font-size: var(--gv-text-s);
        font-weight: 600;
        text-align: center;
      }
    `,
  ]

  /** The skips' seconds are said here. */
  declare preferences: Preferences

  constructor() {
    super()
    this.preferences = defaultPreferences
  }

  /** Opens the dialog; Escape, its button or a click beside it close it, and the focus goes back to where it was. */
  async show(): Promise<void> {
    await this.updateComplete
    const dialog = this.#dialog
    if (dialog !== null && !dialog.open) dialog.showModal()
  }

  protected override render() {
    return html`<dialog aria-labelledby="title" @click=${this.#besides}>
      <header>
        <h2 id="title">${msg('Keyboard shortcuts')}</h2>
        <button class="close" @click=${() => this.#dialog?.close()}>${msg('Close')}</button>
      </header>
      <p>${msg('They work while the focus is inside the player, so they never get in the way of the page around it.')}</p>
      <dl>
        ${this.#shortcuts().map(
          ([keys, words]) => html`<dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${words}</dd>`,
        )}
      </dl>
    </dialog>`
  }

  #shortcuts(): readonly Shortcut[] {
    const { skipBackSeconds, skipForwardSeconds } = this.preferences
    return [
      [[msg('Space'), 'K'], msg('Play or pause')],
      [['←', 'J'], plural(skipBackSeconds, msg('one {Back # second} other {Back # seconds}'))],
      [['→', 'L'], plural(skipForwardSeconds, msg('one {Forward # second} other {Forward # seconds}'))],
      [['0', '…', '9'], msg('Go to that tenth of the episode')],
      [['P'], msg('Previous chapter')],
      [['N'], msg('Next chapter')],
      [['<'], msg('Slower')],
      [['>'], msg('Faster')],
      [['M'], msg('Mute')],
      [['S'], msg('Set the sleep timer, one step longer each time')],
      [['T'], msg('Open the transcript')],
      [['C'], msg('Captions')],
      [['F'], msg('Full screen')],
      [['?'], msg('Show this list')],
    ]
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog')
  }

  #besides(event: Event): void {
    // Only the backdrop is the dialog itself: everything in it has a target of its own.
    if (event.target === this.#dialog) this.#dialog?.close()
  }
}

customElements.define('gv-shortcuts', GvShortcuts)

declare global {
  interface HTMLElementTagNameMap {
    'gv-shortcuts': GvShortcuts
  }
}
