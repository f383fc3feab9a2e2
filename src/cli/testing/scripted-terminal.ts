import { PassThrough, Readable } from 'node:stream';
import type { SessionService } from '../../protocol/service.ts';
import type { ApiKey, CliEdge } from '../edge.ts';
import type { Asker } from '../gates/asker.ts';
import { main } from '../microfactory-command.ts';

export interface TerminalOptions {
  readonly service?: SessionService;
  readonly isTTY?: boolean;
  /** What a person answers, question by question; undefined dismisses, and so does the end of the list. */
  readonly answers?: readonly (string | undefined)[];
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly program?: string;
}

export interface Terminal {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly questions: string[];
  readonly attended: boolean[];
  readonly apiKeys: (ApiKey | undefined)[];
  readonly interrupt: () => void;
  readonly run: (...argv: readonly string[]) => Promise<number>;
}

/** Returns a command line whose every edge is scripted. */
export function scriptedTerminal(options: TerminalOptions = {}): Terminal {
  const isTTY = options.isTTY ?? false;
  const out = recorded(isTTY);
  const err = recorded(isTTY);
  const questions: string[] = [];
  const attended: boolean[] = [];
  const apiKeys: (ApiKey | undefined)[] = [];
  const interrupts = new Set<() => void>();
  const edge: CliEdge = {
    createService: async (asked) => {
      attended.push(asked.attended);
      apiKeys.push(asked.apiKey);
      if (options.service === undefined) throw new Error('this command should not need the service');
      return options.service;
    },
    createAsker: async () => scriptedAsker([...(options.answers ?? [])], questions),
    stdin: Object.assign(Readable.from([options.stdin ?? '']), { isTTY }),
    stdout: out.stream,
    stderr: err.stream,
    env: options.env ?? {},
    cwd: options.cwd ?? '/somewhere',
    version: '1.2.3',
    program: options.program ?? '/somewhere/cli.cjs',
    now: () => 0,
    onInterrupt: (listener) => {
      interrupts.add(listener);
      return () => void interrupts.delete(listener);
    },
  };
  return {
    stdout: out.text,
    stderr: err.text,
    questions,
    attended,
    apiKeys,
    interrupt: () => interrupts.forEach((listener) => listener()),
    run: (...argv) => main(argv, edge),
  };
}

function recorded(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 100, rows: 30 });
  const chunks: string[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  return { stream, text: () => chunks.join('') };
}

function scriptedAsker(answers: (string | undefined)[], questions: string[]): Asker {
  const next = (question: string): string | undefined => {
    questions.push(question);
    return answers.shift();
  };
  return {
    select: async (question, choices) => {
      const answer = next(question);
      return choices.find(({ value }) => value === answer)?.value;
    },
    text: async (question) => next(question),
  };
}
