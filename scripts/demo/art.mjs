/** Composes the cover and the icons as SVG, and has Chromium turn them into the sizes that apps ask for. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bunch, COLOURS, gradients, leaf } from './plant.mjs'

const svg = (size, body, defs = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><defs>${gradients}${defs}</defs>${body}</svg>\n`

const ground = `<radialGradient id="ground" cx=".68" cy=".4" r=".85"><stop offset="0" stop-color="#6b2a76"/><stop offset=".5" stop-color="${COLOURS.dusk}" stop-opacity=".75"/><stop offset="1" stop-color="${COLOURS.plum}"/></radialGradient>`

/** Rings around the bunch, as sound spreads. */
function rings(x, y) {
  return Array.from({ length: 9 }, (_, i) => {
    const opacity = (0.2 - i * 0.018).toFixed(3)
    return `<circle cx="${x}" cy="${y}" r="${400 + i * 105}" fill="none" stroke="${COLOURS.cream}" stroke-opacity="${opacity}" stroke-width="3"/>`
  }).join('')
}

/** The words, set as outlines, so that the picture needs no font. */
function words(titleFile) {
  const [the, long, vine] = JSON.parse(readFileSync(titleFile, 'utf8')).words
  const set = (word, x, y, scale) => `<path transform="translate(${x} ${y}) scale(${scale})" d="${word.path}"/>`
  return `<g fill="${COLOURS.cream}">${set(the, 94, 800, 0.86)}${set(long, 84, 1030, 0.92)}${set(vine, 84, 1264, 0.92)}</g>`
}

const COVER_KINDS = [
  ...['deep', 'grape', 'grape', 'deep'],
  ...['grape', 'deep', 'amber', 'grape', 'none'],
  ...['deep', 'grape', 'grape', 'deep'],
  ...['grape', 'amber', 'none'],
  ...['deep', 'grape'],
  'none',
]

export function cover(titleFile) {
  const vine = (width, colour) =>
    `<path d="M-40 250C140 90 300 330 500 250S820 90 980 210S1240 330 1460 130" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`
  const tendrils = `<path d="M520 244C600 330 690 330 694 268S618 236 628 290S700 372 760 352" fill="none" stroke="${COLOURS.stem}" stroke-width="8" stroke-linecap="round"/><path d="M1220 268C1290 350 1340 330 1330 284S1262 280 1280 330" fill="none" stroke="${COLOURS.stem}" stroke-width="7" stroke-linecap="round"/>`
  const stalk = `<path d="M978 208C1000 270 985 320 992 400" fill="none" stroke="${COLOURS.stem}" stroke-width="17" stroke-linecap="round"/>`
  const body =
    `<rect width="1400" height="1400" fill="${COLOURS.night}"/><rect width="1400" height="1400" fill="url(#ground)"/>` +
    rings(992, 690) +
    vine(26, COLOURS.leafDark) +
    vine(13, COLOURS.stem) +
    tendrils +
    stalk +
    bunch(992, 448, 67, [4, 5, 4, 3, 2, 1], COVER_KINDS) +
    leaf(935, 222, 235, 42) +
    leaf(1064, 250, 185, -48) +
    leaf(235, 208, 190, 14) +
    leaf(452, 262, 120, 205) +
    words(titleFile)
  return svg(1400, body, ground)
}

/** The mark: leaf and six grapes, one of them just arrived. Drawn in a 512 square, `scale` about its middle. */
function mark(scale) {
  const stalk = `<path d="M256 204C252 160 262 118 300 84" fill="none" stroke="${COLOURS.stem}" stroke-width="20" stroke-linecap="round"/>`
  const grapes = bunch(256, 232, 64, [3, 2, 1], ['deep', 'grape', 'grape', 'grape', 'amber', 'deep'])
  return `<g transform="translate(256 256) scale(${scale}) translate(-256 -262)">${stalk}${grapes}${leaf(262, 128, 118, 62)}</g>`
}

export function icon({ corner, scale }) {
  const plate = `<rect width="512" height="512" rx="${corner}" fill="${COLOURS.plum}"/><rect width="512" height="512" rx="${corner}" fill="url(#ground)"/>`
  return svg(512, plate + mark(scale), ground)
}

/** Writes every picture. @param browser a running Chromium (Playwright) */
export async function makeArt(browser, publicDir) {
  const source = join(publicDir, 'demo', 'source')
  mkdirSync(join(publicDir, 'icons'), { recursive: true })
  const page = await browser.newPage()
  const shoot = async (picture, size, file) => {
    await page.setViewportSize({ width: size, height: size })
    const sized = picture.replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `)
    await page.setContent(`<body style="margin:0;background:transparent">${sized}</body>`)
    const jpeg = file.endsWith('.jpg')
    await page.screenshot({ path: file, omitBackground: !jpeg, ...(jpeg ? { type: 'jpeg', quality: 84 } : {}) })
  }
  const front = cover(join(source, 'title.json'))
  const rounded = icon({ corner: 112, scale: 0.94 })
  // Launchers cut a maskable icon to any shape: the mark stays inside the middle 80 %.
  const maskable = icon({ corner: 0, scale: 0.76 })
  writeFileSync(join(source, 'cover.svg'), front)
  writeFileSync(join(publicDir, 'favicon.svg'), rounded)
  await shoot(front, 1400, join(publicDir, 'demo', 'cover.jpg'))
  for (const size of [192, 512]) await shoot(rounded, size, join(publicDir, 'icons', `icon-${size}.png`))
  await shoot(maskable, 512, join(publicDir, 'icons', 'icon-maskable-512.png'))
  await page.close()
  return front
}
