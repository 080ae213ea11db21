/**
 * Colours as numbers: sRGB, OKLab (equal steps look equally large) and OKLCH, and the contrast between two. Pure.
 *
 * Sources: Björn Ottosson, “A perceptual color space for image processing” (OKLab); CSS Color 4; WCAG 2.2 (contrast).
 */

/** Each 0 to 1, gamma-encoded as in `#rrggbb`; outside that where a colour is beyond sRGB. */
export type Rgb = readonly [red: number, green: number, blue: number]
/** Lightness 0 to 1; a and b about -0.4 to 0.4. */
export type Oklab = readonly [lightness: number, a: number, b: number]
/** Lightness 0 to 1, chroma 0 (grey) to about 0.4, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number]

/** @returns `undefined` for anything but `#rrggbb` */
export function parseHex(text: string): Rgb | undefined {
  if (!/^#[\da-f]{6}$/i.test(text)) return undefined
  const part = (from: number) => Number.parseInt(text.slice(from, from + 2), 16) / 255
  return [part(1), part(3), part(5)]
}

/** @returns `#rrggbb`; what is beyond sRGB is cut off. */
export function toHex(rgb: Rgb): string {
  const part = (value: number) =>
    Math.round(255 * Math.min(1, Math.max(0, value)))
      .toString(16)
      .padStart(2, '0')
  return `#${rgb.map(part).join('')}`
}

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const toGamma = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)

export function oklabOf(rgb: Rgb): Oklab {
  const [r, g, b] = [toLinear(rgb[0]), toLinear(rgb[1]), toLinear(rgb[2])]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

export function rgbOfOklab([lightness, a, b]: Oklab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    toGamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toGamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toGamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

export function oklchOf(rgb: Rgb): Oklch {
  const [lightness, a, b] = oklabOf(rgb)
  return [lightness, Math.hypot(a, b), ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360]
}

/** @returns the colour, or where sRGB has none of that chroma, the most colourful of the same lightness and hue. */
export function rgbOfOklch([lightness, chroma, hue]: Oklch): Rgb {
  const angle = (hue * Math.PI) / 180
  const at = (some: number) => rgbOfOklab([lightness, some * Math.cos(angle), some * Math.sin(angle)])
  const isInside = (rgb: Rgb) => rgb.every((value) => value >= -1e-4 && value <= 1 + 1e-4)
  if (isInside(at(chroma))) return at(chroma)
  let [low, high] = [0, chroma]
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2
    if (isInside(at(middle))) low = middle
    else high = middle
  }
  return at(low)
}

function luminance(rgb: Rgb): number {
  const part = (value: number) => toLinear(Math.min(1, Math.max(0, value)))
  return 0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2])
}

/** @returns 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
