import { microfactoryHome, type Environment } from './sources/microfactory-home.ts';
import { configurationLayers, topLevel } from './sources/layer.ts';

/** Where to and how much of what models are asked is told to a collector of OpenTelemetry. */
export interface TelemetrySettings {
  /** Base URL of the collector; undefined: as the standard variables `OTEL_EXPORTER_OTLP_*` say. */
  readonly endpoint: string | undefined;
  /** Whether prompts and answers go along. */
  readonly content: boolean;
}

/** Returns what the user opted in to, undefined for nothing. A workspace has no say in it. Throws `configuration` for a file of the user's that is wrong. */
export function telemetrySettings(query: {
  readonly env: Environment;
  readonly configPath?: string | undefined;
}): TelemetrySettings | undefined {
  const { env, configPath } = query;
  const { otlp, content } =
    topLevel(configurationLayers({ home: microfactoryHome(env), configPath }))('telemetry') ?? {};
  const wish = switchOf(env['MICROFACTORY_OTEL']);
  if (wish === false || switchOf(env['OTEL_SDK_DISABLED']) === true) return undefined;
  if (wish === undefined && otlp === undefined) return undefined;
  return {
    endpoint: otlp,
    content: content ?? switchOf(env['OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT']) === true,
  };
}

function switchOf(value: string | undefined): boolean | undefined {
  const word = value?.trim().toLowerCase() ?? '';
  if (word === '1' || word === 'true') return true;
  return word === '0' || word === 'false' ? false : undefined;
}
