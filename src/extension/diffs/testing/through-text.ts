/** Sends a URI's parts through text and back, encoded as VS Code encodes them. */
export function throughText(parts: {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
}): {
  readonly path: string;
  readonly query: string;
} {
  const path = parts.path.split('/').map(encodeURIComponent).join('/');
  const text = `${parts.scheme}:${path}?${encodeURIComponent(parts.query)}`;
  const [, readPath = '', readQuery = ''] = /^[^:]+:([^?#]*)\?([^#]*)/u.exec(text) ?? [];
  return { path: decodeURIComponent(readPath), query: decodeURIComponent(readQuery) };
}
