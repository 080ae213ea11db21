/** Waveforms through the whole of publish. */
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { parseEpisodeFile } from '../../src/feed/episode-file.ts'
import { parsePeaksFile } from '../../src/feed/peaks-file.ts'
import type { PublishOptions } from '../publish-options.ts'
import { toneSamples, wavFile } from '../testing/node-sound-files.ts'
import { BASE, makeTestShow, type TestShow } from '../testing/node-test-show.ts'
import { WaveformTap } from './node-waveform-tap.ts'

const PEAKS = 'episodes/one.peaks.json'
const WAV = wavFile(toneSamples([0.1, 0.8]))
let stage: TestShow

beforeEach(async () => {
  stage = await makeTestShow()
  await stage.show.write('media/one a.mp3', WAV)
  await stage.show.write('media/two.mp4', await readFile('publish/sound/fixtures/step.m4a'))
})
afterEach(() => stage.remove())

const go = (more: Partial<PublishOptions> = {}) => stage.publish({ waveforms: true, ...more })
const peaks = async (path = PEAKS) => parsePeaksFile(JSON.parse((await stage.out.read(path)).toString()))
const look = async (name = 'one') =>
  parseEpisodeFile(JSON.parse((await stage.out.read(`episodes/${name}.json`)).toString())).look

/** How many files were decoded. */
async function decodedBy(work: () => Promise<unknown>): Promise<number> {
  const through = vi.spyOn(WaveformTap.prototype, 'through')
  await work()
  const { length } = through.mock.calls
  through.mockRestore()
  return length
}

test("an episode's file names its peaks, which say what they were made from", async () => {
  const report = await go()
  expect(report.warnings).toEqual(['“One”: the feed says 200000 bytes, the file has 32056.'])
  expect(await look()).toEqual({ peaksUrl: `${BASE}${PEAKS}` })
  const { infoHash, lengthBytes, durationSeconds, peaks: heights } = await peaks()
  expect({ infoHash, lengthBytes, durationSeconds }).toEqual({
    infoHash: report.episodes[0]?.infoHash,
    lengthBytes: WAV.length,
    durationSeconds: 2,
  })
  expect([heights[5], heights[30]]).toEqual([32, 255])
  expect((await peaks('episodes/two.peaks.json')).infoHash).toBe(report.episodes[1]?.infoHash)
})

test('unchanged media are not decoded again, changed ones are', async () => {
  expect(await decodedBy(go)).toBe(2)
  const first = await peaks()
  expect(await decodedBy(go)).toBe(0)
  expect(await peaks()).toEqual(first)
  await stage.show.write('media/one a.mp3', wavFile(toneSamples([0.8, 0.1, 0.1])))
  expect(await decodedBy(go)).toBe(1)
  expect((await peaks()).durationSeconds).toBe(3)
  // As long as before, but another sound: the hash tells it, in the end.
  await stage.show.write('media/one a.mp3', wavFile(toneSamples([0.1, 0.8, 0.8])))
  expect(await decodedBy(go)).toBe(1)
  expect((await peaks()).peaks[5]).toBe(32)
})

test('publishing elsewhere from what was published decodes nothing', async () => {
  await go()
  const copy = await makeTestShow()
  expect(await decodedBy(() => go({ feed: stage.out.dir, outDir: copy.out.dir }))).toBe(0)
  expect(await copy.out.read(PEAKS)).toEqual(await stage.out.read(PEAKS))
  await copy.remove()
})

test('what cannot be decoded has no waveform, and is said once; nothing fails', async () => {
  await stage.show.write('media/one a.mp3', 'no sound')
  await stage.show.write('media/two.mp4', 'none either')
  const report = await go()
  expect(report.ok).toBe(true)
  expect(report.warnings).toContain(
    'No waveform for “One”, “Two”: it is none of MP3, AAC, MP4, Opus in Ogg, FLAC and WAV.',
  )
  expect(await look()).toBeUndefined()
})

test('with --no-waveform nothing is decoded, and what was made earlier stays', async () => {
  await go()
  expect(await decodedBy(() => go({ waveforms: false }))).toBe(0)
  expect(await look()).toEqual({ peaksUrl: `${BASE}${PEAKS}` })
  await stage.show.write('media/one a.mp3', wavFile(toneSamples([0.5])))
  await go({ waveforms: false })
  expect(await look()).toBeUndefined()
  expect(await look('two')).toBeDefined()
})

test("somebody else's file of that name is left alone, and the episode takes another", async () => {
  await stage.out.write(PEAKS, '{"mountains": 3}')
  await go()
  expect((await stage.out.read(PEAKS)).toString()).toBe('{"mountains": 3}')
  await expect(look()).rejects.toThrow()
})
