/** The library's views as the page has them: what names them is the route, what they show the desk. */
import { html } from 'lit'
import type { Route } from '../../routes.ts'
import { demoDesk, followingDesk } from '../desk-demo.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-library-page.ts'

const view = (state: string, route: Route, desk = followingDesk): GalleryEntry => ({
  element: 'gv-library-page',
  state,
  render: () => html`<gv-library-page .route=${route} .desk=${desk}></gv-library-page>`,
})

export const entries: readonly GalleryEntry[] = [
  {
    element: 'gv-library-page',
    state: 'no library yet',
    render: () => html`<gv-library-page></gv-library-page>`,
  },
  view('a first visit', { view: 'home' }, demoDesk()),
  view('home', { view: 'home' }),
  view('a late view', { view: 'queue' }),
  view('storage was cleared', { view: 'home' }, demoDesk({ problem: 'cleared' })),
  view('offline', { view: 'downloads' }, demoDesk({ isOffline: true })),
]
