import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spellingsOf } from '../support/secret-scan.ts';
import { CALCULATOR } from './support/calculator.ts';
import { collector, type Collector } from '../support/collector.ts';
import { commandLine, sessionOf } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';

const KEY = 'sk-Tq4xW8pL+2dVw/9tRk3bN7hJ1yC5uE6s';
const GOOD = replaceLine('src/add.js', '  return a - b;', '  return a + b;');

interface Wish {
  readonly env?: Readonly<Record<string, string>>;
  /** Of the user's own config.yaml. */
  readonly own?: string;
  /** Of the repository's microfactory.yaml. */
  readonly workspace?: string;
}

/** A session whose solver fails once and otherwise answers well, with the key in each answer. */
async function session({ env = {}, own, workspace = '' }: Wish) {
  const server = await modelServer(
    byRole({
      decomposition: () => planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] }),
      solver: (_request, place) =>
        place === 0 ? { status: 503, message: `Busy, ${KEY}.` } : `The key is ${KEY}.\n\n${GOOD}`,
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.openaiUrl, ...env });
  if (own !== undefined) writeFileSync(join(cli.home, 'config.yaml'), own);
  const repo = makeRepository({
    files: {
      ...CALCULATOR,
      'microfactory.yaml': `version: 1\n${workspace}domains: { code: { verifier: node --test } }\n`,
    },
  });
  const run = await cli.run([
    ...['run', '--json', '--prompt', 'Fix add', '--yes-verifier', '--ask', 'never', '--repo-path', repo],
    ...['--max-concurrent-llm', '1'],
  ]);
  return { cli, run, server };
}

function chatsOf(received: Collector) {
  return received.spans().filter(({ name }) => name.startsWith('chat '));
}

describe('telemetry', () => {
  it('tells a collector of the session, its steps and every request, by the conventions', async () => {
    const received = await collector();
    const { run, server } = await session({ own: `telemetry: { otlp: '${received.url}' }\n` });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(new Set(received.paths)).toEqual(new Set(['/v1/traces', '/v1/metrics']));
    expect(received.resource()).toMatchObject({ 'service.name': 'microfactory' });

    const spans = received.spans();
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
    expect(roots).toHaveLength(1);
    expect(roots[0]).toMatchObject({ name: 'invoke_agent microfactory', kind: 1, status: 0 });
    expect(roots[0]?.attributes).toMatchObject({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'microfactory',
      'gen_ai.conversation.id': sessionOf(run),
      'microfactory.session.status': 'completed',
    });

    const chats = chatsOf(received);
    expect(chats).toHaveLength(server.log.length);
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    for (const span of spans) {
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      const parent = byId.get(span.parentSpanId ?? '');
      expect(parent !== undefined || span === roots[0], span.name).toBe(true);
      expect(span.start).toBeGreaterThanOrEqual(parent?.start ?? 0);
      if (!span.name.startsWith('chat ')) continue;
      expect(span.kind).toBe(3);
      expect(parent?.attributes['microfactory.step.id']).toBe(span.attributes['microfactory.step.id']);
    }
    const solved = chats.filter(({ attributes }) => attributes['microfactory.role'] === 'solver');
    const step = byId.get(solved[0]?.parentSpanId ?? '');
    expect(step).toMatchObject({ name: 'step leaf' });
    expect(step?.attributes['microfactory.step.state']).toBe('accepted');
    // A step stands beneath the step that was split into it.
    expect(byId.get(step?.parentSpanId ?? '')?.attributes).toHaveProperty(['microfactory.step.id']);

    const { port } = new URL(server.openaiUrl);
    const asked = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4.1-mini',
      'server.address': '127.0.0.1',
      'server.port': Number(port),
    };
    const failed = chats.filter(({ status }) => status === 2);
    expect(failed).toHaveLength(1);
    expect(failed[0]?.attributes).toMatchObject({ ...asked, 'error.type': '503', 'microfactory.attempt': 1 });
    const good = solved.find(({ status }) => status === 0);
    expect(good?.name).toBe('chat gpt-4.1-mini');
    expect(good?.attributes).toMatchObject({
      ...asked,
      'gen_ai.request.max_tokens': expect.any(Number),
      'gen_ai.request.temperature': expect.any(Number),
      'gen_ai.response.model': expect.any(String),
      'gen_ai.response.id': expect.any(String),
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': expect.any(Number),
      'gen_ai.usage.output_tokens': expect.any(Number),
    });

    const points = received.points();
    const sums = (metric: string, filter: Record<string, string>) => {
      const of = points.filter(
        ({ metric: name, attributes }) =>
          name === metric && Object.entries(filter).every(([key, value]) => attributes[key] === value),
      );
      return of.reduce((all, { count, sum }) => ({ count: all.count + count, sum: all.sum + sum }), {
        count: 0,
        sum: 0,
      });
    };
    const duration = sums('gen_ai.client.operation.duration', {});
    expect(duration.count).toBe(chats.length);
    expect(sums('gen_ai.client.operation.duration', { 'error.type': '503' }).count).toBe(1);
    const total = (key: string) =>
      chats.reduce((sum, { attributes }) => sum + Number(attributes[key] ?? 0), 0);
    for (const type of ['input', 'output']) {
      const used = sums('gen_ai.client.token.usage', { 'gen_ai.token.type': type });
      expect(used).toEqual({ count: chats.length - 1, sum: total(`gen_ai.usage.${type}_tokens`) });
    }
    for (const { metric, unit, bounds } of points) {
      expect(unit).toBe(metric === 'gen_ai.client.token.usage' ? '{token}' : 's');
      expect(bounds.slice(0, 3)).toEqual(unit === 's' ? [0.01, 0.02, 0.04] : [1, 4, 16]);
    }

    const said = received.bodies.join('\n');
    for (const text of ['Fix add', 'Mend add', 'return a', 'Busy']) expect(said).not.toContain(text);
  });

  it('tells prompts and answers after a second opt-in, and never a key', async () => {
    const received = await collector();
    const { run } = await session({
      env: {
        MICROFACTORY_OTEL: '1',
        OTEL_EXPORTER_OTLP_ENDPOINT: received.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector',
        OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=here',
      },
    });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(received.resource()).toMatchObject({ 'deployment.environment.name': 'here' });
    expect(received.bodies.every((body) => body.startsWith('Bearer collector\n'))).toBe(true);
    const good = chatsOf(received).find(
      ({ attributes, status }) => attributes['microfactory.role'] === 'solver' && status === 0,
    );
    const messages = JSON.parse(String(good?.attributes['gen_ai.input.messages'])) as unknown;
    expect(messages).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          role: 'user',
          parts: expect.arrayContaining([expect.objectContaining({ type: 'text' })]) as unknown,
        }),
      ]),
    );
    const answer = JSON.parse(String(good?.attributes['gen_ai.output.messages'])) as unknown;
    expect(answer).toMatchObject([{ role: 'assistant', finish_reason: 'stop', parts: [{ type: 'text' }] }]);
    expect(JSON.stringify(answer)).toContain('return a + b;');
    const said = received.bodies.join('\n');
    for (const spelling of spellingsOf(KEY)) expect(said).not.toContain(spelling);
  });

  it('sends nothing to anybody who did not ask for it', async () => {
    const received = await collector();
    const { run } = await session({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: received.url } });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(received.bodies).toEqual([]);
  });

  it('is switched off by the environment', async () => {
    const received = await collector();
    const own = `telemetry: { otlp: '${received.url}' }\n`;
    const { run } = await session({ own, env: { MICROFACTORY_OTEL: '0' } });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(received.bodies).toEqual([]);
  });

  it('is not for a repository to ask for', async () => {
    const received = await collector();
    const { run } = await session({ workspace: `telemetry: { otlp: '${received.url}' }\n` });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("telemetry is refused in a workspace's file");
    expect(received.bodies).toEqual([]);
  });

  it.each([
    ['is not there', async () => 'http://127.0.0.1:9'],
    ['never answers', async () => (await collector({ silent: true })).url],
  ])('does not disturb a run when the collector %s', async (_what, urlOf) => {
    const { run } = await session({ own: `telemetry: { otlp: '${await urlOf()}' }\n` });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr).toBe('');
    expect(run.events.at(-1)).toMatchObject({ type: 'session-finished', status: 'completed' });
  });
});
