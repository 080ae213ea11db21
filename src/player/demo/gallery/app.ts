/** The page as an app: a newer version, installing it, an origin without https. */
import { html } from 'lit'
import type { InstallOffer } from '../../install-state.ts'
import type { UpdateOffer } from '../../update-state.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-insecure-notice.ts'
import '../../elements/gv-install.ts'
import '../../elements/gv-update-notice.ts'

const updates: readonly UpdateOffer[] = ['none', 'offered', 'waits-for-others', 'coming']
const installs: readonly InstallOffer[] = ['none', 'ask', 'asking', 'installed', 'ios', 'mac-safari', 'android-firefox']
const words = (state: string) => state.replaceAll('-', ' ')

export const entries: readonly GalleryEntry[] = [
  ...updates.map((offer) => ({
    element: 'gv-update-notice',
    state: words(offer),
    render: () => html`<gv-update-notice .offer=${offer}></gv-update-notice>`,
  })),
  {
    element: 'gv-update-notice',
    state: 'narrow',
    width: 300,
    render: () => html`<gv-update-notice .offer=${'offered'}></gv-update-notice>`,
  },
  ...installs.map((offer) => ({
    element: 'gv-install',
    state: words(offer),
    render: () => html`<gv-install .offer=${offer}></gv-install>`,
  })),
  {
    element: 'gv-insecure-notice',
    state: 'with a way to https',
    render: () => html`<gv-insecure-notice .address=${'http://show.example/'}></gv-insecure-notice>`,
  },
  {
    element: 'gv-insecure-notice',
    state: 'on a home network',
    render: () => html`<gv-insecure-notice .address=${'http://192.168.1.5:8080/'}></gv-insecure-notice>`,
  },
]
