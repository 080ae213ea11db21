/** Draws the film frame by frame in Chromium and hands the frames to ffmpeg, with the sound of its episode. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { icon } from './art.mjs'
import { tags } from './audio.mjs'

const FPS = 25
/** A name that never resolves: everything below it is answered from this folder, nothing leaves the machine. */
const STAGE = 'http://film.invalid/'

async function stage(browser, cues, seconds) {
  const page = await browser.newPage({ viewport: { width: 640, height: 360 } })
  await page.route(`${STAGE}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1)
    return name === ''
      ? route.fulfill({ contentType: 'text/html', body: '<canvas width="640" height="360"></canvas>' })
      : route.fulfill({ contentType: 'text/javascript', path: join(import.meta.dirname, name) })
  })
  await page.goto(STAGE)
  const mark = `data:image/svg+xml;base64,${Buffer.from(icon({ corner: 112, scale: 0.94 })).toString('base64')}`
  await page.evaluate(
    async ({ starts, end, mark }) => {
      const { film } = await import('/film-scenes.mjs')
      const image = new Image()
      image.src = mark
      image.width = image.height = 264
      await image.decode()
      const canvas = document.querySelector('canvas')
      const ctx = canvas.getContext('2d', { willReadFrequently: true })
      const draw = film(starts, end)
      globalThis.frame = (t) => {
        ctx.reset()
        draw(ctx, t, image)
        return canvas.toDataURL('image/png').slice(22)
      }
    },
    { starts: cues.map((c) => c.start), end: seconds, mark },
  )
  return page
}

/** One frame as a PNG, to look at. */
export async function still(browser, sound, t) {
  const page = await stage(browser, sound.speech.cues, sound.speech.seconds)
  const png = Buffer.from(await page.evaluate((at) => globalThis.frame(at), t), 'base64')
  await page.close()
  return png
}

/** Writes the MP4: H.264 main profile, 4:2:0, AAC, `moov` in front. */
export async function makeFilm(browser, episode, sound, demoDir) {
  const { cues, seconds } = sound.speech
  const page = await stage(browser, cues, seconds)
  const file = join(demoDir, episode.file)
  const picture = [
    '-c:v',
    'libx264',
    '-profile:v',
    'main',
    '-level',
    '3.0',
    '-pix_fmt',
    'yuv420p',
    '-preset',
    'slow',
    '-crf',
    '21',
    '-g',
    '50',
  ]
  const colour = [
    '-vf',
    'scale=out_color_matrix=bt709:out_range=tv',
    '-colorspace',
    'bt709',
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
  ]
  const coding = [...picture, ...colour, '-c:a', 'aac', '-b:a', '96k', '-movflags', '+faststart', '-shortest']
  const plain = ['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1']
  const inputs = [
    '-f',
    'image2pipe',
    '-framerate',
    String(FPS),
    '-c:v',
    'png',
    '-i',
    '-',
    '-i',
    sound.wav,
    '-map',
    '0:v',
    '-map',
    '1:a',
  ]
  const encoder = spawn('ffmpeg', ['-v', 'error', '-y', ...inputs, ...plain, ...coding, ...tags(episode), file], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const closed = once(encoder, 'close')
  const total = Math.ceil(seconds * FPS)
  for (let n = 0; n < total; n += FPS) {
    const times = Array.from({ length: Math.min(FPS, total - n) }, (_, i) => (n + i) / FPS)
    const frames = await page.evaluate((ts) => ts.map((t) => globalThis.frame(t)), times)
    for (const frame of frames) {
      if (!encoder.stdin.write(Buffer.from(frame, 'base64'))) await once(encoder.stdin, 'drain')
    }
  }
  encoder.stdin.end()
  const [code] = await closed
  await page.close()
  if (code !== 0) throw new Error('ffmpeg could not encode the film')
  return file
}
