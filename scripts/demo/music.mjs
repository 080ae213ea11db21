/**
 * Composes and plays quiet music: soft chords that fade into each other, a low note under them, and plucked strings
 * picking from the chord, in a small hall. Pure: the same mood and seed give the same samples.
 *
 * Strings are Karplus and Strong's algorithm (Computer Music Journal 7(2), 1983); the hall is Schroeder's network of
 * comb and all-pass filters with the delays of Freeverb.
 */

export const MUSIC_RATE = 44100
const TABLE = 2048

const hertz = (midi) => 440 * 2 ** ((midi - 69) / 12)

/** A small repeatable generator (mulberry32): numbers in [0, 1). */
function random(seed) {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** One turn of a mellow tone: overtones falling off steeply, so that it sits under a voice. */
function mellow(partials, slope) {
  const table = new Float32Array(TABLE + 1)
  for (let n = 1; n <= partials; n++) {
    for (let i = 0; i <= TABLE; i++) table[i] += Math.sin((2 * Math.PI * n * i) / TABLE) / n ** slope
  }
  return table
}

/** Adds a held note with a slow rise and fall; two voices a few cents apart make it breathe. */
function addPad(out, table, from, seconds, frequency, level, rise, fall) {
  const start = Math.round(from * MUSIC_RATE)
  const length = Math.round((seconds + fall) * MUSIC_RATE)
  for (const detune of [-2.5, 3]) {
    const step = (frequency * 2 ** (detune / 1200) * TABLE) / MUSIC_RATE
    let phase = (frequency * 37 * (detune + 5)) % TABLE
    for (let i = 0; i < length && start + i < out.length; i++) {
      const t = i / MUSIC_RATE
      let envelope = t < rise ? 0.5 - 0.5 * Math.cos((Math.PI * t) / rise) : 1
      if (t > seconds) envelope *= 0.5 + 0.5 * Math.cos((Math.PI * (t - seconds)) / fall)
      const at = phase | 0
      out[start + i] += (table[at] + (table[at + 1] - table[at]) * (phase - at)) * envelope * level
      phase += step
      if (phase >= TABLE) phase -= TABLE
    }
  }
}

/** Adds a plucked string. The noise it starts from is smoothed first: a fingertip, not a plectrum. */
function addPluck(out, from, frequency, level, seconds, rng) {
  const period = Math.round(MUSIC_RATE / frequency)
  const string = new Float32Array(period)
  let smooth = 0
  for (let i = 0; i < period * 2; i++) {
    smooth += 0.18 * (rng() * 2 - 1 - smooth)
    string[i % period] = smooth
  }
  const mean = string.reduce((sum, x) => sum + x, 0) / period
  const start = Math.round(from * MUSIC_RATE)
  const length = Math.min(Math.round(seconds * MUSIC_RATE), out.length - start)
  const decay = 0.001 ** (1 / (seconds * frequency))
  for (let i = 0; i < length; i++) {
    const here = i % period
    const value = string[here] - mean
    const attack = Math.min(1, i / 130)
    const release = Math.min(1, (length - i) / 2000)
    out[start + i] += value * level * attack * release * 4
    string[here] = mean + (value * 0.5 + (string[(here + 1) % period] - mean) * 0.5) * decay
  }
}

/** The hall: dry plus wet, in place. */
function addHall(out, wet) {
  const input = out.slice()
  const combs = [1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617].map((n) => ({
    line: new Float32Array(n),
    at: 0,
    low: 0,
  }))
  const passes = [556, 441, 341, 225].map((n) => ({ line: new Float32Array(n), at: 0 }))
  for (let i = 0; i < out.length; i++) {
    let sum = 0
    for (const comb of combs) {
      const echo = comb.line[comb.at]
      comb.low += (echo - comb.low) * 0.65
      comb.line[comb.at] = input[i] * 0.03 + comb.low * 0.86
      if (++comb.at === comb.line.length) comb.at = 0
      sum += echo
    }
    for (const pass of passes) {
      const held = pass.line[pass.at]
      pass.line[pass.at] = sum + held * 0.5
      if (++pass.at === pass.line.length) pass.at = 0
      sum = held - sum * 0.5
    }
    out[i] = input[i] + sum * wet
  }
}

/**
 * @param seconds how long
 * @param mood `{ seed, chordSeconds, chords: number[][] (MIDI notes, the first is the bass), beat: seconds, rest: 0..1 }`
 * @returns {Float32Array} mono at MUSIC_RATE, of no set loudness
 */
export function compose(seconds, mood) {
  const rng = random(mood.seed)
  const out = new Float32Array(Math.ceil(seconds * MUSIC_RATE))
  const pad = mellow(7, 1.7)
  const bass = mellow(3, 2.2)
  for (let n = 0, from = 0; from < seconds; n++, from += mood.chordSeconds) {
    const [root, ...notes] = mood.chords[n % mood.chords.length]
    const hold = mood.chordSeconds - 0.4
    const rise = n === 0 ? 0.7 : 1.8
    addPad(out, bass, from, hold, hertz(root), 0.11, rise, 2.4)
    for (const note of notes) addPad(out, pad, from, hold, hertz(note), 0.035, rise, 2.6)
    for (let t = 0, step = 0; t < mood.chordSeconds - 0.01; t += mood.beat, step++) {
      const chosen = notes[Math.floor(rng() * notes.length)]
      const octave = rng() < 0.6 ? 12 : 0
      if (step > 0 && rng() < mood.rest) continue
      // A hair early or late, as a hand would be.
      const when = Math.max(0, from + t + (rng() - 0.5) * 0.024)
      if (when < seconds - 0.5) addPluck(out, when, hertz(chosen + octave), 0.22 + rng() * 0.12, 3.4, rng)
    }
  }
  addHall(out, 0.9)
  return out
}
