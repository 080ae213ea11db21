/**
 * A bare page with the engine's public API on it, for what no element asks for: `globalThis.engine`. Its tabs are of one browser.
 */
import type { BrowserContext, Page } from 'playwright/test'
import { build } from 'vite'
import type { EpisodeSource } from '../../src/peer/types.ts'
import { parseInfoHash } from '../../src/shared/ids.ts'
import type { TestEpisode } from './episodes.ts'
import type { Stage } from './fixtures.ts'

export type Engine = typeof import('../../src/peer/index.ts')

/** What scripts of a test find in the page. */
export interface EnginePage {
  readonly engine: Engine
}

let built: Promise<readonly { readonly path: string; readonly bytes: Buffer }[]> | undefined

/** The engine as it is shipped: what is loaded late is loaded late here. */
async function bundle() {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: 'src/peer/index.ts', formats: ['es'], fileName: () => 'engine.js' },
    },
  })
  const files = [output].flat().flatMap((one) => ('output' in one ? one.output : []))
  return files.map((file) => ({
    path: `engine/${file.fileName}`,
    bytes: Buffer.from(file.type === 'chunk' ? file.code : file.source),
  }))
}

/** Opens a tab with it, in a browser that is the test's own. */
export async function openEngineTab(stage: Stage, context: BrowserContext): Promise<Page> {
  built ??= bundle()
  for (const { path, bytes } of await built) stage.origin.add(path, bytes)
  const html = `<!doctype html><title>engine</title>
<script type="module">globalThis.engine = await import('./engine.js')</script>`
  stage.origin.add('engine/index.html', Buffer.from(html))
  const page = await context.newPage()
  await page.goto(`${stage.origin.url}/engine/index.html`)
  await page.waitForFunction(() => 'engine' in globalThis)
  return page
}

/** As the show's feed says it. */
export function sourceOf(stage: Stage, episode: TestEpisode): EpisodeSource {
  const infoHash = parseInfoHash(episode.infoHash(stage))
  const found = stage.report.episodes.find((one) => one.infoHash === infoHash)
  if (infoHash === undefined || found?.torrentUrl === undefined) throw new Error('the episode was not published')
  return {
    url: `${stage.origin.url}/${episode.file}`,
    type: episode.type,
    lengthBytes: episode.bytes(stage),
    lengthMeasured: true,
    torrentUrl: found.torrentUrl,
    infoHash,
    trackers: [stage.tracker.url],
  }
}
