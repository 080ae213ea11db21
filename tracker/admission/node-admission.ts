/**
 * Who and what is let in, as a running thing: the lists of files that are served, the sites whose pages may connect, the keys of
 * join tokens.
 */
import type { InfoHash } from '../../src/shared/ids.ts'
import type { Standing } from '../core/protocol.ts'
import type { TrackerSettings } from '../ops/settings.ts'
import { publicHost } from '../ops/settings.ts'
import { type AdmissionList, type ListContext, type OpenList, standingIn } from './admission-list.ts'
import type { JoinTokens } from './join-tokens.ts'
import { type OpenJoinTokens, openJoinTokens } from './jose-join-tokens.ts'
import { NodeAllowlist } from './node-allowlist.ts'
import { checkOrigins, type OriginCheck } from './origins.ts'

export class NodeAdmission {
  readonly #isOpen: boolean
  readonly #lists: AdmissionList[] = []
  readonly admitsOrigin: OriginCheck
  #tokens: OpenJoinTokens | undefined

  private constructor(settings: TrackerSettings) {
    this.#isOpen = settings.open
    this.admitsOrigin = checkOrigins(settings.origins)
  }

  /**
   * @param more Lists beside the settings' file.
   * @throws TrackerError `allowlist-unreadable`, `keys-unreadable`, `bad-settings`; nothing is left running then
   */
  static async open(
    settings: TrackerSettings,
    more: readonly OpenList[],
    context: ListContext,
  ): Promise<NodeAdmission> {
    const admission = new NodeAdmission(settings)
    const { allowlistFile: path, tokenKeys, tokenAudience = publicHost(settings) } = settings
    try {
      if (path !== undefined) {
        const { clock, log, onChange, written } = context
        admission.#lists.push(await NodeAllowlist.open(path, clock, log, onChange, written))
      }
      for (const open of more) admission.#lists.push(await open(context))
      if (tokenKeys !== undefined) admission.#tokens = await openJoinTokens({ tokenKeys, tokenAudience }, context)
    } catch (error) {
      admission.close()
      throw error
    }
    return admission
  }

  /** `undefined`: open to every file. */
  get lists(): readonly AdmissionList[] | undefined {
    return this.#isOpen ? undefined : this.#lists
  }

  /** `undefined`: nobody needs one. */
  get tokens(): JoinTokens | undefined {
    return this.#tokens?.tokens
  }

  standing(infoHash: InfoHash): Standing {
    return this.#isOpen ? 'listed' : standingIn(this.#lists, infoHash)
  }

  async reload(): Promise<void> {
    await Promise.all([...this.#lists.map((list) => list.reload()), this.#tokens?.reload()])
  }

  close(): void {
    for (const list of this.#lists) list.close()
    this.#tokens?.close()
  }
}
