/** Sums a system's rounds up to one line. Pure. */
import { median, quantile } from '../support/figures.ts'
import type { Run, RunPlan } from './crowd-run.ts'

/** What a listener takes from the host this soon after joining is called its start. */
const START_MS = 3_000

/** One system's line: a round's figures, or those of several rounds together. @param fileBytes of the episode */
export function sumUp({ system, n, rate, gapSeconds, pagesFirst }: RunPlan, rounds: readonly Run[], fileBytes: number) {
  const listeners = rounds.flatMap((round) => round.listeners)
  const total = (of: (round: Run) => number) => rounds.reduce((sum, round) => sum + of(round), 0)
  const each = (of: (round: Run) => number) => Math.round(total(of) / rounds.length)
  const count = (of: (heard: Run['listeners'][number]) => number) => listeners.reduce((sum, one) => sum + of(one), 0)
  const perListener = (untilMs: number) =>
    Array.from({ length: n }, (_, listener) => each((round) => originBytes(round, listener, untilMs)))
  const firstSounds = rounds.map((round) => round.listeners.map(({ ttfaMs }) => ttfaMs ?? Number.NaN))
  return {
    system,
    n,
    rounds: rounds.length,
    rate,
    gapSeconds,
    pagesFirst,
    /** 1 - media bytes the origin sent / (listeners x file size) */
    offload: rounded(1 - total(({ mediaBytes }) => mediaBytes) / (listeners.length * fileBytes), 3),
    /** The host pays for one copy. */
    limit: rounded(1 - 1 / n, 3),
    /** Of several rounds: the median of the rounds' medians, likewise for p90. `null`: too many never heard a sound. */
    ttfaMedianMs: ms(median(firstSounds.map(median))),
    ttfaP90Ms: ms(median(firstSounds.map((times) => quantile(times, 0.9)))),
    ttfaMaxMs: ms(Math.max(...firstSounds.flat())),
    ttfaMediansMs: firstSounds.map((times) => ms(median(times))),
    ttfaP90sMs: firstSounds.map((times) => ms(quantile(times, 0.9))),
    stalls: count(({ stalls }) => stalls),
    dryStalls: count(({ dryStalls }) => dryStalls),
    stalledMs: count(({ stalledMs }) => stalledMs),
    /** Of all rounds' listeners: how many heard the end, how many never heard a sound. */
    listeners: listeners.length,
    ended: listeners.filter(({ ended }) => ended).length,
    silent: listeners.filter(({ ttfaMs }) => ttfaMs === null).length,
    timedOut: rounds.filter(({ timedOut }) => timedOut).length,
    /** Sent by the host, a round. */
    mediaBytes: each(({ mediaBytes }) => mediaBytes),
    codeBytes: each(({ codeBytes }) => codeBytes),
    codeBytesBeforeJoin: each(({ codeBytesBeforeJoin }) => codeBytesBeforeJoin),
    torrentBytes: each(({ torrentBytes }) => torrentBytes),
    playlistBytes: each(({ playlistBytes }) => playlistBytes),
    fileBytes,
    /** Media, in the order of joining: all, and what was sent in the first three seconds. */
    perListenerOriginBytes: perListener(Number.POSITIVE_INFINITY),
    perListenerStartBytes: perListener(START_MS),
    originBytesBeforeSoundMedian: median(rounds.flatMap(beforeSound)),
    firstPeerByteMsMedian: ms(median(listeners.flatMap(({ firstPeerByteMs }) => firstPeerByteMs ?? []))),
    lateSeconds: rounded(Math.max(...rounds.map(({ lateSeconds }) => lateSeconds)), 1),
    seconds: each(({ seconds }) => seconds),
    browserCpuSeconds: ms(each(({ browserCpuSeconds }) => browserCpuSeconds)),
    harnessCpuSeconds: each(({ harnessCpuSeconds }) => harnessCpuSeconds),
    errors: [...new Set(listeners.flatMap(({ error }) => error ?? []))],
  }
}

export type Figures = ReturnType<typeof sumUp>

/** Media bytes the host sent one listener until so long after it joined. */
export function originBytes({ mediaLog, joinedMs }: Run, listener: number, untilMs: number): number {
  const endMs = (joinedMs[listener] ?? 0) + untilMs
  return mediaLog.reduce((sum, sent) => sum + (sent.listener === listener && sent.atMs <= endMs ? sent.bytes : 0), 0)
}

function beforeSound(round: Run): number[] {
  return round.listeners.flatMap(({ ttfaMs }, listener) =>
    ttfaMs === null ? [] : originBytes(round, listener, ttfaMs),
  )
}

/** JSON knows no NaN. */
function ms(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value) : null
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
