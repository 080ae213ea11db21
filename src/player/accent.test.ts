import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, oklchOf, parseHex, type Rgb, toHex } from '../shared/colour.ts'
import { accentProperties, SURFACES } from './accent.ts'

const TOKENS = readFileSync('src/player/tokens.css', 'utf8')
const house = (token: string) => new RegExp(`^ {2}${token}: ([^;]+);`, 'm').exec(TOKENS)?.[1] ?? ''

type Scheme = 'light' | 'dark'
/** @returns a value of a token in one scheme, in an accent or in the house's own colours. */
function colour(properties: Readonly<Record<string, string>>, token: string, scheme: Scheme): Rgb {
  const value = properties[token] ?? house(token)
  const [, light, dark] = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value) ?? [undefined, value, value]
  const rgb = parseHex((scheme === 'light' ? light : dark) ?? '')
  if (rgb === undefined) throw new Error(`${token} is ${value}`)
  return rgb
}

/** Text and what it stands on, wherever the elements use it. */
const TEXTS: readonly (readonly [string, readonly string[]])[] = [
  ['--gv-accent', ['--gv-paper', '--gv-surface', '--gv-surface-sunken']],
  ['--gv-accent-ink', ['--gv-accent']],
  ['--gv-sleeve-ink', ['--gv-sleeve', '--gv-sleeve-deep']],
  ['--gv-sleeve-soft', ['--gv-sleeve', '--gv-sleeve-deep']],
  ['--gv-sleeve-deep', ['--gv-sleeve-ink']],
  ['--gv-sprig-ink', ['--gv-sprig', '--gv-sprig-hover']],
]
const CONTROLS: readonly (readonly [string, readonly string[]])[] = [
  ['--gv-focus', ['--gv-paper', '--gv-surface', '--gv-surface-sunken']],
  ['--gv-sprig', ['--gv-sleeve', '--gv-sleeve-deep']],
  ['--gv-sprig-hover', ['--gv-sleeve', '--gv-sleeve-deep']],
]

function leastContrast(properties: Readonly<Record<string, string>>, uses: typeof TEXTS): number {
  const found = uses.flatMap(([token, surfaces]) =>
    surfaces.flatMap((surface) =>
      (['light', 'dark'] as const).map((scheme) =>
        contrast(colour(properties, token, scheme), colour(properties, surface, scheme)),
      ),
    ),
  )
  return Math.min(...found)
}

const hex = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map(([r, g, b]) => toHex([r / 255, g / 255, b / 255]))

test('whatever the accent, text keeps a contrast of 4.5 and controls one of 3, in both schemes', () => {
  fc.assert(
    fc.property(hex, (accent) => {
      const properties = accentProperties(accent)
      expect(leastContrast(properties, TEXTS)).toBeGreaterThanOrEqual(4.5)
      expect(leastContrast(properties, CONTROLS)).toBeGreaterThanOrEqual(3)
    }),
    { numRuns: 500, examples: [['#000000'], ['#ffffff'], ['#ffff00'], ['#00ffff'], ['#0000ff'], ['#ff00ff']] },
  )
})

test("the house's own colours keep it, too", () => {
  expect(leastContrast({}, TEXTS)).toBeGreaterThanOrEqual(4.5)
  expect(leastContrast({}, CONTROLS)).toBeGreaterThanOrEqual(3)
})

test('the player is recognisably of the hue of its cover', () => {
  for (const accent of ['#c81e28', '#288c3c', '#1f4fd8', '#51235d', '#e0a020']) {
    const [, , hue] = oklchOf(parseHex(accent) ?? [0, 0, 0])
    const properties = accentProperties(accent)
    for (const token of ['--gv-accent', '--gv-sleeve', '--gv-sprig']) {
      const [, chroma, own] = oklchOf(colour(properties, token, 'light'))
      expect(Math.abs(((own - hue + 540) % 360) - 180)).toBeLessThan(8)
      expect(chroma).toBeGreaterThan(0.04)
    }
  }
})

test('a grey accent makes a grey player, no colour of its own', () => {
  const [, chroma] = oklchOf(colour(accentProperties('#808080'), '--gv-sleeve', 'light'))
  expect(chroma).toBeLessThan(0.01)
})

test.each([undefined, '', 'red', '#fff', '#12345', '#gggggg'])("%j leaves the house's colours", (accent) => {
  expect(accentProperties(accent)).toEqual({})
})

test('the surfaces it is measured against are those of tokens.css', () => {
  const names = ['--gv-paper', '--gv-surface', '--gv-surface-sunken']
  for (const scheme of ['light', 'dark'] as const) {
    expect(SURFACES[scheme]).toEqual(names.map((name) => toHex(colour({}, name, scheme))))
  }
})
