/** The film: what is on the picture at a time, told by the start times of the spoken lines. Runs in the page. */
import {
  arc,
  bunch,
  cross,
  during,
  ease,
  faded,
  grape,
  ground,
  H,
  host,
  hue,
  listener,
  PIECES,
  slot,
  tick,
  W,
  words,
} from './film-draw.mjs'
import { copies, LISTENERS, seed, swap } from './film-plan.mjs'

const HOST = { x: 100, bunch: 74, tower: 158 }
const PLACES = [
  [290, 52],
  [430, 40],
  [570, 52],
  [290, 186],
  [430, 174],
  [570, 186],
]
const R = 6.2
const HOST_R = 8
const PRINTS = ['9f3a', '41c7', 'd08e', '7b25', 'e61f', '0a94', '5cd2', 'b738', '28ef', 'c450', '8e1b', '3f6d']

const bunchOf = (place) =>
  place === 'host' ? [HOST.x, HOST.bunch, HOST_R] : [PLACES[place][0], PLACES[place][1] + 33, R]

function flights(ctx, t, transfers) {
  for (const { from, to, piece, start, end } of transfers) {
    if (t < start || t > end) continue
    const p = ease(t, start, end - start)
    const path = arc(...slot(...bunchOf(from), piece), ...slot(...bunchOf(to), piece))
    const [x0, y0] = path.at(0)
    const [x1, y1] = path.at(1)
    ctx.strokeStyle = `hsl(${hue(piece)} 70% 72% / ${0.34 * Math.sin(Math.PI * p)})`
    ctx.lineWidth = 1.3
    ctx.beginPath()
    ctx.moveTo(x0, y0)
    ctx.quadraticCurveTo(path.mx, path.my, x1, y1)
    ctx.stroke()
    const r = (from === 'host' ? HOST_R * (1 - p) : R * (1 - p)) + R * p
    grape(ctx, ...path.at(p), r, piece)
  }
}

/** Which pieces a listener holds at t: what it began with, and what has landed. */
const holds = (t, transfers, listenerNumber, began) => {
  const got = new Set(began)
  for (const { to, piece, end } of transfers) if (to === listenerNumber && t >= end) got.add(piece)
  return got
}

function network(ctx, t, { transfers, began = () => [], shown = () => 1, dark = 0, sent = null }) {
  const sending = transfers.some((x) => x.from === 'host' && t >= x.start && t <= x.end)
  faded(ctx, 1 - dark * 0.55, () => {
    bunch(ctx, HOST.x, HOST.bunch, HOST_R, () => dark < 0.5)
    host(ctx, HOST.x, HOST.tower, t, sending, dark)
  })
  if (sent !== null) {
    words(ctx, `sent: ${sent}`, HOST.x, HOST.tower + 98, 13, {
      weight: 700,
      colour: sent.startsWith('6') ? '#f0b454' : '#cbe38f',
    })
  } else {
    words(ctx, 'the host', HOST.x, HOST.tower + 98, 13, { colour: '#e3b9ec' })
  }
  PLACES.forEach(([x, y], i) => {
    faded(ctx, shown(i), () => {
      const got = holds(t, transfers, i, began(i))
      const whole = got.size === PIECES
      const landed = Math.max(...transfers.filter((f) => f.to === i && f.end <= t).map((f) => f.end), -9)
      listener(ctx, x, y, whole ? Math.max(0.35, 1 - (t - landed)) : 0)
      bunch(ctx, x, y + 33, R, (k) => got.has(k))
      if (whole) tick(ctx, x + 27, y + 2, 11)
    })
  })
  flights(ctx, t, transfers)
}

function hostCount(t, transfers) {
  const done = transfers.filter((x) => x.from === 'host' && t >= x.end).length / PIECES
  const text = Number.isInteger(done) ? String(done) : done.toFixed(1)
  return `${text} ${done === 1 ? 'copy' : 'copies'}`
}

/** The episode as a wave, cut in twelve; then each part's fingerprint. */
function pieces(ctx, t, cut, print) {
  const [left, width, middle] = [86, 468, 128]
  const part = width / PIECES
  const open = ease(t, cut + 1.3, 1.4)
  for (let k = 0; k < PIECES; k++) {
    const x = left + k * part + (k - (PIECES - 1) / 2) * open * 6
    faded(ctx, ease(t, cut - 0.4, 0.6), () => {
      ctx.fillStyle = `hsl(${hue(k)} ${20 + 38 * open}% ${30 + 6 * open}% / ${0.25 + 0.5 * open})`
      ctx.beginPath()
      ctx.roundRect(x, middle - 46, part + 0.6, 92, open * 8)
      ctx.fill()
      ctx.fillStyle = open > 0.02 ? `hsl(${hue(k)} 72% ${80 - 4 * open}%)` : '#fff1d6'
      for (let b = 0; b < 6; b++) {
        const n = k * 6 + b
        const tall = 8 + 30 * Math.abs(Math.sin(n * 0.37) * Math.sin(n * 1.31 + 0.6))
        ctx.beginPath()
        ctx.roundRect(x + 3 + (b * (part - 4)) / 6, middle - tall, 3.4, tall * 2, 1.7)
        ctx.fill()
      }
    })
    const drop = ease(t, print + 0.2 + k * 0.13, 0.5)
    faded(ctx, drop, () => {
      const y = middle + 74 - 10 * (1 - drop)
      ctx.strokeStyle = `hsl(${hue(k)} 70% 76%)`
      ctx.lineWidth = 1.3
      for (let ring = 1; ring <= 4; ring++) {
        ctx.beginPath()
        ctx.arc(
          x + part / 2,
          y + 5,
          ring * 3.1,
          Math.PI * (1.02 + 0.05 * ((k + ring) % 3)),
          Math.PI * (1.98 + 0.16 * ((k * ring) % 3)),
        )
        ctx.stroke()
      }
      words(ctx, PRINTS[k], x + part / 2, y + 24, 11, { face: 'mono', weight: 700 })
    })
  }
}

/** One neighbour sends a wrong piece; the check finds it; another sends the true one. */
function wrongPiece(ctx, t, sent, found, dropped) {
  const [x0, y0, x1] = [120, 92, 400]
  const piece = 3
  listener(ctx, x0, y0 - 34)
  bunch(ctx, x0, y0, 9, () => true)
  listener(ctx, x1, 58)
  const landed = dropped + 2.7
  bunch(ctx, x1, 96, 12, (k) => k !== piece || t > landed)
  listener(ctx, 560, 150)
  bunch(ctx, 560, 184, 9, () => true)
  const goal = slot(x1, 96, 12, piece)
  const gate = [goal[0] - 84, goal[1] + 8]
  const go = ease(t, sent + 0.5, 1.7)
  const fall = Math.max(0, t - dropped - 0.2)
  const path = arc(...slot(x0, y0, 9, piece), ...gate, 0.1)
  if (go > 0 && fall < 1.4) {
    const [x, y] = path.at(go)
    faded(ctx, 1 - fall / 1.4, () => grape(ctx, x - fall * 14, y + fall * fall * 90, 9 + 4 * go, piece, 'wrong'))
  }
  // The check: the fingerprint the show published above, the one worked out below.
  const label = during(t, found - 0.5, dropped + 1, 0.4)
  faded(ctx, label, () => {
    words(ctx, `show says  ${PRINTS[piece]}`, gate[0] - 30, gate[1] - 46, 12, {
      face: 'mono',
      weight: 700,
      colour: '#cbe38f',
    })
    words(ctx, 'this one   07c1', gate[0] - 30, gate[1] - 29, 12, { face: 'mono', weight: 700, colour: '#ff9b84' })
    faded(ctx, ease(t, found + 0.3, 0.3), () => cross(ctx, gate[0] + 42, gate[1] - 29, 13))
  })
  const again = ease(t, dropped + 1, 1.7)
  if (again > 0 && t <= landed)
    grape(ctx, ...arc(...slot(560, 184, 9, piece), ...goal, -0.18).at(again), 9 + 3 * again, piece)
  faded(ctx, ease(t, landed, 0.3), () => tick(ctx, x1 + 34, 60, 15))
}

function card(ctx, image, alpha, lines, rise) {
  faded(ctx, alpha, () => {
    ctx.drawImage(image, W / 2 - 66, 52 - rise * 8, 132, 132)
    for (const [text, size, y, colour] of lines) words(ctx, text, W / 2, y - rise * 8, size, { face: 'serif', colour })
  })
}

/** @param cue start times of the film's 16 lines @param end length of the film, both in seconds */
export function film(cue, end) {
  const old = copies(cue[2], cue[3] + 1.9)
  const first = seed(cue[6] + 0.5, cue[7] + 0.2)
  const firstPieces = [...Array(LISTENERS).keys()].map((i) => first.filter((x) => x.to === i).map((x) => x.piece))
  const handed = swap(firstPieces, cue[7] + 0.4, cue[9] + 0.4)
  const all = [...Array(PIECES).keys()]
  const late = swap(
    firstPieces.map((_, i) => (i === 4 ? [] : all)),
    cue[14] + 0.2,
    cue[15] - 0.2,
  )
  const cuts = { two: cue[4] - 0.5, three: cue[6] - 0.5, four: cue[10] - 0.5, five: cue[13] - 0.6, last: cue[15] - 0.1 }
  return (ctx, t, image) => {
    ground(ctx, t)
    const opening = [
      ['How pieces travel', 34, 222, '#fff1d6'],
      ['The Long Vine', 16, 258, '#e3b9ec'],
    ]
    card(ctx, image, during(t, -1, cue[0] - 0.1, 0.5), opening, 1 - ease(t, 0, 0.8))
    faded(ctx, during(t, cue[0] - 0.3, cuts.two, 0.5), () => {
      const shown = (i) => ease(t, cue[1] + i * 0.22, 0.4)
      network(ctx, t, { transfers: old, shown, sent: t < cue[2] ? null : hostCount(t, old) })
    })
    faded(ctx, during(t, cuts.two, cuts.three, 0.5), () => pieces(ctx, t, cue[4], cue[5]))
    faded(ctx, during(t, cuts.three, cuts.four, 0.5), () =>
      network(ctx, t, { transfers: [...first, ...handed], sent: hostCount(t, first) }),
    )
    faded(ctx, during(t, cuts.four, cuts.five, 0.5), () => wrongPiece(ctx, t, cue[10], cue[11], cue[12]))
    faded(ctx, during(t, cuts.five, cuts.last, 0.5), () => {
      const dark = ease(t, cue[13] + 0.7, 0.6)
      const shown = (i) => (i === 4 ? ease(t, cue[14] - 0.5, 0.5) : 1)
      network(ctx, t, { transfers: late, began: (i) => (i === 4 ? [] : all), shown, dark })
    })
    const closing = [
      ['Heard it through the grapevine', 28, 222, '#fff1d6'],
      ['Pass it on: CC0, free for any use', 13, 256, '#e3b9ec'],
    ]
    card(ctx, image, ease(t, cuts.last, 0.7), closing, 1 - ease(t, cuts.last, 0.9))
    faded(ctx, ease(t, end - 1, 1), () => {
      ctx.fillStyle = '#180820'
      ctx.fillRect(0, 0, W, H)
    })
  }
}
