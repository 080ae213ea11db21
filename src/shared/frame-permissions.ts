/**
 * What a frame with our player may do: the `allow` attribute, the same wherever we write an `<iframe>`.
 *
 * The two names for connections on the local network are Chromium's, the newer and the older; a browser that does not know a
 * name passes over it (and may say so in its console). Why each is there: docs/embedding.md.
 */
export const FRAME_ALLOW =
  'autoplay; fullscreen; picture-in-picture; clipboard-write; web-share; local-network; local-network-access'
