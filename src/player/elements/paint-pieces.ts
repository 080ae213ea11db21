/**
 * Paints the episode's pieces on a canvas: a column each, in the colour and the pattern of where they came from.
 *
 * Patterns, so that colours are not needed to tell sources apart: listeners plain, the host hatched, this browser dotted, what is
 * missing low. The same in HTML: source-styles.ts.
 */
import { PieceSource } from '../../peer/types.ts'
import type { Token } from './token-colours.ts'

export const SOURCE_TOKENS = [
  '--gv-from-peers',
  '--gv-from-host',
  '--gv-from-cache',
  '--gv-missing',
  '--gv-surface',
] as const satisfies readonly Token[]

type Colours = Readonly<Record<(typeof SOURCE_TOKENS)[number], string>>

export interface SourcePaints {
  /** By {@link PieceSource}. */
  readonly fills: readonly string[]
  readonly patterns: readonly (CanvasPattern | null)[]
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** CSS pixels: a column narrower than this has no gap to its neighbour. */
export const COLUMN_WITH_GAP = 4
const GAP = 1
const TILE = 6
/** What is missing is a low line, so that an episode fills like a row of glasses. */
const MISSING_HEIGHT = 0.28

/** Made once for a set of colours. @param ratio device pixels per CSS pixel */
export function sourcePaints(context: CanvasRenderingContext2D, colours: Colours, ratio: number): SourcePaints {
  const fills: string[] = []
  fills[PieceSource.missing] = colours['--gv-missing']
  fills[PieceSource.origin] = colours['--gv-from-host']
  fills[PieceSource.peers] = colours['--gv-from-peers']
  fills[PieceSource.cache] = colours['--gv-from-cache']
  const patterns: (CanvasPattern | null)[] = [null, null, null, null]
  patterns[PieceSource.origin] = pattern(context, ratio, (tile) => {
    tile.strokeStyle = colours['--gv-surface']
    tile.lineWidth = 1.2
    tile.beginPath()
    for (const from of [-TILE, 0, TILE]) {
      tile.moveTo(from - 1, TILE + 1)
      tile.lineTo(from + TILE + 1, -1)
    }
    tile.stroke()
  })
  patterns[PieceSource.cache] = pattern(context, ratio, (tile) => {
    tile.fillStyle = colours['--gv-surface']
    tile.beginPath()
    tile.arc(TILE / 4, TILE / 4, 0.95, 0, 7)
    tile.arc((TILE * 3) / 4, (TILE * 3) / 4, 0.95, 0, 7)
    tile.fill()
  })
  return { fills, patterns }
}

/** @param columns {@link PieceSource} each */
export function paintPieces(
  context: CanvasRenderingContext2D,
  columns: Uint8Array,
  box: Box,
  { fills, patterns }: SourcePaints,
): void {
  const width = box.width / Math.max(1, columns.length)
  const column = (at: number, height: number): void => {
    const top = box.y + (box.height - height)
    context.roundRect(box.x + at * width, top, Math.max(0.5, width - GAP), height, Math.min(2.5, width / 3))
  }
  for (const source of [PieceSource.missing, PieceSource.origin, PieceSource.peers, PieceSource.cache]) {
    const height = source === PieceSource.missing ? box.height * MISSING_HEIGHT : box.height
    context.beginPath()
    for (let at = 0; at < columns.length; at++) if (columns[at] === source) column(at, height)
    context.fillStyle = fills[source] ?? ''
    context.fill()
    const pattern = patterns[source]
    if (pattern === null || pattern === undefined) continue
    context.fillStyle = pattern
    context.fill()
  }
}

/** What has just come, over what {@link paintPieces} painted. @param glow 0 to 1 by column */
export function paintGlows(
  context: CanvasRenderingContext2D,
  columns: Uint8Array,
  box: Box,
  { fills }: SourcePaints,
  glow: Float32Array,
): void {
  const width = box.width / Math.max(1, columns.length)
  for (let at = 0; at < columns.length; at++) {
    const bright = glow[at] ?? 0
    if (bright > 0) paintGlow(context, box, at, width, bright, fills[columns[at] ?? 0] ?? '')
  }
  context.globalAlpha = 1
}

function paintGlow(
  context: CanvasRenderingContext2D,
  box: Box,
  at: number,
  width: number,
  bright: number,
  colour: string,
): void {
  const spread = 2 + bright * 5
  const x = box.x + at * width
  context.globalAlpha = bright * 0.35
  context.fillStyle = colour
  context.beginPath()
  context.roundRect(x - spread, box.y - spread, width + 2 * spread, box.height + 2 * spread, spread + 2)
  context.fill()
  context.globalAlpha = bright * 0.75
  context.fillStyle = '#fff'
  context.beginPath()
  context.roundRect(x, box.y, Math.max(1, width - GAP), box.height, Math.min(2.5, width / 3))
  context.fill()
}

function pattern(
  context: CanvasRenderingContext2D,
  ratio: number,
  draw: (tile: CanvasRenderingContext2D) => void,
): CanvasPattern | null {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.round(TILE * ratio)
  const tile = canvas.getContext('2d')
  if (tile === null) return null
  tile.scale(canvas.width / TILE, canvas.width / TILE)
  draw(tile)
  const made = context.createPattern(canvas, 'repeat')
  made?.setTransform(new DOMMatrix().scale(TILE / canvas.width))
  return made
}
