/** A small show in a folder of its own, and a folder to publish it to. */
import { publish } from '../node-publish.ts'
import type { PublishOptions } from '../publish-options.ts'
import type { PublishReport } from '../report.ts'
import { makeFolder, mediaBytes, showFeed, type TestFolder } from './node-show-folder.ts'

/** Where the show says it is. */
export const BASE = 'https://grapevine.example/demo/'
export const TRACKERS = ['wss://tracker.example/announce']
/** The first episode's media. */
export const ONE = mediaBytes(200_000)

/** Its media are no sound at all, and nothing is fetched. */
const OFFLINE = { waveforms: false, fetchCovers: false }

export interface TestShow {
  readonly show: TestFolder
  readonly out: TestFolder
  /** Publishes `show` into `out`, unless asked for something else. */
  publish(more?: Partial<PublishOptions>): Promise<PublishReport>
  remove(): Promise<void>
}

export async function makeTestShow(): Promise<TestShow> {
  const show = await makeFolder()
  const out = await makeFolder()
  await show.write('feed.xml', showFeed())
  await show.write('media/one a.mp3', ONE)
  await show.write('media/two.mp4', mediaBytes(100, 2))
  return {
    show,
    out,
    publish: (more = {}) => publish({ feed: show.dir, outDir: out.dir, trackers: TRACKERS, ...OFFLINE, ...more }),
    async remove() {
      await show.remove()
      await out.remove()
    },
  }
}
