import type { EditFormat, ParsedEdits } from './edit-plan.ts';
import { editProblem } from './edit-problem.ts';
import { beginPatch } from './formats/begin-patch.ts';
import { fileTags } from './formats/file-tags.ts';
import { pathInFence } from './formats/path-in-fence.ts';
import { unifiedDiffFormat } from './formats/unified-diff.ts';
import { wholeFile } from './formats/whole-file.ts';
import { lineTexts } from './text/text-lines.ts';

/** Tried in this order; the first that knows the answer as its own reads all of it. */
const FORMATS: readonly EditFormat[] = [fileTags, pathInFence, wholeFile, unifiedDiffFormat, beginPatch];

/** Returns the edits that an answer asks for, in whichever known format it is; never throws. */
export function parseAnswer(text: string): ParsedEdits {
  const lines = lineTexts(withoutReasoning(text));
  for (const format of FORMATS) {
    const parsed = format.parse(lines);
    if (parsed !== undefined) return parsed;
  }
  const reason = 'The answer has no edit in a known format.';
  return { ok: false, problems: [editProblem('format-missing', reason, lines.slice(0, 12))] };
}

/** Some models think aloud in front of the answer, with drafts of blocks that are not meant. */
function withoutReasoning(text: string): string {
  const start = /^\s*<(think|thinking|reasoning)>/.exec(text);
  if (start === null) return text;
  const end = text.indexOf(`</${start[1] ?? ''}>`);
  return end === -1 ? '' : text.slice(end + (start[1] ?? '').length + 3);
}
