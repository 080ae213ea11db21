/**
 * The postMessage API of the player frame: driven by the player.js client from npm as its README says, by our own typed
 * client, from sandboxes as WordPress makes them, and by pages that may not.
 */
import { readFileSync } from 'node:fs'
import type { ElementHandle, Frame, Page } from 'playwright/test'
import type { GrapevineFrame } from '../src/embed/index.ts'
import { expect, facade, isPlaying, line, open, test } from './support/embed-page.ts'
import type { EmbedSites } from './support/embed-servers.ts'

/** The parts of player.js (0.1.0) that its README names. */
interface PlayerJs {
  on(event: string, listener: (value: unknown) => void): void
  off(event: string, listener?: (value: unknown) => void): void
  supports(kind: 'method' | 'event', name: string | string[]): boolean
  play(): void
  pause(): void
  mute(): void
  unmute(): void
  setVolume(percent: unknown): void
  setCurrentTime(seconds: number): void
  setLoop(on: boolean): void
  getPaused(answer: (value: unknown) => void): void
  getMuted(answer: (value: unknown) => void): void
  getVolume(answer: (value: unknown) => void): void
  getDuration(answer: (value: unknown) => void): void
  getCurrentTime(answer: (value: unknown) => void): void
  getLoop(answer: (value: unknown) => void): void
}
type Getter = Extract<keyof PlayerJs, `get${string}`>

declare global {
  interface Window {
    playerjs: { Player: new (frame: string | Element) => PlayerJs }
    player: PlayerJs
    connectGrapevine: (frame: Element | null, options?: { signal?: AbortSignal }) => Promise<GrapevineFrame>
    client: GrapevineFrame
    heard: unknown[]
  }
}

const CLIENT = readFileSync('node_modules/player.js/dist/player-0.1.0.js', 'utf8')

const frameTag = ({ host }: EmbedSites, query = '', more = '') =>
  `<iframe id="episode" title="The long vine" width="600" height="200" allow="autoplay" ${more}
    src="${host.origin}/player.html?json=x${query}"></iframe>`

async function inside(page: Page): Promise<Frame> {
  const handle = (await page.waitForSelector('#episode')) as ElementHandle<HTMLIFrameElement>
  const frame = await handle.contentFrame()
  if (frame === null) throw new Error('there is no frame')
  await frame.waitForFunction(() => 'standIn' in window && window.standIn.audio.readyState > 0)
  return frame
}

/** Asks the player.js client for a value, as its README does: with a callback. */
const ask = (page: Page, method: Getter) =>
  page.evaluate((name) => new Promise((done) => window.player[name](done)), method)

/** Its README's two ways: the frame is made by the script, or was there (and ready) before the client was set up. */
for (const when of ['before', 'after'] as const) {
  test(`player.js from npm drives the frame, set up ${when} it is ready`, async ({ page, sites }) => {
    sites.page.put('/client.js', CLIENT)
    const wrong = await open(
      page,
      sites,
      `<script src="/client.js"></script>${when === 'after' ? frameTag(sites) : ''}`,
    )
    if (when === 'after') await inside(page)
    await page.evaluate(
      (tag) => {
        if (tag !== undefined) document.body.insertAdjacentHTML('beforeend', tag)
        window.heard = []
      },
      when === 'before' ? frameTag(sites) : undefined,
    )
    await page.evaluate(
      () =>
        new Promise<void>((ready) => {
          window.player = new window.playerjs.Player('episode')
          window.player.on('ready', () => ready())
        }),
    )
    const frame = await inside(page)
    expect(await page.evaluate(() => window.player.supports('method', ['getDuration', 'setLoop', 'mute']))).toBe(true)
    expect(await page.evaluate(() => window.player.supports('event', ['ended', 'grapevine:swarm']))).toBe(true)
    expect(await page.evaluate(() => window.player.supports('method', 'fly'))).toBe(false)

    await page.mouse.click(5, 5)
    await page.evaluate(() => {
      for (const event of ['play', 'pause', 'timeupdate', 'seeked', 'ended', 'progress', 'error'])
        window.player.on(event, (value) => window.heard.push([event, value]))
    })
    const heard = (event: string) =>
      page.evaluate((name) => window.heard.filter((one) => Array.isArray(one) && one[0] === name), event)

    expect(await ask(page, 'getPaused')).toBe(true)
    await page.evaluate(() => window.player.play())
    await expect.poll(() => heard('play')).toHaveLength(1)
    expect(await ask(page, 'getPaused')).toBe(false)
    await expect.poll(async () => (await heard('timeupdate')).length).toBeGreaterThan(0)
    expect((await heard('timeupdate'))[0]).toEqual(['timeupdate', { seconds: expect.any(Number), duration: 20 }])
    expect(await ask(page, 'getDuration')).toBe(20)

    await page.evaluate(() => window.player.setCurrentTime(12))
    await expect.poll(() => heard('seeked')).toHaveLength(1)
    expect(await ask(page, 'getCurrentTime')).toBeGreaterThanOrEqual(12)
    await page.evaluate(() => window.player.pause())
    await expect.poll(() => heard('pause')).toHaveLength(1)
    expect(await isPlaying(frame)).toBe(false)

    // As its own tests ask it: in one breath.
    const volume = page.evaluate(
      () =>
        new Promise((done) => {
          window.player.setVolume(87)
          window.player.getVolume(done)
        }),
    )
    expect(await volume).toBe(87)
    for (const [method, muted] of [
      ['mute', true],
      ['unmute', false],
    ] as const) {
      await page.evaluate((name) => window.player[name](), method)
      expect(await ask(page, 'getMuted')).toBe(muted)
    }
    await page.evaluate(() => window.player.setLoop(true))
    expect(await ask(page, 'getLoop')).toBe(true)
    await page.evaluate(() => window.player.setLoop(false))

    await page.evaluate(() => {
      window.player.off('timeupdate')
      window.player.setVolume('loud')
      window.player.setCurrentTime(19.8)
      window.player.play()
    })
    await expect.poll(() => heard('ended')).toHaveLength(1)
    expect(await heard('error')).toEqual([
      ['error', { code: -1, msg: 'setVolume: the value must be a number from 0 to 100', method: 'setVolume' }],
    ])
    expect(wrong).toEqual([])
  })
}

/** Loads client.js as a page does. */
async function loadClient(page: Page, { host }: EmbedSites): Promise<void> {
  const content = `import { connectGrapevine } from '${host.origin}/client.js'\nObject.assign(window, { connectGrapevine })`
  await page.addScriptTag({ type: 'module', content })
  await page.waitForFunction(() => 'connectGrapevine' in window)
}

async function connect(page: Page, sites: EmbedSites, selector = '#episode'): Promise<void> {
  await loadClient(page, sites)
  await page.evaluate(async (selector) => {
    window.heard = []
    window.client = await window.connectGrapevine(document.querySelector(selector))
  }, selector)
}

test('the typed client: promises for every method, events with their values, refusals with words', async ({
  page,
  sites,
}) => {
  const wrong = await open(page, sites, frameTag(sites))
  await page.mouse.click(5, 5)
  const frame = await inside(page)
  await connect(page, sites)
  const values = await page.evaluate(async () => {
    const { client } = window
    for (const event of ['play', 'pause', 'ratechange', 'swarm', 'chapter', 'resize'] as const)
      client.on(event, (value: unknown) => window.heard.push(value === undefined ? event : [event, value]))
    await client.setVolume(40)
    await client.setRate(1.5)
    await client.mute()
    await client.setLoop(true)
    await client.setCurrentTime(3)
    await client.play()
    const asked = await Promise.all([
      client.getVolume(),
      client.getRate(),
      client.getMuted(),
      client.getLoop(),
      client.getPaused(),
      client.getDuration(),
      client.getSwarm(),
      client.getChapter(),
    ])
    await client.unmute()
    await client.pause()
    return [...asked, await client.getMuted(), await client.getPaused(), (await client.getCurrentTime()) >= 3]
  })
  expect(values).toEqual([40, 1.5, true, true, false, 20, null, null, false, true, true])
  await frame.evaluate(() => {
    const { standIn } = window
    standIn.chapter.set({ title: 'Two', startSeconds: 3 })
    const meter = { fromPeersBytes: 7, fromOriginBytes: 5, fromCacheBytes: 0, givenBytes: 2 }
    const rest = { tracker: 'connected', flows: [], pieces: new Uint8Array(0), lengthBytes: 12 } as const
    standIn.swarm.set({ mode: 'stream', sharing: 'on', peers: 3, meter, ...rest })
    standIn.wantedHeight.set(333)
  })
  const swarm = { sharing: 'on', mode: 'stream', peers: 3, fromPeersBytes: 7, fromOriginBytes: 5, fromCacheBytes: 0 }
  await expect
    .poll(() => page.evaluate(() => window.heard))
    .toEqual([
      ['ratechange', { rate: 1.5 }],
      'play',
      'pause',
      ['chapter', { title: 'Two', startSeconds: 3 }],
      ['swarm', { ...swarm, givenBytes: 2 }],
      ['resize', { height: 333 }],
    ])
  const refused = await page.evaluate(() =>
    window.client.setRate(99).catch(({ name, code, message }) => [name, code, message]),
  )
  expect(refused).toEqual(['GrapevineFrameError', -1, 'grapevine:setRate: the value must be a number from 0.5 to 3'])
  expect(wrong).toEqual([])
})

test('the typed client keeps its listeners when the frame is loaded anew', async ({ page, sites }) => {
  await open(page, sites, frameTag(sites))
  await page.mouse.click(5, 5)
  await connect(page, sites)
  await page.evaluate(() => {
    window.client.on('ready', () => window.heard.push('ready'))
    window.client.on('play', () => window.heard.push('play'))
    const frame = document.querySelector('iframe')
    if (frame) frame.src = `${frame.src}&again`
  })
  await expect.poll(() => page.evaluate(() => window.heard)).toEqual(['ready'])
  await page.evaluate(() => window.client.play())
  await expect.poll(() => page.evaluate(() => window.heard)).toEqual(['ready', 'play'])
  const after = await page.evaluate(() => {
    window.client.dispose()
    return window.client.getPaused().catch(({ message }) => message)
  })
  expect(after).toBe('The connection was closed.')
})

test('the typed client waits no longer than its signal, and takes an embed as well as an iframe', async ({
  page,
  sites,
}) => {
  await open(page, sites, `${frameTag(sites, '&mute')}${line(sites)}`)
  await loadClient(page, sites)
  const why = await page.evaluate(() => {
    const signal = AbortSignal.timeout(200)
    return window.connectGrapevine(document.querySelector('#episode'), { signal }).catch(({ name }: Error) => name)
  })
  expect(why).toBe('TimeoutError')
  await expect(facade(page).getByText('The long vine')).toBeVisible()
  await connect(page, sites, 'grapevine-episode')
  await expect.poll(() => page.evaluate(() => window.client.getDuration())).toBe(20)
})

test('a page that nobody touched may ask for sound in vain: the frame says it is paused, and its own button plays', async ({
  page,
  sites,
}) => {
  // In the page itself: what tests evaluate counts as a touch.
  const script = `<script>addEventListener('message', ({ data, source }) => {
    if (JSON.parse(data).event !== 'ready') return
    for (const method of ['play', 'getPaused']) source.postMessage(JSON.stringify({ context: 'player.js', method }), '*')
    addEventListener('message', ({ data }) => { document.title = data })
  })</script>`
  await open(page, sites, `${script}${frameTag(sites)}`)
  await expect(page).toHaveTitle(/"event":"getPaused","value":true/)
  const frame = await inside(page)
  expect(await frame.evaluate(() => window.standIn.refused)).toBe(1)
  await frame.getByRole('button', { name: 'Play' }).click()
  await expect.poll(() => isPlaying(frame)).toBe(true)
})

test('who is not allowed can neither control nor listen', async ({ page, sites }) => {
  await open(page, sites, frameTag(sites, '&allow=https://blog.example'))
  const frame = await inside(page)
  await page.mouse.click(5, 5)
  await page.evaluate(() => {
    window.heard = []
    addEventListener('message', ({ data }) => window.heard.push(data))
    const target = document.querySelector('iframe')?.contentWindow
    const send = (method: string, value?: unknown) =>
      target?.postMessage(
        JSON.stringify({ context: 'player.js', version: '0.0.11', method, value, listener: 'x' }),
        '*',
      )
    for (const event of ['ready', 'play', 'error']) send('addEventListener', event)
    send('play')
    send('getDuration')
    send('fly')
  })
  await frame.evaluate(() => window.standIn.audio.play())
  await expect.poll(() => isPlaying(frame)).toBe(true)
  // Whatever the frame posted before this arrives before this.
  await frame.evaluate(() => parent.postMessage('last', '*'))
  await expect.poll(() => page.evaluate(() => window.heard)).toEqual(['last'])
})

test('who is allowed controls it from its origin', async ({ page, sites }) => {
  await open(page, sites, frameTag(sites, `&allow=${sites.page.origin}`))
  await connect(page, sites)
  await expect.poll(() => page.evaluate(() => window.client.getDuration())).toBe(20)
})

test('windows beside the frame are not heard, and odd messages change nothing', async ({ page, sites }) => {
  const wrong = await open(page, sites, frameTag(sites))
  const frame = await inside(page)
  const sibling = `<script>onmessage=()=>{for(const m of ['play','mute'])parent.frames[0].postMessage(JSON.stringify({context:'player.js',method:m}),'*');parent.postMessage('sent','*')}</script>`
  await page.evaluate(async (text) => {
    const odd = ['', 'null', '{', 7, null, {}, [], { context: 'player.js' }, '{"context":"player.js","method":{}}']
    const target = document.querySelector('iframe')?.contentWindow
    for (const data of odd) target?.postMessage(data, '*')
    target?.postMessage({ context: 'player.js', method: 'setVolume', value: { valueOf: 1 } }, '*')
    target?.postMessage({ context: 'player.js', method: 'getVolume', listener: 1n }, '*')
    const other = document.createElement('iframe')
    other.srcdoc = text
    document.body.append(other)
    await new Promise((done) => other.addEventListener('load', done))
    const sent = new Promise((done) => addEventListener('message', ({ data }) => data === 'sent' && done(data)))
    other.contentWindow?.postMessage('go', '*')
    await sent
  }, sibling)
  await connect(page, sites)
  expect(await page.evaluate(() => Promise.all([window.client.getMuted(), window.client.getVolume()]))).toEqual([
    false,
    100,
  ])
  expect(await isPlaying(frame)).toBe(false)
  expect(wrong).toEqual([])
})

test('a sandboxed frame without an origin is controlled all the same, and tells WordPress its height and links', async ({
  page,
  sites,
}) => {
  const sandbox = 'sandbox="allow-scripts" security="restricted" class="wp-embedded-content" data-secret="aB3dE6gH9j"'
  await page.addInitScript(() => {
    if (parent !== window) return
    window.heard = []
    // What wp-embed.js looks at, and the height it sets.
    addEventListener('message', ({ data, source }) => {
      if (typeof data !== 'object' || data.secret !== 'aB3dE6gH9j') return
      window.heard.push(data)
      const frame = document.querySelector('iframe')
      if (frame?.contentWindow === source && data.message === 'height') frame.height = data.value
    })
  })
  const wrong = await open(page, sites, frameTag(sites, '#?secret=aB3dE6gH9j', sandbox))
  const frame = await inside(page)
  expect(await frame.evaluate(() => origin)).toBe('null')
  const height = { message: 'height', value: 240, secret: 'aB3dE6gH9j' }
  await expect.poll(() => page.evaluate(() => window.heard)).toEqual([height])
  await page.evaluate(() =>
    document.querySelector('iframe')?.contentWindow?.postMessage({ message: 'ready', secret: 'aB3dE6gH9j' }, '*'),
  )
  await expect.poll(() => page.evaluate(() => window.heard)).toEqual([height, height])
  await frame.evaluate(() => window.standIn.wantedHeight.set(450))
  await expect.poll(() => page.evaluate(() => document.querySelector('iframe')?.clientHeight)).toBe(450)
  await frame.getByRole('link', { name: 'Page' }).click()
  const link = { message: 'link', value: `${sites.host.origin}/episodes/one.html`, secret: 'aB3dE6gH9j' }
  await expect.poll(() => page.evaluate(() => window.heard.at(-1))).toEqual(link)

  await connect(page, sites)
  await page.evaluate(() => window.client.play())
  await expect.poll(() => isPlaying(frame)).toBe(true)
  expect(wrong).toEqual([])
})

test('a page without an origin may control it where nobody is named, and never by a list', async ({ page, sites }) => {
  const script = (allow: string) => `<iframe src='${sites.host.origin}/player.html?json=x${allow}'></iframe><script>
    const said = [];
    addEventListener('message', ({ data }) => { said.push(JSON.parse(data).event); parent.postMessage(said, '*') })
    document.querySelector('iframe').onload = ({ target }) => target.contentWindow.postMessage(
      JSON.stringify({ context: 'player.js', method: 'getDuration' }), '*')</script>`
  for (const [allow, expected] of [
    ['', ['grapevine:here', 'ready', 'getDuration']],
    ['&allow=null,https://blog.example', ['grapevine:here']],
  ] as const) {
    const inner = script(allow).replaceAll('"', '&quot;')
    await page.addInitScript(() => {
      window.heard = []
      addEventListener('message', ({ data }) => Array.isArray(data) && window.heard.splice(0, 9, ...data))
    })
    await open(page, sites, `<iframe sandbox="allow-scripts" srcdoc="${inner}"></iframe>`)
    await expect.poll(() => page.evaluate(() => window.heard)).toEqual(expected)
  }
})
