/**
 * How listeners of this tracker reach each other, as a running thing: its own STUN where it is asked for, and the list of servers
 * that players are told of, with TURN logins made from the secret in a file.
 */
import type { IceServer } from '../../src/shared/wire/tracker.ts'
import { utf8Bytes } from '../core/utf8-bytes.ts'
import type { TrackerSettings } from '../ops/settings.ts'
import { type IceServersAt, iceServersOf } from './ice-servers.ts'
import { hmacSha1Base64, readTurnSecret } from './node-turn-secret.ts'
import { TurnCredentials } from './turn-credentials.ts'
import { type StunPorts, type StunServer, type StunStats, startStunServer } from './udp-stun-server.ts'

export class NodeReach {
  readonly #settings: TrackerSettings
  #iceServersAt: IceServersAt
  #stun: StunServer | undefined
  #servers: readonly IceServer[] | undefined
  #inBytes: readonly IceServer[] | undefined

  private constructor(settings: TrackerSettings, iceServersAt: IceServersAt) {
    this.#settings = settings
    this.#iceServersAt = iceServersAt
  }

  /** @throws TrackerError `bad-settings`, `cannot-listen` */
  static async start(settings: TrackerSettings, ports: StunPorts): Promise<NodeReach> {
    const reach = new NodeReach(settings, await readIceServers(settings))
    const { host, stunPort } = settings
    if (stunPort !== undefined) reach.#stun = await startStunServer({ host, port: stunPort }, ports)
    return reach
  }

  /** For an acknowledgement: every text in UTF-8, a character for each byte. */
  readonly iceServers = (): readonly IceServer[] | undefined => {
    const servers = this.#iceServersAt(Date.now())
    if (servers !== this.#servers) {
      this.#servers = servers
      this.#inBytes = servers && JSON.parse(utf8Bytes(JSON.stringify(servers)))
    }
    return this.#inBytes
  }

  get stunStats(): StunStats | undefined {
    return this.#stun?.stats()
  }

  /** Reads the secret again. @throws TrackerError `bad-settings`; the one before stays then */
  async reload(): Promise<void> {
    this.#iceServersAt = await readIceServers(this.#settings)
  }

  async close(): Promise<void> {
    await this.#stun?.close()
  }
}

async function readIceServers(settings: TrackerSettings): Promise<IceServersAt> {
  const { turnUrls: urls, turnSecretFile, turnCredentialSeconds: credentialSeconds } = settings
  if (turnSecretFile === undefined) return iceServersOf(settings, undefined)
  const secret = await readTurnSecret(turnSecretFile)
  return iceServersOf(settings, new TurnCredentials({ urls, secret, credentialSeconds }, hmacSha1Base64))
}
