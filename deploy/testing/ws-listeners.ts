/** Listeners who come back when their tracker asks them to, as players do, and newcomers all the while. Nothing is tried twice. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { PeerId } from '../../src/shared/ids.ts'
import { hashOf } from '../../tracker/testing/ids.ts'
import type { WireClient } from '../../tracker/testing/ws-test-client.ts'

/** The least that a player waits before it comes back (docs/protocol.md). */
const BACK_AFTER_MS = 500
const NEWCOMER_EVERY_MS = 50
const SHOW = hashOf(0x51)

const peerIdOf = (peer: number) => peer.toString(16).padStart(40, '0') as PeerId

type Connect = () => Promise<WireClient>

/** @returns the listener, a member of its swarm */
async function join(connect: Connect, peer: number): Promise<WireClient> {
  const client = await connect()
  const said = await client.ask({ type: 'announce', infoHash: SHOW, peerId: peerIdOf(peer), offers: [] })
  if (said.type !== 'announced') throw new Error(`an announce was answered with ${JSON.stringify(said)}`)
  return client
}

export class Listeners {
  readonly #connect: Connect
  #clients: readonly WireClient[]

  private constructor(connect: Connect, clients: readonly WireClient[]) {
    this.#connect = connect
    this.#clients = clients
  }

  static async join(count: number, connect: Connect): Promise<Listeners> {
    const peers = Array.from({ length: count }, (_, peer) => join(connect, peer))
    return new Listeners(connect, await Promise.all(peers))
  }

  /** Resolves when each was sent away and is back. @returns the close codes. @throws where one can't come back at once */
  async comeBack(): Promise<readonly number[]> {
    const codes: number[] = []
    this.#clients = await Promise.all(
      this.#clients.map(async (client, peer) => {
        codes.push(await client.closed)
        await sleep(BACK_AFTER_MS)
        return join(this.#connect, peer)
      }),
    )
    return codes
  }

  /** Newcomers, one after another, until `ended`. @returns how many. @throws where one is turned away */
  async newcomers(ended: Promise<unknown>): Promise<number> {
    let [count, isOver] = [0, false]
    void ended.finally(() => {
      isOver = true
    })
    for (; !isOver; count++) {
      await (await join(this.#connect, 1000 + count)).close()
      await sleep(NEWCOMER_EVERY_MS)
    }
    return count
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()))
  }
}
