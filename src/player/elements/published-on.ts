/** The day an episode was published, as people write it; empty where the feed does not say (or says nonsense). */
export function publishedOn(iso: string | undefined): string {
  const time = iso === undefined ? Number.NaN : Date.parse(iso)
  if (Number.isNaN(time)) return ''
  return new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric' }).format(time)
}
