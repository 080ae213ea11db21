/**
 * Dresses the player in a cover's colour: what the accent becomes as sleeve, as played part, as text on paper.
 *
 * Pure. Hue and colourfulness are the cover's, lightness is the house's: so a yellow cover is as readable as a violet one, and
 * the sleeve is dark for each. Whatever is text keeps a contrast of at least 4.5 to what it stands on, controls 3 (WCAG 2.2,
 * 1.4.3 and 1.4.11): the lightness moves until it does. The inks of the sleeve and the green of sharing stay as they are.
 */
import { contrast, oklchOf, parseHex, type Rgb, rgbOfOklch, toHex } from '../shared/colour.ts'

/** What text and controls in the accent stand on, as tokens.css has it: `--gv-paper`, `--gv-surface`, `--gv-surface-sunken`. */
export const SURFACES = {
  light: ['#faf5ea', '#fffdf8', '#f3ecdd'],
  dark: ['#151019', '#1f1825', '#2a2131'],
} as const

/** Of text; a little above what is asked for, as colours are rounded to bytes. */
const TEXT_CONTRAST = 4.6
const LIGHT_INK = '#fffaf2'

/**
 * @param accent `#rrggbb`, as `look.accent` of an episode's file; anything else means the house's own colours
 * @returns values by token, for both schemes (`light-dark()`); to be set on the player, or any element around it
 */
export function accentProperties(accent: string | undefined): Readonly<Record<string, string>> {
  const rgb = accent === undefined ? undefined : parseHex(accent)
  if (rgb === undefined) return {}
  const [, chroma, hue] = oklchOf(rgb)
  const shade = (lightness: number, mostChroma: number) => rgbOfOklch([lightness, Math.min(chroma, mostChroma), hue])
  const onPaper = readable((by) => shade(0.45 - by, 0.16), SURFACES.light)
  const onNight = readable((by) => shade(0.8 + by, 0.11), SURFACES.dark)
  const sleeve = [shade(0.29, 0.095), shade(0.3, 0.085)] as const
  const deep = [shade(0.215, 0.07), shade(0.22, 0.06)] as const
  const sleeves = [...sleeve, ...deep].map(toHex)
  return {
    '--gv-accent': lightDark(onPaper, onNight),
    '--gv-accent-ink': `light-dark(${LIGHT_INK}, ${toHex(shade(0.2, 0.05))})`,
    '--gv-focus': lightDark(onPaper, onNight),
    '--gv-sleeve': lightDark(...sleeve),
    '--gv-sleeve-deep': lightDark(...deep),
    '--gv-sleeve-soft': toHex(readable((by) => shade(0.84 + by, 0.03), sleeves)),
    '--gv-sprig': toHex(readable((by) => shade(0.87 + by, 0.12), sleeves)),
    '--gv-sprig-hover': toHex(shade(0.92, 0.1)),
    '--gv-sprig-ink': toHex(shade(0.2, 0.05)),
  }
}

const lightDark = (light: Rgb, dark: Rgb) => `light-dark(${toHex(light)}, ${toHex(dark)})`

/** @returns the first of ever more extreme shades that is readable as text on each surface */
function readable(shade: (by: number) => Rgb, surfaces: readonly string[]): Rgb {
  const isReadable = (rgb: Rgb) => surfaces.every((hex) => contrast(parseHex(hex) ?? rgb, rgb) >= TEXT_CONTRAST)
  let found = shade(0)
  for (let by = 0; by <= 0.45; by += 0.01) {
    found = shade(by)
    if (isReadable(found)) return found
  }
  return found
}
