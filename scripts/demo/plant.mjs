/** Draws the parts every picture here is made of, as SVG text: grape, bunch, leaf. Pure. */

export const COLOURS = {
  night: '#1b0a20',
  plum: '#27102d',
  dusk: '#4d1c56',
  cream: '#fff1d6',
  leaf: '#a9cf5d',
  leafDark: '#4f8a3c',
  stem: '#8aa84a',
}

export const gradients = `
  <radialGradient id="grape" cx=".36" cy=".3" r=".8"><stop offset="0" stop-color="#d9a4ea"/><stop offset=".38" stop-color="#9a4bb0"/><stop offset="1" stop-color="#4b1a62"/></radialGradient>
  <radialGradient id="deep" cx=".36" cy=".3" r=".8"><stop offset="0" stop-color="#b884d6"/><stop offset=".4" stop-color="#7a3799"/><stop offset="1" stop-color="#3a1350"/></radialGradient>
  <radialGradient id="amber" cx=".36" cy=".3" r=".8"><stop offset="0" stop-color="#fff0c4"/><stop offset=".42" stop-color="#f0b454"/><stop offset="1" stop-color="#b96a1c"/></radialGradient>
  <linearGradient id="leaf" x1="0" y1="0" x2=".5" y2="1"><stop offset="0" stop-color="#cbe38f"/><stop offset="1" stop-color="#5c9a42"/></linearGradient>`

const n = (x) => Number(x.toFixed(1))

/** One grape: a piece. `kind` is `grape`, `deep`, `amber` (just arrived) or `none` (still missing, an outline). */
export function grape(x, y, r, kind) {
  if (kind === 'none') {
    const dash = n(r * 0.3)
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r * 0.9)}" fill="#27102d" fill-opacity=".55" stroke="#c58fd6" stroke-opacity=".75" stroke-width="${n(r * 0.07)}" stroke-dasharray="${dash} ${n(dash * 0.75)}" stroke-linecap="round"/>`
  }
  const shine = kind === 'amber' ? 0.75 : 0.42
  return (
    `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="url(#${kind})"/>` +
    `<ellipse cx="${n(x - r * 0.34)}" cy="${n(y - r * 0.42)}" rx="${n(r * 0.24)}" ry="${n(r * 0.14)}" transform="rotate(-38 ${n(x - r * 0.34)} ${n(y - r * 0.42)})" fill="#fff" fill-opacity="${shine}"/>`
  )
}

/** A bunch, packed as circles pack, narrowing downwards. `kinds` is read row by row. (x, y) is the first row's middle. */
export function bunch(x, y, r, rows, kinds) {
  const step = r * 1.94
  let i = 0
  return rows
    .flatMap((count, row) =>
      Array.from({ length: count }, (_, k) =>
        grape(x + (k - (count - 1) / 2) * step, y + row * step * 0.87, r, kinds[i++] ?? 'grape'),
      ),
    )
    .join('')
}

/** Half a vine leaf's outline: angle in degrees (0 points right, 90 along the leaf) and distance from the stem. */
const OUTLINE = [
  [-72, 0.2],
  [-46, 0.6],
  [-30, 0.57],
  [-14, 0.68],
  [-2, 0.55],
  [10, 0.8],
  [22, 0.98],
  [34, 0.84],
  [43, 0.62],
  [58, 0.8],
  [72, 0.95],
  [90, 1.2],
]

/** A vine leaf with its stem end at (x, y), pointing along `turn` degrees (0 is down), `size` from stem to about the tip. */
export function leaf(x, y, size, turn) {
  const at = ([angle, reach], side) => {
    const a = (angle * Math.PI) / 180
    return [side * Math.cos(a) * reach * 100, Math.sin(a) * reach * 100]
  }
  const right = OUTLINE.map((p) => at(p, 1))
  const left = OUTLINE.slice(0, -1)
    .map((p) => at(p, -1))
    .reverse()
  const points = [...right, ...left]
  // Straight runs with a little belly: each edge bends outwards, so the points stay crisp like a real leaf's teeth.
  let d = `M0 -6`
  let [px, py] = [0, -6]
  for (const [qx, qy] of [...points, [0, -6]]) {
    const [mx, my] = [(px + qx) / 2, (py + qy) / 2]
    d += `Q${n(mx * 1.1)} ${n(my * 1.1)} ${n(qx)} ${n(qy)}`
    ;[px, py] = [qx, qy]
  }
  const veins = [
    [0, 108],
    [84, 34],
    [-84, 34],
    [44, -34],
    [-44, -34],
    [24, 78],
    [-24, 78],
  ].map(([vx, vy], i) =>
    i < 5 ? `M0 0Q${n(vx * 0.45)} ${n(vy * 0.62)} ${vx} ${vy}` : `M0 ${34}Q${n(vx * 0.4)} 56 ${vx} ${vy}`,
  )
  return `<g transform="translate(${n(x)} ${n(y)}) rotate(${turn}) scale(${n(size)} ${n(size)}) scale(.01)"><path d="${d}Z" fill="url(#leaf)"/><path d="${veins.join('')}" fill="none" stroke="#3f7a35" stroke-opacity=".55" stroke-width="2.6" stroke-linecap="round"/></g>`
}
