import { mkdtemp } from 'node:fs/promises'
import { chromium } from 'playwright'
import { publish, startServer } from './publish/index.ts'

const dir = await mkdtemp('/tmp/frametry-')
const port = 8393
await publish({
  feed: 'public/demo',
  outDir: dir,
  baseUrl: `http://localhost:${port}/show/`,
  trackers: [`ws://localhost:${port}/tracker`],
  player: `http://localhost:${port}/player.html`,
})
const server = await startServer({ showDir: dir, pageDir: 'dist/page', port })
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--mute-audio'] })
const which = process.argv[2] ?? 'frame'
const shots: [string, number, number, string][] =
  which === 'frame'
    ? [
        ['mini', 600, 72, '1'],
        ['mini-phone', 340, 72, '1'],
        ['card', 600, 200, '1'],
        ['card-phone', 340, 200, '1'],
        ['full', 700, 700, '1'],
        ['video', 640, 360, '3'],
        ['phone', 390, 800, '1'],
      ]
    : [
        ['page', 1280, 1000, ''],
        ['page-phone', 390, 1400, ''],
      ]
for (const [name, w, h, ep] of shots)
  for (const scheme of (process.argv[3] === 'both' ? ['light', 'dark'] : ['light']) as ('light' | 'dark')[]) {
    const p = await b.newPage({ viewport: { width: w, height: h }, colorScheme: scheme })
    const seen = new Set()
    p.on('pageerror', (e) => console.log(name, 'ERR', String(e)))
    p.on('console', (m) => {
      if ((m.type() === 'error' || m.type() === 'warning') && !seen.has(m.text().slice(0, 60))) {
        seen.add(m.text().slice(0, 60))
        console.log(name, m.text().slice(0, 300))
      }
    })
    await p.goto(
      ep === ''
        ? server.url
        : `${server.url}/player.html?json=${encodeURIComponent(`${server.url}/show/episodes/grapevine-demo-the-long-vine-${ep}.json`)}`,
    )
    await p.waitForTimeout(900)
    await p.screenshot({ path: `/tmp/shots/${which}-${name}-${scheme}-0.png` })
    const play = p.getByRole('button', { name: 'Play', exact: true })
    await play.click({ timeout: 3000 }).catch((e) => console.log(name, String(e).slice(0, 200)))
    await p.waitForTimeout(1500)
    await p.screenshot({ path: `/tmp/shots/${which}-${name}-${scheme}-1.png` })
    await p.close()
  }
await b.close()
await server.close()
process.exit(0)
