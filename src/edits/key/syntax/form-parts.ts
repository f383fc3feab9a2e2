/** Returns a piece of text so that what follows can't be taken for a part of it. */
export function piece(text: string): string {
  return `${text.length}:${text}`;
}

/** Returns a node with what it is made of. */
export function group(type: string, content: string): string {
  return `(${type} ${content})`;
}
