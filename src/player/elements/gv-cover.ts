/**
 * <gv-cover>: a show's or an episode's picture in a square that never changes its size. Without one (or where it does not
 * load): our mark on aubergine.
 */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { baseStyles } from './base-styles.ts'
import { grapesIcon } from './icons.ts'

export class GvCover extends LitElement {
  static override properties = { src: {}, lazy: { type: Boolean }, failed: { state: true } }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        aspect-ratio: 1;
        overflow: hidden;
        border-radius: var(--gv-cover-radius, var(--gv-radius));
        background: linear-gradient(150deg, #64256d, #27102d);
        color: #cbe38f;
      }
      .cover {
        display: grid;
        place-items: center;
        width: 100%;
        height: 100%;
      }
      .cover > * {
        grid-area: 1 / 1;
      }
      svg {
        width: 46%;
        height: 46%;
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
    `,
  ]

  declare src: string | undefined
  /** Fetched only near the screen: for long lists. */
  declare lazy: boolean
  declare failed: boolean

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('src')) this.failed = false
  }

  protected override render() {
    const picture =
      this.src === undefined || this.failed
        ? nothing
        : html`<img loading=${this.lazy ? 'lazy' : nothing} src=${this.src} alt="" decoding="async" referrerpolicy="no-referrer" @error=${this.#fail}>`
    return html`<div class="cover">${picture === nothing ? grapesIcon : picture}</div>`
  }

  #fail(): void {
    this.failed = true
  }
}

customElements.define('gv-cover', GvCover)
