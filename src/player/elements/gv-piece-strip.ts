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
import { COLUMN_WITH_GAP, paintPieces, SOURCE_TOKENS, sourcePaints } from './paint-pieces.ts'
import { TokenColours, tokenColourStyles } from './token-colours.ts'

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
      }
    `,
    tokenColourStyles,
  ]

  declare pieces: Uint8Array
  declare quiet: boolean
  #resize: ResizeObserver | undefined
  readonly #colours = new TokenColours(this, [...SOURCE_TOKENS, '--gv-sleeve-held'], () => this.#draw())

  constructor() {
    super()
    this.pieces = new Uint8Array(0)
    this.quiet = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#resize = new ResizeObserver(() => this.#draw())
    this.#resize.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resize?.disconnect()
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
    if (this.quiet) return this.#drawQuiet(context, columns)
    const box = { x: 0, y: 0, width: clientWidth, height: clientHeight }
    paintPieces(context, columns, box, sourcePaints(context, this.#colours.all, ratio))
  }

  /** Runs in one go: the colour is translucent, seams would show. */
  #drawQuiet(context: CanvasRenderingContext2D, columns: Uint8Array): void {
    const width = this.clientWidth / Math.max(1, columns.length)
    context.fillStyle = this.#colours.all['--gv-sleeve-held']
    for (let from = 0, to = 0; from < columns.length; from = to) {
      const isHeld = columns[from] !== PieceSource.missing
      to = from + 1
      while (to < columns.length && (columns[to] !== PieceSource.missing) === isHeld) to++
      if (isHeld) context.fillRect(from * width, 0, (to - from) * width, this.clientHeight)
    }
  }
}

customElements.define('gv-piece-strip', GvPieceStrip)
