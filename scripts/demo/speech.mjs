/**
 * Speaks a script sentence by sentence and lays the sentences on a time line.
 *
 * Every cue time is a sample count of the sound that was made, so captions and chapters are true by construction and
 * nothing is ever aligned afterwards.
 */
import { join } from 'node:path'
import { spoken } from './script-text.mjs'
import { run } from './tools.mjs'
import { readWav } from './wav.mjs'

/** espeak-ng's own rate. */
export const SPEECH_RATE = 22050
const SILENCE = 0.004

/** Cuts the silence espeak-ng leaves around a sentence; the gaps are ours to set. Keeps 10 ms before and 60 ms after. */
function trim(samples) {
  let first = 0
  let last = samples.length - 1
  while (first < last && Math.abs(samples[first]) < SILENCE) first++
  while (last > first && Math.abs(samples[last]) < SILENCE) last--
  return samples.slice(Math.max(0, first - 220), Math.min(samples.length, last + 1320))
}

function say(sentence, voice, file) {
  const { name, wordsPerMinute, pitch } = voice
  // -z: no pause at the end. The sentence goes in by stdin, so that no text is taken for an option.
  run(
    'espeak-ng',
    ['-v', name, '-s', wordsPerMinute, '-p', pitch, '-g', '1', '-z', '-w', file, '--stdin'].map(String),
    spoken(sentence),
  )
  const { rate, samples } = readWav(file)
  if (rate !== SPEECH_RATE) throw new Error(`espeak-ng gave ${rate} Hz, not ${SPEECH_RATE}`)
  return trim(samples)
}

/**
 * @param chapters from parseScript
 * @param voice `{ name, wordsPerMinute, pitch }`, as espeak-ng takes them
 * @param pauses seconds: `{ intro, sentence, paragraph, chapter, outro }`
 * @param folder where scratch files may go
 * @returns {{ samples: Float32Array, seconds: number, cues: {start: number, end: number, text: string}[],
 *   chapters: {start: number, title: string}[], spans: {start: number, end: number}[] }} times in seconds;
 *   `spans` are the stretches of speech between chapter breaks, for ducking the music
 */
export function speak(chapters, voice, pauses, folder) {
  const parts = []
  const cues = []
  const marks = []
  const spans = []
  let at = Math.round(pauses.intro * SPEECH_RATE)
  const silence = (seconds) => {
    at += Math.round(seconds * SPEECH_RATE)
  }
  chapters.forEach((chapter, c) => {
    if (c > 0) silence(pauses.chapter)
    const start = at / SPEECH_RATE
    // A chapter mark sits just before its first word, so that a jump to it never clips the word.
    marks.push({ start: c === 0 ? 0 : start - 0.4, title: chapter.title })
    chapter.paragraphs.forEach((sentences, p) => {
      if (p > 0) silence(pauses.paragraph)
      sentences.forEach((text, s) => {
        // A line that ends in a comma goes on in the next: a breath, not a stop.
        if (s > 0) silence(sentences[s - 1].endsWith(',') ? pauses.sentence * 0.45 : pauses.sentence)
        const sound = say(text, voice, join(folder, 'sentence.wav'))
        cues.push({ start: at / SPEECH_RATE, end: (at + sound.length) / SPEECH_RATE, text })
        parts.push({ at, sound })
        at += sound.length
      })
    })
    spans.push({ start, end: at / SPEECH_RATE })
  })
  silence(pauses.outro)
  const samples = new Float32Array(at)
  for (const { at: offset, sound } of parts) samples.set(sound, offset)
  return { samples, seconds: at / SPEECH_RATE, cues, chapters: marks, spans }
}
