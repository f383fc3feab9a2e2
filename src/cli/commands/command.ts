import type { SessionService } from '../../protocol/service.ts';
import type { CliEdge, ServiceWish } from '../edge.ts';

/** Opens the service, gives it to the work, and lets go of it whatever happens; returns what the work returns. */
export async function withService<Result>(
  edge: CliEdge,
  wish: ServiceWish | boolean,
  work: (service: SessionService) => Promise<Result>,
): Promise<Result> {
  const service = await edge.createService(typeof wish === 'boolean' ? { attended: wish } : wish);
  try {
    return await work(service);
  } finally {
    await service.dispose();
  }
}

/** Writes lines to standard output. */
export function print(edge: CliEdge, ...lines: readonly string[]): void {
  edge.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** Writes a value as JSON that people can read too. */
export function printJson(edge: CliEdge, value: unknown): void {
  print(edge, JSON.stringify(value, null, 2));
}
