/**
 * Reads how loud it is, about fifty times a second, timed by the audio clock.
 *
 * Timers can't do that: hidden pages get one a second. A silent source that is scheduled to last for 20 ms says `ended` on
 * time there, too, and needs no worklet, so no file of its own and nothing of the page's Content-Security-Policy
 * (measured in docs/decisions/0020-voice-processing.md).
 */

const EVERY_SECONDS = 0.02

export class DomLevelMeter {
  readonly #context: AudioContext
  readonly #analyser: AnalyserNode
  readonly #heard: (rms: number, elapsedSeconds: number) => void
  readonly #samples: Float32Array<ArrayBuffer>
  #source: ConstantSourceNode | undefined
  #readAt = 0

  /**
   * @param heard told the root mean square (1 is a full-scale square wave) of what passed since the call before, and how
   * many seconds that was; in between nothing is left out
   */
  constructor(context: AudioContext, analyser: AnalyserNode, heard: (rms: number, elapsedSeconds: number) => void) {
    this.#context = context
    this.#analyser = analyser
    this.#heard = heard
    this.#samples = new Float32Array(analyser.fftSize)
  }

  start(): void {
    if (this.#source !== undefined) return
    this.#readAt = this.#context.currentTime
    this.#schedule()
  }

  stop(): void {
    if (this.#source === undefined) return
    this.#source.onended = null
    this.#source.disconnect()
    this.#source = undefined
  }

  #schedule(): void {
    const source = new ConstantSourceNode(this.#context, { offset: 0 })
    // Not connected, it would never be rendered, and never end.
    source.connect(this.#context.destination)
    source.onended = () => {
      source.disconnect()
      this.#read()
      if (this.#source === source) this.#schedule()
    }
    source.start()
    source.stop(this.#context.currentTime + EVERY_SECONDS)
    this.#source = source
  }

  #read(): void {
    const now = this.#context.currentTime
    const elapsedSeconds = now - this.#readAt
    if (elapsedSeconds <= 0) return
    this.#readAt = now
    this.#analyser.getFloatTimeDomainData(this.#samples)
    // The louder half counts: a word that begins in the second one is heard at once.
    const half = this.#samples.length / 2
    this.#heard(Math.max(rms(this.#samples.subarray(0, half)), rms(this.#samples.subarray(half))), elapsedSeconds)
  }
}

function rms(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.sqrt(sum / samples.length)
}
