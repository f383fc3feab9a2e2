import { createHash } from 'node:crypto';
import * as z from 'zod';
import { functionIn, shippedGrammars } from '../../../edits/index.ts';
import { MicrofactoryError } from '../../../engine/error.ts';
import type { Json } from '../../../engine/json.ts';
import type { Reading } from '../../../engine/maker/red-flag.ts';
import type { TreeId } from '../../../engine/ports/workspace.ts';
import type { CodeWorkbench } from '../code-workbench.ts';
import { readInputs, type ProposedInputs } from '../distinguish/inputs-reply.ts';
import { pathsOfFolder, utf8 } from '../../folder/folder-view.ts';
import { isSourceFile } from '../sources/file-kinds.ts';
import { isProbed } from './run-probes.ts';

/** Fewer inputs than this say too little, whatever they are. */
export const LEAST_PROBES = 8;

const schema = z.object({
  path: z.string(),
  name: z.string(),
  calls: z.array(z.array(z.unknown())),
});

/** Reads the probes of a reply: calls of a function that stands at the top of a source file of the accepted state. */
export async function readProbes(bench: CodeWorkbench, text: string): Promise<Reading<Json>> {
  const accepted = bench.workspace.accepted();
  const paths = pathsOfFolder(await bench.view(accepted));
  const reading = readInputs(
    text,
    paths.filter((path) => isSourceFile(path) && isProbed(path)),
  );
  if (!reading.ok) return reading;
  const inputs = { ...reading.value, calls: distinct(reading.value.calls) };
  if (inputs.calls.length < LEAST_PROBES)
    return flagged('format', `The reply has fewer than ${LEAST_PROBES} calls that differ.`);
  const source = await sourceAt(bench, accepted, inputs.path);
  if (
    source === undefined ||
    functionIn({ ...inputs, text: source, grammars: shippedGrammars }) === undefined
  )
    return flagged('outside', `No single function ${inputs.name} stands at the top of ${inputs.path}.`);
  return { ok: true, value: inputs as unknown as Json };
}

/** Returns the probes that were recorded; throws `store` when the JSON holds none. */
export function probesFrom(json: Json): ProposedInputs {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new MicrofactoryError({
    code: 'store',
    message: 'The recorded probes of a step cannot be read; begin the session anew.',
    cause: parsed.error,
  });
}

/** Returns a name of the probes that no others have. */
export function probesId({ path, name, calls }: ProposedInputs): string {
  return sha256(JSON.stringify([path, name, calls]));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Returns a file's text in a tree, with its grammar made ready; undefined when there is none or it is not UTF-8. */
export async function sourceAt(
  bench: CodeWorkbench,
  tree: TreeId,
  path: string,
): Promise<string | undefined> {
  await shippedGrammars.prepare([path]);
  const bytes = await bench.workspace.read(tree, path);
  return bytes === undefined ? undefined : utf8(bytes);
}

function distinct(calls: ProposedInputs['calls']): ProposedInputs['calls'] {
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

function flagged(rule: string, reason: string): Reading<Json> {
  return { ok: false, flags: [{ rule, reason }] };
}
