/**
 * Lays the voice over the music and brings the whole to podcast loudness.
 *
 * Decides levels only: the music sits MUSIC_UNDER_LUFS under the voice and comes up by SWELL_DB where nobody speaks.
 * Loudness is measured (EBU R 128), never guessed.
 */
import { join } from 'node:path'
import { compose, MUSIC_RATE } from './music.mjs'
import { SPEECH_RATE } from './speech.mjs'
import { ffmpeg, gain, loudness } from './tools.mjs'
import { readWav, writeWav } from './wav.mjs'

const TARGET_LUFS = -16
const VOICE_LUFS = -16.3
const MUSIC_UNDER_LUFS = -31
const SWELL_DB = 10.5
const PEAK_DBTP = -1.5

/** Warmth below, less edge where espeak-ng buzzes, no hiss above, even levels. */
const VOICE_CHAIN = [
  `aresample=${MUSIC_RATE}:resampler=soxr:precision=28`,
  'highpass=f=70',
  'bass=g=4:f=190:w=0.7',
  'equalizer=f=480:t=q:w=1.1:g=-1.5',
  'equalizer=f=2900:t=q:w=1.2:g=-3',
  'equalizer=f=1500:t=q:w=1.4:g=1',
  'treble=g=-2:f=6500:w=0.6',
  'lowpass=f=9800',
  'acompressor=threshold=-24dB:ratio=2.4:attack=12:release=180:makeup=2:knee=6',
].join(',')

/** The answer of a small furnished room: 0.3 s of fading noise, darker as it fades. */
function room() {
  const out = new Float32Array(Math.round(0.32 * MUSIC_RATE))
  let seed = 20260
  let low = 0
  for (let i = 0; i < out.length; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    const t = i / MUSIC_RATE
    low += (seed / 0x3fffffff - 1 - low) * (0.55 - t)
    out[i] = t < 0.011 ? 0 : low * Math.exp(-t / 0.055)
  }
  return out
}

function voiceTrack(speech, folder) {
  const [raw, hall, done] = ['voice-raw.wav', 'room.wav', 'voice.wav'].map((name) => join(folder, name))
  writeWav(raw, SPEECH_RATE, speech)
  writeWav(hall, MUSIC_RATE, room())
  const graph = `[0:a]${VOICE_CHAIN},asplit[dry][send];[send][1:a]afir=gtype=gn:irgain=1[wet];[dry][wet]amix=inputs=2:weights=1 0.11:normalize=0:duration=first[out]`
  ffmpeg(
    '-i',
    raw,
    '-i',
    hall,
    '-filter_complex',
    graph,
    '-map',
    '[out]',
    '-ar',
    MUSIC_RATE,
    '-ac',
    1,
    '-c:a',
    'pcm_f32le',
    done,
  )
  return { samples: readWav(done).samples, lufs: loudness(done).lufs }
}

/** Music level over time, as a factor: 1 under speech, up in the breaks, in from and out to nothing. */
function levelAt(t, spans, seconds) {
  const up = gain(SWELL_DB)
  let duck = 0
  for (const { start, end } of spans) {
    if (t >= start - 1.1 && t <= end + 1.3) {
      const ease = Math.min(1, (t - (start - 1.1)) / 1.1, (end + 1.3 - t) / 1.3)
      duck = Math.max(duck, 0.5 - 0.5 * Math.cos(Math.PI * Math.max(0, ease)))
    }
  }
  const edge = Math.min(1, t / 0.25, Math.max(0, seconds - t) / 3.5)
  return edge * up ** (1 - duck)
}

/**
 * Writes the finished mix as a float WAV.
 * @param speech what `speak` returned
 * @param mood what `compose` takes
 * @returns measurements, for the log: loudness of voice and music alone, and of the whole
 */
export function mix(speech, mood, folder, file) {
  const voice = voiceTrack(speech.samples, folder)
  const length = Math.round(speech.seconds * MUSIC_RATE)
  const music = compose(speech.seconds, mood)
  const stem = join(folder, 'music.wav')
  writeWav(stem, MUSIC_RATE, music)
  const voiceGain = gain(VOICE_LUFS - voice.lufs)
  const musicGain = gain(MUSIC_UNDER_LUFS - loudness(stem).lufs)
  const out = new Float32Array(length)
  let level = 0
  for (let i = 0; i < length; i++) {
    if (i % 64 === 0) level = levelAt(i / MUSIC_RATE, speech.spans, speech.seconds)
    out[i] = (voice.samples[i] ?? 0) * voiceGain + (music[i] ?? 0) * musicGain * level
  }
  const loose = join(folder, 'mix-loose.wav')
  writeWav(loose, MUSIC_RATE, out)
  // The limiter takes a little loudness away, so measure after it and correct once.
  const limit = (db) => `volume=${db}dB,alimiter=limit=${gain(PEAK_DBTP).toFixed(4)}:attack=4:release=60:level=disabled`
  const first = TARGET_LUFS - loudness(loose).lufs
  const render = (db) => ffmpeg('-i', loose, '-af', limit(db), '-ar', MUSIC_RATE, '-ac', 1, '-c:a', 'pcm_f32le', file)
  render(first)
  render(first + TARGET_LUFS - loudness(file).lufs)
  return { voiceRaw: voice.lufs, ...loudness(file) }
}
