/**
 * The part of the page's content security policy that only the page itself can name: code and styles come from its own host.
 *
 * Not written as 'self' in the page: in a sandboxed frame without an origin (WordPress makes such) no address is 'self' to
 * WebKit, and the player would never be drawn. Nothing from elsewhere is in the page before this is called.
 */
export function allowOwnCodeOnly(): void {
  const { origin } = new URL(document.URL)
  const policy = document.createElement('meta')
  policy.httpEquiv = 'Content-Security-Policy'
  policy.content = `script-src ${origin}; style-src ${origin}`
  document.head.append(policy)
}
