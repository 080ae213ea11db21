/** Makes the demo show and the icons: wires the parts, decides only the order. See public/demo/README.md. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makeArt } from './art.mjs'
import { encodeAudio, makeSound } from './audio.mjs'
import { openBrowser } from './browser.mjs'
import { writeFeed } from './feed.mjs'
import { makeFilm } from './film.mjs'
import { EPISODES } from './show.mjs'
import { ffmpeg } from './tools.mjs'

const STEPS = ['art', 'audio', 'video', 'feed']
const asked = process.argv.slice(2)
const unknown = asked.find((step) => !STEPS.includes(step))
if (unknown !== undefined) {
  console.error(`There is no step "${unknown}". The steps are: ${STEPS.join(', ')}.`)
  process.exit(2)
}
const wants = (step) => asked.length === 0 || asked.includes(step)
const publicDir = resolve(import.meta.dirname, '../../public')
const demoDir = join(publicDir, 'demo')
const folder = mkdtempSync(join(tmpdir(), 'grapevine-demo-'))
const browser = wants('art') || wants('video') ? await openBrowser() : null

try {
  if (browser && wants('art')) await makeArt(browser, publicDir)
  const small = join(folder, 'cover-600.jpg')
  ffmpeg('-v', 'error', '-i', join(demoDir, 'cover.jpg'), '-vf', 'scale=600:600:flags=lanczos', '-q:v', 4, small)
  for (const episode of EPISODES) {
    const video = episode.type.startsWith('video/')
    if (!wants(video ? 'video' : 'audio')) continue
    const sound = makeSound(episode, demoDir, folder)
    if (browser && video) await makeFilm(browser, episode, sound, demoDir)
    else encodeAudio(episode, sound, small, demoDir, folder)
  }
  if (wants('feed')) writeFeed(demoDir)
} finally {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
}
