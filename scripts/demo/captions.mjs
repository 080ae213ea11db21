/** Writes cue and chapter times in the formats players read: WebVTT, and Podcasting 2.0 JSON chapters. Pure. */

/** 83.456 as 00:01:23.456 */
export function timestamp(seconds) {
  const ms = Math.round(seconds * 1000)
  const pad = (n, width) => String(n).padStart(width, '0')
  const parts = [Math.floor(ms / 3600000), Math.floor(ms / 60000) % 60, Math.floor(ms / 1000) % 60]
  return `${parts.map((n) => pad(n, 2)).join(':')}.${pad(ms % 1000, 3)}`
}

/** Breaks a caption into at most two lines of about equal length. */
function wrap(text) {
  if (text.length <= 42) return text
  const spaces = [...text.matchAll(/ /g)].map((m) => m.index)
  const middle = spaces.reduce((best, at) =>
    Math.abs(at - text.length / 2) < Math.abs(best - text.length / 2) ? at : best,
  )
  return `${text.slice(0, middle)}\n${text.slice(middle + 1)}`
}

const escapeVtt = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * @param cues `{ start, end, text }`, in seconds
 * @param options `speaker` for a transcript with voice spans; `captions` for short lines over a picture, held on
 *   screen a little longer, but never into the next cue
 */
export function toVtt(cues, { speaker, captions = false } = {}) {
  const blocks = cues.map(({ start, end, text }, i) => {
    const next = cues[i + 1]?.start ?? Number.POSITIVE_INFINITY
    const until = captions ? Math.min(end + 0.6, next - 0.02) : end
    const body = captions ? wrap(escapeVtt(text)) : escapeVtt(text)
    return `${i + 1}\n${timestamp(start)} --> ${timestamp(Math.max(end, until))}\n${speaker ? `<v ${speaker}>` : ''}${body}\n`
  })
  return `WEBVTT\n\n${blocks.join('\n')}`
}

/** See the Podcast Namespace, jsonChapters 1.2. Start times in seconds, to the millisecond. */
export function toChapters(chapters, meta) {
  const body = {
    version: '1.2.0',
    title: meta.title,
    podcastName: meta.show,
    fileName: meta.file,
    chapters: chapters.map(({ start, title }) => ({ startTime: Math.round(start * 1000) / 1000, title })),
  }
  return `${JSON.stringify(body, null, 2)}\n`
}

/** The same chapters for ffmpeg, which writes them into the file as ID3 CHAP frames. */
export function toFfmetadata(chapters, seconds) {
  const ms = (s) => Math.round(s * 1000)
  const list = chapters.map(({ start, title }, i) => {
    const end = chapters[i + 1]?.start ?? seconds
    return `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${ms(start)}\nEND=${ms(end)}\ntitle=${title.replace(/[=;#\\]/g, '\\$&')}\n`
  })
  return `;FFMETADATA1\n${list.join('')}`
}
