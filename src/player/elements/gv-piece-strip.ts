/**
 * <gv-piece-strip>: the episode as a strip of pieces, coloured by where each came from.
 *
 * A canvas, because an episode has up to two thousand pieces that arrive ten times a second. With `quiet` all that is held
 * has one colour and no words: the backdrop of the seek bar.
 */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { PieceSource } from '../../peer/types.ts'
import { piecesWords } from '../meter-words.ts'
import { pieceColumns } from '../piece-columns.ts'
import { baseStyles } from './base-styles.ts'

/** CSS pixels: a column narrower than this has no gap to its neighbour. */
const COLUMN_WITH_GAP = 4
const GAP = 1

export class GvPieceStrip extends LitElement {
  static override properties = { pieces: { attribute: false }, quiet: { type: Boolean } }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        height: 100%;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        forced-color-adjust: none;
      }
    `,
  ]

  declare pieces: Uint8Array
  declare quiet: boolean
  #resize: ResizeObserver | undefined
  #scheme: MediaQueryList | undefined
  readonly #redraw = () => this.#draw()

  constructor() {
    super()
    this.pieces = new Uint8Array(0)
    this.quiet = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#resize = new ResizeObserver(this.#redraw)
    this.#resize.observe(this)
    this.#scheme = matchMedia('(prefers-color-scheme: dark)')
    this.#scheme.addEventListener('change', this.#redraw)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resize?.disconnect()
    this.#scheme?.removeEventListener('change', this.#redraw)
  }

  protected override render() {
    return this.quiet
      ? html`<canvas aria-hidden="true"></canvas>`
      : html`<canvas role="img" aria-label=${piecesWords(this.pieces) || nothing}></canvas>`
  }

  protected override updated(_changed: PropertyValues): void {
    this.#draw()
  }

  #draw(): void {
    const canvas = this.renderRoot.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (canvas === null || context === null || context === undefined) return
    const ratio = devicePixelRatio || 1
    const { clientWidth, clientHeight } = this
    canvas.width = Math.max(1, Math.round(clientWidth * ratio))
    canvas.height = Math.max(1, Math.round(clientHeight * ratio))
    context.scale(ratio, ratio)
    const columns = pieceColumns(this.pieces, clientWidth / COLUMN_WITH_GAP)
    const colours = this.#colours()
    const width = clientWidth / Math.max(1, columns.length)
    const gap = this.quiet ? 0 : GAP
    for (let from = 0, to = 0; from < columns.length; from = to) {
      const source = columns[from]
      to = from + 1
      // Quiet runs are drawn in one go: the colour is translucent, seams would show.
      while (this.quiet && to < columns.length && (columns[to] === 0) === (source === 0)) to++
      const colour = colours[source ?? 0] ?? ''
      if (colour === '') continue
      context.fillStyle = colour
      context.beginPath()
      context.roundRect(from * width, 0, (to - from) * width - gap, clientHeight, this.quiet ? 0 : 2)
      context.fill()
    }
  }

  /** Fill colours by {@link PieceSource}; empty for what is not drawn. */
  #colours(): readonly string[] {
    const styles = getComputedStyle(this)
    const token = (name: string) => styles.getPropertyValue(name).trim()
    const colours = ['', '', '', '']
    if (this.quiet) return colours.map((_, source) => (source === PieceSource.missing ? '' : token('--gv-sleeve-held')))
    colours[PieceSource.missing] = token('--gv-missing')
    colours[PieceSource.origin] = token('--gv-from-host')
    colours[PieceSource.peers] = token('--gv-from-peers')
    colours[PieceSource.cache] = token('--gv-from-cache')
    return colours
  }
}

customElements.define('gv-piece-strip', GvPieceStrip)
