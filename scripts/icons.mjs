/**
 * Makes the small icons of public/icons from the large one that launchers may cut to any shape (scripts/make-demo.sh draws that).
 *
 *     node scripts/icons.mjs
 *
 * The same pixels come out wherever it runs: each is the mean of the part of the large icon that it covers. The one for Apple's home
 * screen must be square and opaque, as the large one is: corners are rounded there.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import lodepng from '@cwasm/lodepng'
import { ROOT } from './lib/run.mjs'

const FOLDER = join(ROOT, 'public/icons')
const SIZES = { 'icon-maskable-192.png': 192, 'apple-touch-icon.png': 180 }

/** @param {{ width: number, data: Uint8ClampedArray }} image square, RGBA, opaque */
function shrunk({ width, data }, size) {
  const ratio = width / size
  const pixels = new Uint8ClampedArray(size * size * 4)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const mean = meanOf(data, width, x * ratio, y * ratio, ratio)
      pixels.set([...mean, 255], (y * size + x) * 4)
    }
  }
  return { width: size, height: size, data: pixels }
}

/** Mean colour of a square of `side` pixels, those at its edges weighed by how much of them is inside. */
function meanOf(data, width, left, top, side) {
  const sums = [0, 0, 0]
  let weight = 0
  for (let y = Math.floor(top); y < Math.min(width, top + side); y += 1) {
    const high = Math.min(y + 1, top + side) - Math.max(y, top)
    for (let x = Math.floor(left); x < Math.min(width, left + side); x += 1) {
      const inside = high * (Math.min(x + 1, left + side) - Math.max(x, left))
      for (let channel = 0; channel < 3; channel += 1) sums[channel] += inside * data[(y * width + x) * 4 + channel]
      weight += inside
    }
  }
  return sums.map((sum) => Math.round(sum / weight))
}

const large = lodepng.decode(readFileSync(join(FOLDER, 'icon-maskable-512.png')))
for (const [name, size] of Object.entries(SIZES)) {
  writeFileSync(join(FOLDER, name), lodepng.encode(shrunk(large, size)))
}
