/** Makes one episode's sound: script to speech to mix, with captions and chapters beside it, then the tagged file. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toChapters, toFfmetadata, toVtt } from './captions.mjs'
import { mix } from './mix.mjs'
import { parseScript } from './script-text.mjs'
import { SHOW } from './show.mjs'
import { speak } from './speech.mjs'
import { ffmpeg } from './tools.mjs'

const SPEAKER = 'Computer voice'

/** Speaks, mixes, writes .vtt and .chapters.json. @returns what `speak` returned, and the mix's file */
export function makeSound(episode, demoDir, folder) {
  const text = readFileSync(join(demoDir, 'source', `${episode.slug}.txt`), 'utf8')
  const speech = speak(parseScript(text), episode.voice, episode.pauses, folder)
  const video = episode.type.startsWith('video/')
  const vtt = toVtt(speech.cues, video ? { captions: true } : { speaker: SPEAKER })
  writeFileSync(join(demoDir, `${episode.slug}.vtt`), vtt)
  const meta = { title: episode.title, show: SHOW.title, file: episode.file }
  writeFileSync(join(demoDir, `${episode.slug}.chapters.json`), toChapters(speech.chapters, meta))
  const wav = join(folder, `${episode.slug}.wav`)
  console.log(`${episode.slug}: ${speech.seconds.toFixed(1)} s`, mix(speech, episode.mood, folder, wav))
  return { speech, wav }
}

export function tags(episode) {
  const pairs = {
    title: episode.title,
    artist: SHOW.author,
    album: SHOW.title,
    genre: 'Podcast',
    date: '2026',
    track: `${episode.number}/3`,
    copyright: SHOW.copyright,
    comment: episode.summary,
  }
  return Object.entries(pairs).flatMap(([key, value]) => ['-metadata', `${key}=${value}`])
}

/** Encodes an MP3 (constant bit rate, chapters in ID3) or an M4A (`moov` in front), with the cover inside. */
export function encodeAudio(episode, sound, cover, demoDir, folder) {
  const file = join(demoDir, episode.file)
  const still = [
    '-map',
    '1:v',
    '-c:v',
    'copy',
    '-disposition:v:0',
    'attached_pic',
    '-metadata:s:v',
    'comment=Cover (front)',
  ]
  const plain = ['-fflags', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1']
  if (episode.type === 'audio/mpeg') {
    const list = join(folder, `${episode.slug}.ffmeta`)
    writeFileSync(list, toFfmetadata(sound.speech.chapters, sound.speech.seconds))
    const chapters = ['-i', list, '-map_chapters', '2']
    const coding = ['-c:a', 'libmp3lame', '-b:a', '80k', '-ar', 44100, '-ac', 1, '-id3v2_version', 3, '-write_xing', 1]
    ffmpeg(
      '-i',
      sound.wav,
      '-i',
      cover,
      ...chapters.slice(0, 2),
      '-map',
      '0:a',
      ...still,
      ...plain,
      ...chapters.slice(2),
      ...coding,
      ...tags(episode),
      file,
    )
  } else {
    const coding = ['-c:a', 'aac', '-b:a', '96k', '-ar', 44100, '-ac', 1, '-movflags', '+faststart']
    ffmpeg(
      '-i',
      sound.wav,
      '-i',
      cover,
      '-map',
      '0:a',
      ...still,
      ...plain,
      ...coding,
      ...tags(episode),
      '-f',
      'ipod',
      file,
    )
  }
  return file
}
