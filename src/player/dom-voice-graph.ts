/**
 * The sound's way through Web Audio: as it is, or with voice boost.
 *
 *     input -+-> analyser (what the level is measured by)
 *            +-> dry gain ------------------------------------------------+-> destination
 *            +-> high-pass -> presence -> compressor -> limiter -> wet gain +
 *
 * Turning boost on or off cross-fades the two ways within some hundredths of a second. Off, the sound passes unchanged.
 * The compressor brings its own make-up gain (Web Audio API, DynamicsCompressorNode: the full-range gain to the power of 0.6);
 * with these settings quiet voices come out about 12 dB louder and nothing exceeds full scale.
 */

/** Seconds; the cross-fade is over after about four of these. */
const FADE_TIME_CONSTANT = 0.02

export class VoiceGraph {
  /** What is to be heard is connected to this. */
  readonly input: AudioNode
  readonly analyser: AnalyserNode
  readonly #context: AudioContext
  readonly #dry: GainNode
  readonly #wet: GainNode

  constructor(context: AudioContext) {
    this.#context = context
    const input = new GainNode(context)
    this.input = input
    this.analyser = new AnalyserNode(context, { fftSize: windowSize(context.sampleRate), smoothingTimeConstant: 0 })
    this.#dry = new GainNode(context, { gain: 1 })
    this.#wet = new GainNode(context, { gain: 0 })
    input.connect(this.analyser)
    input.connect(this.#dry).connect(context.destination)
    input
      // Rumble and pops carry no words, but drive the compressor.
      .connect(new BiquadFilterNode(context, { type: 'highpass', frequency: 85, Q: 0.7 }))
      // Consonants live here: what makes a voice understood.
      .connect(new BiquadFilterNode(context, { type: 'peaking', frequency: 3200, Q: 0.9, gain: 3 }))
      .connect(
        new DynamicsCompressorNode(context, { threshold: -30, knee: 12, ratio: 3.5, attack: 0.005, release: 0.2 }),
      )
      .connect(new DynamicsCompressorNode(context, { threshold: -6, knee: 0, ratio: 20, attack: 0.001, release: 0.08 }))
      .connect(this.#wet)
      .connect(context.destination)
  }

  setBoost(on: boolean): void {
    const now = this.#context.currentTime
    this.#wet.gain.setTargetAtTime(on ? 1 : 0, now, FADE_TIME_CONSTANT)
    this.#dry.gain.setTargetAtTime(on ? 0 : 1, now, FADE_TIME_CONSTANT)
  }
}

/** The power of two that covers 20 ms: nothing between two readings is missed. */
function windowSize(sampleRate: number): number {
  return 2 ** Math.ceil(Math.log2(sampleRate * 0.02))
}
