/**
 * What honest clients of our tracker feel of those that are not: the 99th hundredth of the time an offer takes, beside each hardship and
 * alone, with 20,000 idle sockets on the same process.
 *
 *     npm run bench:tracker-hardship -- --json
 *
 * Options: --runs N, --transports a,b, --only HARDSHIPS, --idle N, --seconds N. Results go to standard output, progress to standard error.
 * What is measured, and how: bench/README.md, "Hardship".
 */
import { setTimeout as wait } from 'node:timers/promises'
import { BUSY_SOCKETS, capacityOf } from './hardship/capacity.ts'
import type { HostileOrder, HostileReport } from './hardship/hostile-worker.ts'
import type { IdleOrder, IdleReport } from './hardship/idle-worker.ts'
import { parseHardshipOptions, type TransportName } from './hardship/options.ts'
import { type Besides, hardshipLine, type Look, sumUpHardship } from './hardship/summary.ts'
import { Worker } from './hardship/worker.ts'
import { Crowd } from './load/crowd.ts'
import { keepPace } from './measures/latency.ts'
import { SWARM_SIZE } from './measures/throughput.ts'
import { giveOwnCore, isOrdered, measureFirst } from './processor.ts'
import { buildServer } from './server-build.ts'
import { ServerProcess } from './server-process.ts'

/** A tenth of the messages that a server process can send; two a second for each client. */
const ANNOUNCES_PER_SECOND = 300
const WARM_UP_MS = 3_000
/** In which a hardship gets under way, and what is allowed to everybody is used up. */
const ONSET_SECONDS = 3
/** Until nothing of a hardship is left. */
const CALM_MS = 2_000
/** A process of the generator may have no more files open than the server. */
const IDLE_PER_WORKER = 10_000

const { runs, transports, hardships, idle, seconds, json } = parseHardshipOptions(process.argv.slice(2))
const file = await buildServer('grapevine')
measureFirst()
const lines: Awaited<ReturnType<typeof measure>>[] = []
for (const transport of transports) lines.push(await measure(transport))
if (json) for (const line of lines) console.log(JSON.stringify(line))
else {
  for (const { hardships: found, ...memory } of lines) {
    console.table([memory])
    console.table(found)
  }
}

async function measure(transport: TransportName) {
  // No proxy stands in front: the address that a socket comes from is the one that counts.
  const server = await ServerProcess.start(file, [transport, '0'])
  const workers: Worker<never, unknown>[] = []
  try {
    giveOwnCore(server.pid)
    const { idle: most, staying, why } = capacityOf(idle, server.openFiles, server.maxOpenFiles)
    if (why !== undefined) console.error(why)
    const empty = await server.residentBytes()
    const crowd = await Crowd.open({ port: server.port, size: BUSY_SOCKETS, swarmSize: SWARM_SIZE, rng: Math.random })
    await crowd.join()
    const stayers = await holdIdle(server.port, staying, BUSY_SOCKETS)
    const leavers = await holdIdle(server.port, most - staying, BUSY_SOCKETS + staying)
    workers.push(...stayers, ...leavers)
    const full = await server.residentBytes()
    for (const worker of leavers) await worker.stop()

    const hostile = Worker.start<HostileOrder, HostileReport>('hostile-worker.ts')
    workers.push(hostile)
    const pace = keepPace(crowd, Math.random, ANNOUNCES_PER_SECOND)
    await wait(WARM_UP_MS)
    const besides: Besides[] = []
    for (let run = 0; run < runs; run++) {
      for (const hardship of hardships) {
        const alone = await look(server, crowd)
        await hostile.tell({ start: hardship, port: server.port })
        const onset = await look(server, crowd, ONSET_SECONDS)
        const beside = await look(server, crowd)
        const counts = await hostile.tell({ stop: true })
        besides.push({ hardship, alone, onset, beside, counts })
        const { ratio, aloneP99Ms, onsetP99Ms, besideP99Ms, besideLoad } = sumUpHardship(hardship, besides.slice(-1))
        const words = `p99 ${besideP99Ms} ms beside, ${aloneP99Ms} alone (x${ratio}), ${onsetP99Ms} at first, load ${besideLoad},`
        console.error(`Run ${run + 1} of ${runs}, ${transport}, ${hardship}: ${words}`, JSON.stringify(counts))
        await wait(CALM_MS)
      }
    }
    pace.stop()
    const after = await server.residentBytes()
    const memory = { idle: most, busy: BUSY_SOCKETS, empty, full, after, staying }
    return { ...hardshipLine(transport, memory, besides), isOrdered: isOrdered() }
  } finally {
    for (const worker of workers) await worker.stop()
    await server.stop()
  }
}

/** What honest clients see for some seconds. Every offer that counts was right (`load/crowd.ts`). */
async function look(server: ServerProcess, crowd: Crowd, forSeconds = seconds): Promise<Look> {
  const offerTimes: number[] = []
  crowd.events = { delivered: (ms) => offerTimes.push(ms) }
  const cpuBefore = server.cpuSeconds
  await wait(forSeconds * 1000)
  crowd.events = {}
  crowd.check()
  return { offerTimes, serverLoad: (server.cpuSeconds - cpuBefore) / forSeconds }
}

/** @returns the processes that hold them, for as long as they run */
async function holdIdle(port: number, size: number, firstSocket: number): Promise<Worker<IdleOrder, IdleReport>[]> {
  const workers: Worker<IdleOrder, IdleReport>[] = []
  for (let held = 0; held < size; held += IDLE_PER_WORKER) {
    const worker = Worker.start<IdleOrder, IdleReport>('idle-worker.ts')
    workers.push(worker)
    await worker.tell({ port, size: Math.min(IDLE_PER_WORKER, size - held), firstSocket: firstSocket + held })
  }
  return workers
}
