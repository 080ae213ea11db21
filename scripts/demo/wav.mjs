/** Mono WAV files in and out. Reads 16-bit PCM and 32-bit float, writes 32-bit float. Nothing else is needed here. */
import { readFileSync, writeFileSync } from 'node:fs'

/** @returns {{ rate: number, samples: Float32Array }} */
export function readWav(file) {
  const bytes = readFileSync(file)
  let rate = 0
  let format = 0
  let bits = 0
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString('latin1', at, at + 4)
    // A writer that could not seek leaves a length of 0xffffffff: the data then runs to the end of the file.
    const length = Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8)
    const body = at + 8
    if (id === 'fmt ') {
      format = bytes.readUInt16LE(body)
      if (bytes.readUInt16LE(body + 2) !== 1) throw new Error(`${file} is not mono`)
      rate = bytes.readUInt32LE(body + 4)
      bits = bytes.readUInt16LE(body + 14)
      if (format === 0xfffe) format = bytes.readUInt16LE(body + 24)
    }
    if (id === 'data') {
      const samples = new Float32Array(Math.floor(length / (bits / 8)))
      for (let i = 0; i < samples.length; i++) {
        samples[i] = format === 3 ? bytes.readFloatLE(body + i * 4) : bytes.readInt16LE(body + i * 2) / 32768
      }
      return { rate, samples }
    }
    at = body + length + (length % 2)
  }
  throw new Error(`${file} has no sound data`)
}

export function writeWav(file, rate, samples) {
  const head = Buffer.alloc(44)
  const size = samples.length * 4
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + size, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(3, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 4, 28)
  head.writeUInt16LE(4, 32)
  head.writeUInt16LE(32, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(size, 40)
  writeFileSync(file, Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, size)]))
}
