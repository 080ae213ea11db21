/** `<meta name="grapevine:join-token" content="/join-token">`: where the page's join tokens come from. Most pages have none. */
import type { Engine } from './page-engine.ts'

/** @returns the engine, with tokens where the page names their address; without them where that code can't be loaded. */
export async function withJoinTokens<Configurable extends Pick<Engine, 'configure'>>(
  engine: Configurable,
): Promise<Configurable> {
  const address = document.querySelector<HTMLMetaElement>('meta[name="grapevine:join-token"]')?.content
  if (address) {
    const code = await import('../http-join-token.ts').catch(() => undefined)
    if (code) engine.configure({ joinToken: code.joinTokensFrom(address) })
  }
  return engine
}
