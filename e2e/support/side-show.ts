/** Another show beside the demo's, on the same origin in a folder of its own. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type PublishReport, publish } from '../../publish/index.ts'
import type { Stage } from './fixtures.ts'

/** Of the demo show's MP3, of even bitrate: after its ID3 tag and the frame that holds the Info tag. */
const DEMO_SOUND_FROM = 42_000

export interface SideShow {
  readonly pageUrl: string
  readonly published: PublishReport['episodes']
}

/** Publishes `files` and puts what comes of it on the test's origin. @param feed makes the feed, from the folder's address */
export async function addSideShow(
  stage: Pick<Stage, 'origin' | 'pageUrl'>,
  folder: string,
  files: Readonly<Record<string, Buffer>>,
  feed: (baseUrl: string) => string,
  tracker: string,
): Promise<SideShow> {
  const dir = await mkdtemp(join(tmpdir(), `grapevine-${folder}-`))
  const outDir = await mkdtemp(join(tmpdir(), `grapevine-${folder}-out-`))
  const baseUrl = `${stage.origin.url}/${folder}/`
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(dir, file), bytes)
  await writeFile(join(dir, 'feed.xml'), feed(baseUrl))
  const { episodes } = await publish({ feed: dir, outDir, baseUrl, trackers: [tracker], waveforms: false })
  for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) stage.origin.add(`${folder}/${relative(outDir, path)}`, await readFile(path))
  }
  await rm(dir, { recursive: true })
  await rm(outDir, { recursive: true })
  return {
    pageUrl: stage.pageUrl.replace(encodeURIComponent('/feed.xml'), encodeURIComponent(`/${folder}/feed.xml`)),
    published: episodes,
  }
}

/** The demo show's MP3, without what stands before its sound: it can be cut and put together. */
export async function demoSound(): Promise<Buffer> {
  return (await readFile('public/demo/1-the-long-vine.mp3')).subarray(DEMO_SOUND_FROM)
}
