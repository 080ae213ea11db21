/**
 * Publishes the demo show and serves it with the page and a tracker, all on one origin: what `npm start` runs once
 * everything is installed and built. Goes through the same doors as a publisher: `publish()` and `startServer()`.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describeReport, publish, startServer } from '../publish/index.ts'

export interface DemoOptions {
  /** The project's root. */
  readonly root: string
  /** A free port; the feed's addresses contain it, so it has to be known before publishing. */
  readonly port: number
}

export interface RunningDemo {
  /** Where to open it, with no slash at its end. */
  readonly url: string
  close(): Promise<void>
}

/** @throws PublishError or TrackerError, in words, where it can't be published or served */
export async function startDemo({ root, port }: DemoOptions): Promise<RunningDemo> {
  const showDir = join(root, '.grapevine/show')
  await rm(showDir, { recursive: true, force: true })
  const report = await publish({
    feed: join(root, 'public/demo'),
    outDir: showDir,
    baseUrl: `http://localhost:${port}/show/`,
    trackers: [`ws://localhost:${port}/tracker`],
    player: `http://localhost:${port}/player.html`,
  })
  if (!report.ok) throw new Error(describeReport(report).join('\n'))
  const { url, close } = await startServer({ showDir, pageDir: join(root, 'dist/page'), port })
  return { url, close }
}
