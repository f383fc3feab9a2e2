import { applyEdit, type Edit } from './edit.ts';
import type { Operator } from './operator.ts';
import type { Hints } from './rank/hints.ts';
import type { Suspicion } from './rank/suspicion.ts';
import type { Site } from './site.ts';
import { isWellFormed, type SourceFile } from './syntax/source-file.ts';
import { visibleNames } from './syntax/scopes.ts';
import { walk, type Visit } from './syntax/walk.ts';
import { vocabularyOf, type Vocabulary } from './vocabulary.ts';

/** One edit of one file, with what it was ranked by. */
export interface RepairCandidate {
  readonly path: string;
  readonly line: number;
  readonly operator: string;
  readonly edit: Edit;
  readonly priority: number;
}

/** Returns every edit of suspicious places, unordered; each resulting text once, with its best priority. */
export function candidatesOf(options: {
  readonly files: readonly SourceFile[];
  readonly suspicion: Suspicion;
  readonly hints: Hints;
  readonly operators: readonly Operator[];
}): RepairCandidate[] {
  return options.files.flatMap((file) => {
    const lines = options.suspicion.get(file.path);
    if (lines === undefined || lines.size === 0) return [];
    const vocabulary = vocabularyOf(file, options.files);
    const best = new Map<string, RepairCandidate>();
    for (const visit of walk(file.tree)) {
      const suspicion = suspicionOfNode(visit, lines);
      if (suspicion > 0)
        offer(best, siteOf(visit, file, vocabulary, options.hints), suspicion, options.operators);
    }
    return [...best.values()];
  });
}

// A node of several lines is as suspicious as its first: what it holds has suspicion of its own.
function suspicionOfNode({ node, ancestors }: Visit, lines: ReadonlyMap<number, number>): number {
  const own = lines.get(node.loc?.start.line ?? 0);
  if (own !== undefined) return own;
  const statement = ancestors.findLast((ancestor) => /Statement$|Declaration$/.test(ancestor.type));
  const isShort = statement?.loc && statement.loc.end.line - statement.loc.start.line < 6;
  return isShort ? 0.8 * (lines.get(statement.loc?.start.line ?? 0) ?? 0) : 0;
}

function siteOf(visit: Visit, source: SourceFile, vocabulary: Vocabulary, hints: Hints): Site {
  const parent = visit.ancestors.at(-1) ?? source.tree;
  let names: ReturnType<Site['names']> | undefined;
  return {
    ...visit,
    parent,
    source,
    vocabulary,
    hints,
    names: () => (names ??= visibleNames(visit.ancestors, visit.node.start ?? 0)),
  };
}

function offer(
  best: Map<string, RepairCandidate>,
  site: Site,
  suspicion: number,
  operators: readonly Operator[],
): void {
  for (const operator of operators) {
    if (!operator.types.has(site.node.type)) continue;
    for (const edit of operator.edits(site)) {
      const own = site.source.text.slice(edit.start, edit.end);
      if (edit.text === own) continue;
      const key = `${edit.start}:${edit.end}:${edit.text}`;
      const priority = suspicion * operator.prior * edit.weight;
      const known = best.get(key);
      if (known === undefined || known.priority < priority)
        best.set(key, {
          path: site.source.path,
          line: site.node.loc?.start.line ?? 1,
          operator: operator.name,
          edit,
          priority,
        });
    }
  }
}

/** Returns the file's text with the candidate's edit, or undefined when that is no program any more. */
export function editedText(file: SourceFile, candidate: RepairCandidate): string | undefined {
  const text = applyEdit(file.text, candidate.edit);
  return isWellFormed(file.path, text) ? text : undefined;
}
