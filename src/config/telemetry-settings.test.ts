import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { telemetrySettings } from './telemetry-settings.ts';

const OTLP = "telemetry: { otlp: 'https://collector.example.org' }\n";
const CONTENT = { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' };

function settings(env: Readonly<Record<string, string>>, config?: string) {
  const home = mkdtempSync(join(tmpdir(), 'microfactory-telemetry-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  if (config !== undefined) writeFileSync(join(home, 'config.yaml'), config);
  return telemetrySettings({ env: { MICROFACTORY_HOME: home, ...env } });
}

describe('telemetry', () => {
  it.each([
    ['nothing is said', {}, undefined],
    ['only a collector is named', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' }, undefined],
    ['only content is allowed', CONTENT, 'telemetry: { content: true }\n'],
    ['the environment says no', { MICROFACTORY_OTEL: '0' }, OTLP],
    ['all of OpenTelemetry is off', { MICROFACTORY_OTEL: '1', OTEL_SDK_DISABLED: 'true' }, OTLP],
  ])('is off where %s', (_what, env, config) => {
    expect(settings(env, config)).toBeUndefined();
  });

  it('is on by the environment or by the user’s own file, without content', () => {
    expect(settings({ MICROFACTORY_OTEL: '1' })).toEqual({ endpoint: undefined, content: false });
    expect(settings({}, OTLP)).toEqual({ endpoint: 'https://collector.example.org', content: false });
  });

  it('tells content after a second opt-in; the file’s word counts more', () => {
    expect(settings(CONTENT, OTLP)).toMatchObject({ content: true });
    expect(settings({}, OTLP.replace(' }', ', content: true }'))).toMatchObject({ content: true });
    expect(settings(CONTENT, OTLP.replace(' }', ', content: false }'))).toMatchObject({ content: false });
  });
});
