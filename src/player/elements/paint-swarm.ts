/**
 * Paints one moment of the live picture of a swarm on a canvas: a vine with you in the middle, the listeners its grapes.
 *
 * It decides nothing and keeps nothing: what is where, and how far on its way, is in the scene (swarm-picture-motion.ts). Directions
 * are told by shape as well as by colour: what comes is a full dot, what goes a ring, each on its own side of the line.
 */
import type { PieceGlow } from '../piece-glow.ts'
import type { PieceSparks } from '../piece-sparks.ts'
import { type PictureLayout, pointOn, type Seat, type Tendril, tendril } from '../swarm-picture-layout.ts'
import type { Lane, MovingNode, SwarmMotion } from '../swarm-picture-motion.ts'
import { paintGlows, SOURCE_TOKENS, type SourcePaints } from './paint-pieces.ts'
import type { Token } from './token-colours.ts'

export const SWARM_TOKENS = [
  ...SOURCE_TOKENS,
  '--gv-accent',
  '--gv-accent-ink',
  '--gv-leaf',
  '--gv-ink',
  '--gv-ink-soft',
  '--gv-line',
  '--gv-sleeve',
  '--gv-sleeve-ink',
  '--gv-sprig',
] as const satisfies readonly Token[]

export type SwarmColours = Readonly<Record<(typeof SWARM_TOKENS)[number], string>>

export interface SwarmScene {
  readonly layout: PictureLayout
  readonly motion: SwarmMotion
  readonly sparks: PieceSparks
  readonly glow: PieceGlow
  /** The pieces, painted once for many frames. */
  readonly strip: CanvasImageSource
  /** `PieceSource` by column of the strip, and room for how bright each is. */
  readonly columns: Uint8Array
  readonly brightness: Float32Array
  /** Shares of the episode that are here, in the order listeners, host, this browser. */
  readonly shares: readonly [number, number, number]
  /** Words on the picture. */
  readonly youLabel: string
  readonly hostLabel: string
  readonly hostFigures: string
  /** By listener: what comes and goes. */
  readonly figures: ReadonlyMap<string, string>
  readonly fontFamily: string
  readonly colours: SwarmColours
  readonly paints: SourcePaints
  /** Lines as wide as what flows along them, instead of dots. */
  readonly still: boolean
}

const FULL = 2 * Math.PI
const UP = -Math.PI / 2
const LANE = 4
const at = { x: 0, y: 0 }

export function paintSwarm(context: CanvasRenderingContext2D, scene: SwarmScene): void {
  const { layout, motion, colours } = scene
  context.clearRect(0, 0, layout.width, layout.height)
  context.lineCap = 'round'
  context.textAlign = 'center'
  paintShine(context, scene)
  const hostLine = tendril(layout.host, layout.you, 0)
  paintLine(context, hostLine, colours['--gv-from-host'], 0.5)
  paintFlow(context, scene, hostLine, motion.host, colours['--gv-from-host'], 'in')
  for (const node of motion.nodes) paintTendril(context, scene, node)
  paintSparks(context, scene)
  paintHost(context, scene)
  for (const node of motion.nodes) paintGrape(context, scene, node)
  paintYou(context, scene)
  const { x, y, width, height } = layout.strip
  context.drawImage(scene.strip, x, y, width, height)
  if (!scene.glow.glowing) return
  scene.glow.fill(scene.brightness)
  paintGlows(context, scene.columns, layout.strip, scene.paints, scene.brightness)
}

/** A light behind you, so that the eye begins there. */
function paintShine(context: CanvasRenderingContext2D, { layout: { you }, colours }: SwarmScene): void {
  const reach = you.radius * 3.4
  const shine = context.createRadialGradient(you.x, you.y, you.radius, you.x, you.y, reach)
  shine.addColorStop(0, colours['--gv-accent'])
  shine.addColorStop(1, faded(colours['--gv-accent']))
  context.globalAlpha = 0.1
  context.fillStyle = shine
  context.beginPath()
  context.arc(you.x, you.y, reach, 0, FULL)
  context.fill()
  context.globalAlpha = 1
}

function paintTendril(context: CanvasRenderingContext2D, scene: SwarmScene, node: MovingNode): void {
  const { colours, layout } = scene
  // It hangs, as a vine does.
  const line = tendril(node, layout.you, node.x <= layout.you.x ? 1 : -1)
  context.globalAlpha = node.grown
  paintLine(context, line, colours['--gv-leaf'], 0.38 * node.grown)
  paintFlow(context, scene, line, node.incoming, colours['--gv-from-peers'], 'in')
  paintFlow(context, scene, line, node.outgoing, colours['--gv-accent'], 'out')
}

function paintLine(
  context: CanvasRenderingContext2D,
  { from, bend, to }: Tendril,
  colour: string,
  alpha: number,
): void {
  context.globalAlpha = alpha
  context.strokeStyle = colour
  context.lineWidth = 2
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.quadraticCurveTo(bend.x, bend.y, to.x, to.y)
  context.stroke()
  context.globalAlpha = 1
}

function paintFlow(
  context: CanvasRenderingContext2D,
  { still }: SwarmScene,
  line: Tendril,
  lane: Lane,
  colour: string,
  direction: 'in' | 'out',
): void {
  context.fillStyle = colour
  context.strokeStyle = colour
  if (still) return paintStillFlow(context, line, lane, direction)
  context.lineWidth = 1.8
  for (const dot of lane.dots) {
    const along = Math.min(1, dot)
    context.globalAlpha = Math.min(1, along * 8, (1 - along) * 8)
    pointOn(line, direction === 'in' ? along : 1 - along, direction === 'in' ? LANE : -LANE, at)
    context.beginPath()
    context.arc(at.x, at.y, direction === 'in' ? 3.3 : 2.8, 0, FULL)
    if (direction === 'in') context.fill()
    else context.stroke()
  }
  context.globalAlpha = 1
}

/** As wide as it is fast, with a head that says whereto; what goes is dashed. */
function paintStillFlow(
  context: CanvasRenderingContext2D,
  line: Tendril,
  { bytesPerSecond }: Lane,
  direction: 'in' | 'out',
): void {
  if (bytesPerSecond <= 0) return
  const width = Math.min(5, 1.2 + Math.log2(1 + bytesPerSecond / 15_000))
  const aside = direction === 'in' ? LANE : -LANE
  context.lineWidth = width
  context.setLineDash(direction === 'in' ? [] : [width * 1.5, width * 2])
  context.beginPath()
  for (let step = 0; step <= 12; step++) {
    pointOn(line, step / 12, aside, at)
    context.lineTo(at.x, at.y)
  }
  context.stroke()
  context.setLineDash([])
  const [tip, before] = direction === 'in' ? [1, 0.94] : [0, 0.06]
  pointOn(line, tip, aside, at)
  const { x, y } = at
  pointOn(line, before, aside, at)
  const turn = Math.atan2(y - at.y, x - at.x)
  const size = 6 + width * 1.4
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x - size * Math.cos(turn - 0.5), y - size * Math.sin(turn - 0.5))
  context.lineTo(x - size * Math.cos(turn + 0.5), y - size * Math.sin(turn + 0.5))
  context.fill()
}

function paintSparks(context: CanvasRenderingContext2D, { layout, paints, sparks }: SwarmScene): void {
  const { strip, you } = layout
  for (const { at: along, source, to } of sparks.all) {
    // It lets go slowly and falls faster.
    const fall = along * along
    const x = you.x + (strip.x + to * strip.width - you.x) * along
    const y = you.y + you.radius + (strip.y + strip.height / 2 - you.y - you.radius) * fall
    context.globalAlpha = Math.min(1, along * 5)
    context.fillStyle = paints.fills[source] ?? ''
    context.beginPath()
    context.arc(x, y, 3.6, 0, FULL)
    context.fill()
  }
  context.globalAlpha = 1
}

function paintHost(context: CanvasRenderingContext2D, scene: SwarmScene): void {
  const { colours, hostFigures, hostLabel, layout } = scene
  const { x, y, radius } = layout.host
  context.fillStyle = colours['--gv-from-host']
  context.beginPath()
  context.roundRect(x - radius, y - radius * 0.8, radius * 2, radius * 1.6, 6)
  context.fill()
  // Two shelves of a rack.
  context.strokeStyle = colours['--gv-surface']
  context.fillStyle = colours['--gv-surface']
  context.lineWidth = 1.6
  context.beginPath()
  context.moveTo(x - radius + 5, y)
  context.lineTo(x + radius - 5, y)
  context.stroke()
  for (const shelf of [-1, 1]) {
    context.beginPath()
    context.arc(x + radius - 8, y + shelf * radius * 0.4, 1.8, 0, FULL)
    context.fill()
  }
  paintWords(context, scene, hostLabel, x, y - radius - 7, 600)
  if (hostFigures === '') return
  context.textAlign = 'left'
  paintWords(context, scene, hostFigures, x + radius + 8, y + 4, 400)
}

function paintGrape(context: CanvasRenderingContext2D, scene: SwarmScene, node: MovingNode): void {
  const { colours, layout } = scene
  const size = node.leaving ? 0.6 + 0.4 * node.grown : overshoot(node.grown)
  const radius = node.radius * size
  const { x, y } = node
  context.globalAlpha = Math.min(1, node.grown * 1.5)
  paintRing(context, { x, y, radius: radius + 5 }, 3.5, colours['--gv-line'], 0, 1)
  paintRing(context, { x, y, radius: radius + 5 }, 3.5, colours['--gv-leaf'], 0, node.has)
  paintBerry(context, x, y, radius, colours['--gv-accent'])
  if (node.flow?.kind === 'seeder') paintLeaf(context, x + radius * 0.35, y - radius - 2, radius * 0.95, colours)
  context.fillStyle = colours['--gv-accent-ink']
  context.font = `700 ${Math.round(radius * 0.85)}px ${scene.fontFamily}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(node.id, x, y + 0.5)
  context.textBaseline = 'alphabetic'
  const figures = node.leaving ? '' : (scene.figures.get(node.id) ?? '')
  if (layout.labelled && figures !== '') paintWords(context, scene, figures, x, y + radius + 21, 400)
  context.globalAlpha = 1
}

/** Round and ripe: a light on its upper left. */
function paintBerry(context: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  context.fillStyle = colour
  context.beginPath()
  context.arc(x, y, radius, 0, FULL)
  context.fill()
  const light = context.createRadialGradient(x - radius * 0.4, y - radius * 0.45, 0, x, y, radius)
  light.addColorStop(0, 'rgb(255 255 255 / 45%)')
  light.addColorStop(0.55, 'rgb(255 255 255 / 6%)')
  light.addColorStop(1, 'rgb(0 0 0 / 16%)')
  context.fillStyle = light
  context.fill()
}

function paintLeaf(context: CanvasRenderingContext2D, x: number, y: number, size: number, colours: SwarmColours): void {
  context.fillStyle = colours['--gv-leaf']
  context.strokeStyle = colours['--gv-surface']
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x - size * 0.35, y + size * 0.25)
  context.bezierCurveTo(x - size * 0.3, y - size * 0.7, x + size * 0.5, y - size * 0.8, x + size * 1.1, y - size * 0.45)
  context.bezierCurveTo(
    x + size * 0.8,
    y + size * 0.3,
    x + size * 0.1,
    y + size * 0.55,
    x - size * 0.35,
    y + size * 0.25,
  )
  context.stroke()
  context.fill()
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(x - size * 0.2, y + size * 0.18)
  context.quadraticCurveTo(x + size * 0.25, y - size * 0.15, x + size * 0.75, y - size * 0.32)
  context.stroke()
}

/** Our mark, and around it how much of the episode is here, from where. */
function paintYou(context: CanvasRenderingContext2D, scene: SwarmScene): void {
  const { colours, layout, paints, shares, youLabel } = scene
  const { x, y, radius } = layout.you
  context.fillStyle = colours['--gv-sleeve']
  context.beginPath()
  context.arc(x, y, radius, 0, FULL)
  context.fill()
  const ring = { x, y, radius: radius + 6.5 }
  paintRing(context, ring, 8, colours['--gv-missing'], 0, 1)
  const [peers, host, cache] = shares
  let from = 0
  for (const [source, share] of [
    [2, peers],
    [1, host],
    [3, cache],
  ] as const) {
    paintRing(context, ring, 8, paints.fills[source] ?? '', from, from + share)
    const pattern = paints.patterns[source]
    if (pattern) paintRing(context, ring, 8, pattern, from, from + share)
    from += share
  }
  paintMark(context, x, y - radius * 0.16, radius * 0.046, colours)
  context.fillStyle = colours['--gv-sleeve-ink']
  context.font = `700 ${Math.max(11, Math.round(radius * 0.34))}px ${scene.fontFamily}`
  context.textAlign = 'center'
  context.fillText(youLabel, x, y + radius * 0.74)
}

/** The bunch of icons.ts, on its grid of 24. */
function paintMark(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  scale: number,
  colours: SwarmColours,
): void {
  context.save()
  context.translate(x - 12.2 * scale, y - 12.2 * scale)
  context.scale(scale, scale)
  for (const [grapeX, grapeY] of [
    [8, 11],
    [13.3, 11],
    [10.6, 15.5],
    [15.9, 15.2],
    [13.2, 19.8],
  ] as const) {
    context.fillStyle = colours['--gv-sleeve-ink']
    context.beginPath()
    context.arc(grapeX, grapeY, 2.4, 0, FULL)
    context.fill()
  }
  context.fillStyle = context.strokeStyle = colours['--gv-sprig']
  context.lineWidth = 1.4
  context.beginPath()
  context.moveTo(10.6, 7.6)
  context.quadraticCurveTo(11.2, 4.4, 14.2, 3)
  context.stroke()
  context.beginPath()
  context.moveTo(13.2, 5.9)
  context.bezierCurveTo(15.1, 4.3, 17.5, 4.2, 19.8, 5.5)
  context.bezierCurveTo(18, 7.6, 15.5, 7.9, 13.2, 5.9)
  context.fill()
  context.restore()
}

/** @param from and `to`: shares of the round, clockwise from the top */
function paintRing(
  context: CanvasRenderingContext2D,
  { x, y, radius }: Seat,
  width: number,
  colour: string | CanvasPattern,
  from: number,
  to: number,
): void {
  if (to <= from) return
  context.lineCap = 'butt'
  context.strokeStyle = colour
  context.lineWidth = width
  context.beginPath()
  context.arc(x, y, radius, UP + from * FULL, UP + Math.min(1, to) * FULL)
  context.stroke()
  context.lineCap = 'round'
}

function paintWords(
  context: CanvasRenderingContext2D,
  { colours, fontFamily }: SwarmScene,
  words: string,
  x: number,
  y: number,
  weight: number,
): void {
  context.fillStyle = weight > 500 ? colours['--gv-ink'] : colours['--gv-ink-soft']
  context.font = `${weight} 12px ${fontFamily}`
  // Lines may pass behind them.
  context.strokeStyle = colours['--gv-surface']
  context.lineWidth = 4
  context.lineJoin = 'round'
  context.strokeText(words, x, y)
  context.fillText(words, x, y)
  context.textAlign = 'center'
}

/** Nothing of a colour: `transparent` alone would be nothing of black. @param colour as the browser resolves one, `rgb(1, 2, 3)` */
function faded(colour: string): string {
  return /^rgb\([\d., ]+\)$/.test(colour) ? `${colour.slice(0, -1).replace('rgb', 'rgba')}, 0)` : 'transparent'
}

/** A little beyond full size and back, as things do that plop into place. Penner's easeOutBack. */
function overshoot(grown: number): number {
  const rest = grown - 1
  return 1 + 2.2 * rest ** 3 + 1.2 * rest ** 2
}
