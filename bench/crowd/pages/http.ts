/** Plain HTTP: `<audio src>`. */
import { playAt, present } from './probe.ts'

present({ play: (audio, { mediaUrl, rate }) => playAt(audio, mediaUrl, rate) })
