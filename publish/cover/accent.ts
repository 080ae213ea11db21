/**
 * Chooses a cover's colour: the one that people would name it by. Pure.
 *
 * Colours are sorted by hue, each counted by how colourful it is, so that a large pale background does not win over what
 * stands out, nor a small dot over everything else. Near greys, blacks and whites have no say. See docs/decisions/0022.
 */
import { oklabOf, rgbOfOklab, toHex } from '../../src/shared/colour.ts'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue, alpha; a byte each. */
  readonly data: Uint8Array | Uint8ClampedArray
}

/** More are not looked at: each so-many-th is. */
const MOST_SAMPLES = 40_000
/** Chroma below which nobody would call it a colour. */
const GREY = 0.04
/** Chroma beyond which more does not count for more. */
const VIVID = 0.16
const DARK = 0.18
const LIGHT = 0.95
/** Of the visible pixels; less is an ornament on a grey cover. */
const LEAST_SHARE = 0.01
/** 15 degrees each; a colour is one with its neighbours. */
const HUES = 24

interface Hue {
  weight: number
  lightness: number
  a: number
  b: number
}

/** @returns `#rrggbb`; `undefined` for a cover in black, white and grey */
export function chooseAccent({ width, height, data }: Pixels): string | undefined {
  const hues = Array.from({ length: HUES }, (): Hue => ({ weight: 0, lightness: 0, a: 0, b: 0 }))
  const total = Math.min(width * height, Math.floor(data.length / 4))
  const step = sampleStep(total, width)
  let seen = 0
  let coloured = 0
  for (let pixel = 0; pixel < total; pixel += step) {
    const at = 4 * pixel
    if ((data[at + 3] ?? 0) < 128) continue
    seen++
    const [lightness, a, b] = oklabOf([(data[at] ?? 0) / 255, (data[at + 1] ?? 0) / 255, (data[at + 2] ?? 0) / 255])
    const chroma = Math.hypot(a, b)
    if (chroma < GREY || lightness < DARK || lightness > LIGHT) continue
    coloured++
    const turn = (Math.atan2(b, a) / (2 * Math.PI) + 1) % 1
    const hue = hues[Math.min(HUES - 1, Math.floor(turn * HUES))]
    if (hue === undefined) continue
    const weight = Math.min(chroma, VIVID) ** 2
    hue.weight += weight
    hue.lightness += weight * lightness
    hue.a += weight * a
    hue.b += weight * b
  }
  if (coloured === 0 || coloured < LEAST_SHARE * seen) return undefined
  const families = hues.map((hue, i) => sum([hues.at(i - 1) ?? hue, hue, hues[(i + 1) % HUES] ?? hue]))
  const { weight, lightness, a, b } = families.reduce((best, each) => (each.weight > best.weight ? each : best))
  return toHex(rgbOfOklab([lightness / weight, a / weight, b / weight]))
}

/** Odd, and sharing no factor with the width, or the samples would stand in columns. */
function sampleStep(total: number, width: number): number {
  let step = Math.max(1, Math.ceil(total / MOST_SAMPLES))
  while (step > 1 && greatestCommonDivisor(step, width) > 1) step++
  return step
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

function sum(hues: readonly Hue[]): Hue {
  const out: Hue = { weight: 0, lightness: 0, a: 0, b: 0 }
  for (const { weight, lightness, a, b } of hues) {
    out.weight += weight
    out.lightness += lightness
    out.a += a
    out.b += b
  }
  return out
}
