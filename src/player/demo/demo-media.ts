/** Sound for demos without a file: a WAV of soft chords, made on the spot. */

const RATE = 8000

/** @returns a blob URL of a mono 8-bit WAV of this many seconds. */
export function makeTone(seconds: number): string {
  const samples = new Uint8Array(RATE * seconds)
  for (let i = 0; i < samples.length; i++) {
    const t = i / RATE
    const note = 220 * 2 ** (([0, 3, 7, 10][Math.floor(t) % 4] ?? 0) / 12)
    samples[i] = 128 + 40 * Math.sin(2 * Math.PI * note * t) * Math.exp(-3 * (t % 1))
  }
  return URL.createObjectURL(new Blob([wavHeader(samples.length), samples], { type: 'audio/wav' }))
}

function wavHeader(bytes: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(44))
  const text = (at: number, word: string) => {
    for (let i = 0; i < word.length; i++) view.setUint8(at + i, word.charCodeAt(i))
  }
  text(0, 'RIFF')
  view.setUint32(4, 36 + bytes, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  text(36, 'data')
  view.setUint32(40, bytes, true)
  return view.buffer
}
