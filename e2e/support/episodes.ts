/** The demo show's episodes, as the tests name them. */
import type { Stage } from './fixtures.ts'
import { publishedFile } from './fixtures.ts'

type PublishedShow = Pick<Stage, 'report' | 'showDir'>

export interface TestEpisode {
  readonly title: RegExp
  readonly file: string
  readonly type: string
  bytes(stage: PublishedShow): number
  infoHash(stage: PublishedShow): string
  content(stage: PublishedShow): Promise<Buffer>
}

function episode(title: RegExp, file: string, type: string): TestEpisode {
  const reportOf = (stage: PublishedShow) => {
    const report = stage.report.episodes.find((one) => title.test(one.title))
    if (report?.infoHash === undefined || report.lengthBytes === undefined)
      throw new Error(`${title} was not published`)
    return { infoHash: report.infoHash, lengthBytes: report.lengthBytes }
  }
  return {
    title,
    file,
    type,
    bytes: (stage) => reportOf(stage).lengthBytes,
    infoHash: (stage) => reportOf(stage).infoHash,
    content: (stage) => publishedFile(stage, file),
  }
}

export const EPISODES = {
  /** MP3, eleven minutes. */
  long: episode(/Heard It Through/, '1-the-long-vine.mp3', 'audio/mpeg'),
  /** M4A, three and a half minutes. */
  audio: episode(/Whispers/, '2-whispers-down-the-lane.m4a', 'audio/mp4'),
  /** MP4 video, a minute, with captions. */
  video: episode(/How Pieces Travel/, '3-how-pieces-travel.mp4', 'video/mp4'),
} as const
