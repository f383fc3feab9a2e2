import { applyEdits, parseAnswer, shippedGrammars, voteKeys } from '../../edits/index.ts';

/** Processor time of reading one answer: finding its edits, applying them, and all its keys. */
export interface Speed {
  /** Lines of the file. */
  readonly lines: number;
  readonly msPerCandidate: number;
}

const ROUNDS = 5;

/** Returns how long answers take, the quickest of five rounds; each is the file that it makes. */
export async function speedOf(path: string, texts: readonly string[]): Promise<Speed> {
  await shippedGrammars.prepare([path]);
  const answers = texts.map((text) => `\`\`\`\`\` path=${path}\n${text}\n\`\`\`\`\`\n`);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const began = process.cpuUsage();
    for (const answer of answers) readOne(answer);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000 / answers.length;
  });
  const lines = texts.reduce((sum, text) => sum + text.split('\n').length, 0) / texts.length;
  return { lines: Math.round(lines), msPerCandidate: Math.min(...rounds) };
}

function readOne(answer: string): void {
  const parsed = parseAnswer(answer);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.reason);
  const read = (): undefined => undefined;
  const applied = applyEdits({ edits: parsed.plan.edits, read });
  if (!applied.ok) throw new Error(applied.problems[0]?.reason);
  voteKeys({ changes: applied.changes, read, grammars: shippedGrammars });
}
