import { isRecord, parseJson } from '../../../engine/json.ts';

/** What a checker found, without its line: a finding that only moved is the same. */
export type Findings = readonly string[];

/** Returns the findings that a type checker or linter printed: ESLint's JSON, else lines that begin with a place. */
export function findingsIn(output: string): Findings {
  return fromJson(output.trim()) ?? output.split('\n').flatMap((line) => fromLine(line.trim()));
}

/** Returns what was found now and not before; of equal findings those that are more than before. */
export function newFindings(before: Findings, after: Findings): Findings {
  const left = new Map<string, number>();
  for (const finding of before) left.set(finding, (left.get(finding) ?? 0) + 1);
  return after.filter((finding) => {
    const count = left.get(finding) ?? 0;
    left.set(finding, count - 1);
    return count <= 0;
  });
}

/** `src/a.ts(3,7): error TS2322: …`, `a.py:3: error: …`, `./a.go:3:7: …`, `a.py:3:7: F401 …`, `C:\a.ts:3:7 …` */
const PLACE = /^(?:vet: )?((?:[A-Za-z]:)?[^\s:(][^:(]*?)(?:\(\d+,\d+\)|:\d+(?::\d+)?)(?::|\s)\s*(\S.*)$/;
const REMARK = /^(?:note|info|help):/i;

function fromLine(line: string): string[] {
  const [, path, message] = PLACE.exec(line) ?? [];
  if (path === undefined || message === undefined || REMARK.test(message)) return [];
  return [`${path.replace(/^\.\//, '')}: ${message}`];
}

function fromJson(output: string): Findings | undefined {
  if (!output.startsWith('[')) return undefined;
  const files = parseJson(output);
  if (!Array.isArray(files)) return undefined;
  return files.filter(isRecord).flatMap(({ filePath, messages }) =>
    (Array.isArray(messages) ? messages : [])
      .filter(isRecord)
      // A warning does not make a lint run fail.
      .filter(({ severity }) => severity === 2)
      .map(({ ruleId, message }) => `${String(filePath)}: ${String(message)} (${String(ruleId)})`),
  );
}
