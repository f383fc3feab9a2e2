import type { Node } from '@babel/types';

/** A replacement of one stretch of a file's text; everything outside stays byte for byte. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** How likely this is among the edits of its operator: 1 for the first choice. */
  readonly weight: number;
}

/** Returns the text with the edit made. */
export function applyEdit(text: string, edit: Pick<Edit, 'start' | 'end' | 'text'>): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

export function replaceNode(node: Node, text: string, weight = 1): Edit {
  return { start: node.start ?? 0, end: node.end ?? 0, text, weight };
}

export function insertAt(position: number, text: string, weight = 1): Edit {
  return { start: position, end: position, text, weight };
}
