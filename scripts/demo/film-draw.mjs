/** The film's parts, drawn on a 640 x 360 canvas: ground, grapes, listeners, host, words. Runs in the page. Pure per frame. */

export const W = 640
export const H = 360
export const PIECES = 12
const ROWS = [3, 4, 3, 2]

export const clamp = (x) => Math.min(1, Math.max(0, x))
/** 0 before `from`, 1 after `from + seconds`, smooth between. */
export const ease = (t, from, seconds) => {
  const x = clamp((t - from) / seconds)
  return x * x * (3 - 2 * x)
}
/** Shown between two moments, fading at both. */
export const during = (t, from, to, fade = 0.6) => Math.min(ease(t, from, fade), 1 - ease(t, to - fade, fade))

/** Every piece keeps its own colour for the whole film: from blue-violet over plum and rose to amber. */
export const hue = (piece) => 262 + (piece * 138) / (PIECES - 1)

export function faded(ctx, alpha, draw) {
  if (alpha <= 0.004) return
  ctx.save()
  ctx.globalAlpha *= alpha
  draw()
  ctx.restore()
}

export function ground(ctx, t) {
  const fill = ctx.createRadialGradient(380, 130, 40, 360, 160, 460)
  fill.addColorStop(0, '#5a2366')
  fill.addColorStop(0.55, '#3b1646')
  fill.addColorStop(1, '#220c29')
  ctx.fillStyle = fill
  ctx.fillRect(0, 0, W, H)
  ctx.lineWidth = 1
  for (let i = 0; i < 9; i++) {
    const r = ((i * 60 + t * 7) % 540) + 20
    ctx.strokeStyle = `rgba(255,241,214,${0.075 * (1 - r / 560)})`
    ctx.beginPath()
    ctx.arc(430, 155, r, 0, 7)
    ctx.stroke()
  }
}

export function grape(ctx, x, y, r, piece, state = 'held') {
  ctx.beginPath()
  ctx.arc(x, y, r, 0, 7)
  if (state === 'missing') {
    ctx.fillStyle = 'rgba(20,6,26,.42)'
    ctx.fill()
    ctx.strokeStyle = 'rgba(205,160,222,.5)'
    ctx.lineWidth = Math.max(0.8, r * 0.12)
    ctx.setLineDash([r * 0.42, r * 0.36])
    ctx.stroke()
    ctx.setLineDash([])
    return
  }
  const h = hue(piece)
  const fill = ctx.createRadialGradient(x - r * 0.3, y - r * 0.4, r * 0.1, x, y, r * 1.1)
  const [light, mid, dark] =
    state === 'wrong'
      ? ['#ffd1c7', '#e5533d', '#7d1c12']
      : [`hsl(${h} 75% 84%)`, `hsl(${h} 58% 58%)`, `hsl(${h} 62% 30%)`]
  fill.addColorStop(0, light)
  fill.addColorStop(0.45, mid)
  fill.addColorStop(1, dark)
  ctx.fillStyle = fill
  ctx.fill()
  ctx.fillStyle = 'rgba(255,255,255,.5)'
  ctx.beginPath()
  ctx.ellipse(x - r * 0.34, y - r * 0.42, r * 0.22, r * 0.13, -0.66, 0, 7)
  ctx.fill()
}

/** Where piece `k` hangs in a bunch whose first row's middle is (x, y). */
export function slot(x, y, r, k) {
  let row = 0
  let first = 0
  while (k >= first + ROWS[row]) first += ROWS[row++]
  return [x + (k - first - (ROWS[row] - 1) / 2) * r * 2.05, y + row * r * 1.78]
}

export function bunch(ctx, x, y, r, has) {
  ctx.strokeStyle = '#8aa84a'
  ctx.lineWidth = r * 0.3
  ctx.lineCap = 'round'
  ctx.beginPath()
  ctx.moveTo(x, y - r)
  ctx.quadraticCurveTo(x - r * 0.2, y - r * 1.7, x + r * 0.3, y - r * 2.2)
  ctx.stroke()
  for (let k = 0; k < PIECES; k++) grape(ctx, ...slot(x, y, r, k), r, k, has(k) ? 'held' : 'missing')
}

/** A listener: a head with headphones. */
export function listener(ctx, x, y, glow = 0) {
  if (glow > 0) {
    const light = ctx.createRadialGradient(x, y, 4, x, y, 34)
    light.addColorStop(0, `rgba(203,227,143,${0.5 * glow})`)
    light.addColorStop(1, 'rgba(203,227,143,0)')
    ctx.fillStyle = light
    ctx.fillRect(x - 36, y - 36, 72, 72)
  }
  ctx.fillStyle = '#fff1d6'
  ctx.beginPath()
  ctx.arc(x, y, 10.5, 0, 7)
  ctx.fill()
  ctx.strokeStyle = '#a9cf5d'
  ctx.lineWidth = 3.2
  ctx.beginPath()
  ctx.arc(x, y - 0.5, 13, Math.PI * 1.04, Math.PI * 1.96)
  ctx.stroke()
  ctx.fillStyle = '#a9cf5d'
  for (const side of [-1, 1]) {
    ctx.beginPath()
    ctx.roundRect(x + side * 12.6 - 3.4, y - 3.5, 6.8, 12, 3.2)
    ctx.fill()
  }
}

/** The host: a small tower of drives, whose lamps blink while it sends. `dark` 0..1 switches it off. */
export function host(ctx, x, y, t, busy, dark) {
  for (let i = 0; i < 3; i++) {
    const top = y + i * 27
    ctx.fillStyle = dark > 0.5 ? '#2f1a36' : '#6d3a7c'
    ctx.strokeStyle = dark > 0.5 ? '#4b3054' : '#c99ad8'
    ctx.lineWidth = 1.4
    ctx.beginPath()
    ctx.roundRect(x - 40, top, 80, 23, 6)
    ctx.fill()
    ctx.stroke()
    for (let k = 0; k < 3; k++) {
      const lit = busy && Math.sin(t * 13 + i * 2.1 + k * 4.3) > -0.1
      ctx.fillStyle = dark > 0.5 ? '#432a4b' : lit ? '#ddf0ab' : '#8aa84a'
      ctx.beginPath()
      ctx.arc(x - 27 + k * 9, top + 11.5, 2.6, 0, 7)
      ctx.fill()
    }
    ctx.fillStyle = dark > 0.5 ? '#3a2342' : '#4a2356'
    ctx.fillRect(x + 4, top + 9.5, 26, 4)
  }
}

export function words(
  ctx,
  text,
  x,
  y,
  size,
  { colour = '#fff1d6', face = 'sans', align = 'center', weight = 600 } = {},
) {
  const family =
    face === 'serif'
      ? "Fraunces, 'Liberation Serif', serif"
      : face === 'mono'
        ? "'DejaVu Sans Mono', monospace"
        : "'DejaVu Sans', sans-serif"
  ctx.font = `${weight} ${size}px ${family}`
  ctx.textAlign = align
  ctx.textBaseline = 'middle'
  ctx.fillStyle = colour
  ctx.fillText(text, x, y)
}

/** A soft curve between two places, and the point a share of the way along it. */
export function arc(x0, y0, x1, y1, bend = 0.18) {
  const [mx, my] = [(x0 + x1) / 2 + (y1 - y0) * bend, (y0 + y1) / 2 - (x1 - x0) * bend]
  const at = (p) => [
    (1 - p) ** 2 * x0 + 2 * (1 - p) * p * mx + p * p * x1,
    (1 - p) ** 2 * y0 + 2 * (1 - p) * p * my + p * p * y1,
  ]
  return { mx, my, at }
}

export function tick(ctx, x, y, size, colour = '#cbe38f') {
  ctx.strokeStyle = colour
  ctx.lineWidth = size * 0.24
  ctx.lineCap = ctx.lineJoin = 'round'
  ctx.beginPath()
  ctx.moveTo(x - size * 0.5, y)
  ctx.lineTo(x - size * 0.12, y + size * 0.4)
  ctx.lineTo(x + size * 0.55, y - size * 0.42)
  ctx.stroke()
}

export function cross(ctx, x, y, size, colour = '#ff8a70') {
  ctx.strokeStyle = colour
  ctx.lineWidth = size * 0.24
  ctx.lineCap = 'round'
  ctx.beginPath()
  ctx.moveTo(x - size * 0.42, y - size * 0.42)
  ctx.lineTo(x + size * 0.42, y + size * 0.42)
  ctx.moveTo(x + size * 0.42, y - size * 0.42)
  ctx.lineTo(x - size * 0.42, y + size * 0.42)
  ctx.stroke()
}
