import { expect, test, vi } from 'vitest'
import { openSoundDecoder } from './node-sound-decoders.ts'

vi.mock('@audio/decode-aac', () => {
  throw new Error("Cannot find package '@audio/decode-aac'")
})

test('where nobody installed the decoder for AAC, it is said what to install', async () => {
  const words = /AAC .* is decoded only where the package @audio\/decode-aac is installed/
  await expect(openSoundDecoder('adts', undefined)).rejects.toThrow(words)
  await expect(openSoundDecoder('mp4', undefined)).rejects.toThrow(words)
  await expect(openSoundDecoder('wav', undefined)).resolves.toBeDefined()
})
