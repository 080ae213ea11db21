/**
 * The player's round, gone in browsers that Playwright does not drive: the same steps for each, so that "works in all of them" is
 * one list. Each step is used as a listener uses it, and what it does is asked of the media element.
 */
import { expect } from 'playwright/test'
import { MEDIA, mute, type OtherPage, position, reaches, see } from './other-page.ts'

const PLAY = /^Play$/

const rate = (page: OtherPage) => page.read(MEDIA, (media) => (media as HTMLMediaElement).playbackRate)
const paused = (page: OtherPage) => page.read(MEDIA, (media) => (media as HTMLMediaElement).paused)

export async function plays(page: OtherPage): Promise<void> {
  await see(page, 'button.play', PLAY)
  await mute(page)
  await page.click('button.play', PLAY)
  await reaches(page, 1)
}

/** Speed and sleep timer: panels over the player. */
export async function panelsOverIt(page: OtherPage): Promise<void> {
  await page.click('button.speed', /^Speed: 1×$/)
  await page.click('button.choice', /^1\.5×$/)
  await expect.poll(() => rate(page)).toBe(1.5)
  await see(page, 'button.speed', /^Speed: 1\.5×$/)
  await page.click('button.choice', /^1×$/)
  await expect.poll(() => rate(page)).toBe(1)
  await page.click('button.sleep', /^Sleep timer$/)
  await page.click('button.choice', /^5 min$/)
  await see(page, 'button.sleep', /^Sleep timer: [45] minutes left$/)
}

/** Chapters and transcript: a tap goes there. The long episode. */
export async function reading(page: OtherPage): Promise<void> {
  await page.click('button.tab', /^Chapters$/)
  await page.click('ol[aria-label=Chapters] button', /Pieces and fingerprints/)
  await expect.poll(() => position(page), { timeout: 20_000 }).toBeGreaterThan(376)
  expect(await position(page)).toBeLessThan(420)
  await page.click('button.tab', /^Transcript$/)
  await see(page, 'span[aria-current=true]')
  await page.click('input[type=search]')
  await page.type('two hundred years')
  await see(page, '[role=status]', /^1 of \d+$/)
  await page.click('span.found', /two hundred years/)
  await expect.poll(() => position(page), { timeout: 20_000 }).toBeLessThan(60)
  expect(await position(page)).toBeGreaterThan(29)
  await reaches(page, 30.5)
}

/** A link to this moment, taken from the panel. */
export async function sharesALink(page: OtherPage): Promise<void> {
  await page.click('button.tab', /^Share$/)
  await page.click('label', /^Start at/)
  const at = Math.floor(await position(page))
  const link = () => page.read('input#link', (field) => (field as HTMLInputElement).value)
  await expect.poll(link).toMatch(/#t=\d+$/)
  expect(Math.abs(Number(/#t=(\d+)$/.exec(await link())?.[1]) - at)).toBeLessThanOrEqual(3)
}

/** The list of keys, by its key; the focus is inside the player. */
export async function listsItsKeys(page: OtherPage): Promise<void> {
  await page.read('button.play', (button) => button.focus())
  await page.type('?')
  await see(page, 'dialog[open]', /Set the sleep timer/)
  await page.click('dialog[open] button.close')
  await expect.poll(() => page.sees('dialog[open]')).toBe(false)
  await page.type('k')
  await expect.poll(() => paused(page)).toBe(true)
}

/** From the list into the queue; a player with a show's list. */
export async function queues(page: OtherPage): Promise<void> {
  await page.click('button.tab', /^Episodes$/)
  await page.click('button.add', /Whispers/)
  await page.click('button.tab', /^Queue$/)
  await see(page, 'button.remove', /Whispers/)
}

/** In a frame on another site's page, at each height: one press plays, and a panel opens from its menu. Begins outside of the frame. */
export async function fitsItsFrame(page: OtherPage): Promise<void> {
  for (const [height, size] of [
    [500, ''],
    [200, 'card'],
    [72, 'mini'],
  ] as const) {
    await page.leaveFrame()
    await page.read(
      'iframe',
      (frame, value) => {
        frame.style.height = `${value}px`
      },
      height,
    )
    await page.enterFrame()
    await see(page, 'button.play')
    const drawn = () =>
      page.read('grapevine-player', (player) => getComputedStyle(player).getPropertyValue('--gv-size').trim())
    await expect.poll(drawn, { message: `at ${height} px` }).toBe(size)
    const overflow = () => page.read('html', (html) => html.scrollWidth - html.clientWidth)
    expect(await overflow()).toBeLessThanOrEqual(0)
  }
  await plays(page)
  await page.click('button.more', /^More$/)
  await page.click('button.item', /^Chapters$/)
  await see(page, 'ol[aria-label=Chapters] button', /Pieces and fingerprints/)
}

/** Within the player's frame: what somebody managed to put into its page does not run. */
export async function runsOwnCodeOnly(page: OtherPage): Promise<void> {
  const ran = await page.read('html', () => {
    const script = document.createElement('script')
    script.textContent = 'document.documentElement.dataset.foreign = "ran"'
    document.head.append(script)
    return document.documentElement.dataset.foreign ?? 'kept out'
  })
  expect(ran).toBe('kept out')
}

/** Begins on the page of {@link clientPage}. */
export async function obeysMessages(page: OtherPage): Promise<void> {
  const said = () => page.read('output', (output) => Number(output.textContent))
  await page.enterFrame()
  await see(page, 'button.play', PLAY)
  await mute(page)
  await page.leaveFrame()
  await page.click('button', /^Play it$/)
  await expect.poll(said, { timeout: 20_000 }).toBeGreaterThan(1)
  await page.click('button', /^Go to 3:20$/)
  await expect.poll(said, { timeout: 20_000 }).toBeGreaterThan(200)
  await page.click('button', /^Pause it$/)
  await see(page, 'output[data-paused=true]', /^20\d/)
  await page.enterFrame()
  expect(await paused(page)).toBe(true)
  expect(Math.floor(await position(page))).toBe(Math.floor(await outside(page, said)))
}

async function outside<T>(page: OtherPage, read: () => Promise<T>): Promise<T> {
  await page.leaveFrame()
  return read()
}

/** A page of another site that controls a frame through our client. @param frameUrl the player */
export function clientPage(frameUrl: string): string {
  return `<iframe title="Player" width="600" height="200" allow="autoplay" src="${frameUrl}"></iframe>
    <button>Play it</button> <button>Pause it</button> <button>Go to 3:20</button> <output></output>
    <script type="module">
      import { connectGrapevine } from '${new URL('/client.js', frameUrl)}'
      const player = await connectGrapevine(document.querySelector('iframe'))
      const output = document.querySelector('output')
      player.on('timeupdate', ({ seconds }) => (output.value = seconds))
      const [play, pause, seek] = document.querySelectorAll('button')
      play.onclick = () => player.play()
      seek.onclick = () => player.setCurrentTime(200)
      pause.onclick = async () => {
        await player.pause()
        output.dataset.paused = await player.getPaused()
        output.value = await player.getCurrentTime()
      }
    </script>`
}

/** Our one line, where nothing has to be measured before it is tapped: its play button is at {@link FACADE_PLAY}. */
export function embedPage(frameUrl: string): string {
  const { origin, searchParams } = new URL(frameUrl)
  return `<div style="position:fixed;inset:0 auto auto 0;width:600px"><script type="module" async src="${origin}/embed.js"
    data-episode="${searchParams.get('json')}" style="display:block;min-height:200px"></script></div>`
}

/** CSS pixels from the upper left. */
export const FACADE_PLAY = { x: 552, y: 152 } as const

/** Of the show's player with its list. */
export function showUrl(frameUrl: string): string {
  const { origin, searchParams } = new URL(frameUrl)
  const show = new URL('/show.json', searchParams.get('json') ?? '')
  return `${origin}/player.html?show=${encodeURIComponent(show.href)}`
}
