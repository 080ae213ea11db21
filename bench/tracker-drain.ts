/**
 * Replaces a tracker under load, as on an upgrade: how long each player is out of its swarm, and whether a listener hears of it.
 *
 *     npm run bench:tracker-drain -- --players 2000 --json
 *
 * Two processes of `grapevine tracker`: the second is there already and waits for the port of the first, which is told to end (SIGTERM).
 * Timed is, for each player, from the close of its socket to the next announce that was acknowledged. Players are our own signalling in
 * this process, fifty to a swarm, 2,000 of them by default; the listener is Chromium, which plays at four times the speed what another one
 * gives it. `--drain-seconds`: over how long they are sent away. `npm run build` first; takes about a minute.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { joinPlayers } from '../e2e/support/signalling-players.ts'
import { listenIn } from './drain/listening.ts'
import { TrackerProcess } from './drain/node-tracker-process.ts'
import { buildStage } from './drain/stage.ts'
import { median, quantile } from './support/figures.ts'
import { learnAnswer, openHolder } from './support/visit.ts'

const { values } = parseArgs({
  options: {
    players: { type: 'string', default: '2000' },
    'drain-seconds': { type: 'string', default: '5' },
    json: { type: 'boolean' },
  },
})
const number = (name: 'players' | 'drain-seconds', min: number, max: number): number => {
  const value = Number(values[name])
  if (!(Number.isInteger(value) && value >= min && value <= max)) {
    throw new Error(`--${name} must be a whole number from ${min} to ${max}`)
  }
  return value
}
const count = number('players', 1, 20_000)
const drainSeconds = number('drain-seconds', 0, 600)
// As in playwright.config.ts.
const CHROMIUM_ARGS =
  '--no-sandbox --disable-background-networking --disable-component-update --disable-sync --mute-audio'.split(' ')
const PLAYERS_PER_SWARM = 50
const JOIN_LIMIT_MS = 60_000
const RETURN_LIMIT_MS = 60_000
/** The second process has loaded its code by then, and waits. */
const HEAD_START_MS = 5_000
/** The bar of issue 6. */
const BACK_WITHIN_MS = 3_000
/** Listened to when all players are back. */
const AFTERWARDS_MS = 20_000

const stage = await buildStage(Math.ceil(count / PLAYERS_PER_SWARM))
const started: TrackerProcess[] = []
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: CHROMIUM_ARGS,
})
try {
  const first = launch()
  await first.answersAt(stage.trackerUrl.replace(/^ws/, 'http'))
  console.error('Two listeners, one of whom has all of the episode …')
  const memory = await learnAnswer(browser, stage.listeningUrl, 'Yes, share')
  await openHolder(browser, stage.listeningUrl, memory, stage.episodeBytes)
  const listener = await listenIn(browser, stage.listeningUrl, memory)
  console.error(`${count} players join …`)
  const players = await joinPlayers(stage.trackerUrl, stage.infoHashes, count, JOIN_LIMIT_MS)
  launch()
  await pause(HEAD_START_MS)
  const before = await listener.heard()
  console.error('The tracker is told to end …')
  const exitCode = await first.terminate()
  const deadline = performance.now() + RETURN_LIMIT_MS
  while (players.inSwarms < count && performance.now() < deadline) await pause(100)
  await pause(AFTERWARDS_MS)
  const after = await listener.heard()
  const { absencesMs, closeCodes, inSwarms } = players
  const figures = {
    system: 'grapevine',
    players: count,
    drainSeconds,
    exitCode,
    told: closeCodes.filter((code) => code === 1012).length,
    /** Closed otherwise: tries that came before the second process listened. */
    otherCloses: closeCodes.filter((code) => code !== 1012).length,
    back: inSwarms,
    medianMs: Math.round(median(absencesMs)),
    p99Ms: Math.round(quantile(absencesMs, 0.99)),
    maxMs: Math.round(Math.max(...absencesMs)),
    backInTime: absencesMs.filter((ms) => ms <= BACK_WITHIN_MS).length,
    listenerStalls: after.stalls,
    listenerHeardSeconds: Math.round(after.positionSeconds - before.positionSeconds),
    listenerPeers: after.peers,
    listenerPeerBytes: after.fromPeers - before.fromPeers,
    listenerHostBytes: after.fromHost - before.fromHost,
  }
  if (values.json) console.log(JSON.stringify(figures))
  else console.table({ figures })
  players.leave()
} finally {
  await browser.close()
  for (const one of started) one.kill()
  await stage.close()
}

function launch(): TrackerProcess {
  const one = new TrackerProcess({
    host: 'localhost',
    port: stage.port,
    'allowlist-file': stage.allowlist,
    'drain-seconds': drainSeconds,
    'wait-for-port-seconds': 60,
    // All of them are this machine.
    'max-sockets-per-address': count + 100,
  })
  started.push(one)
  return one
}
