import { telemetrySettings, type Environment } from '../../config/index.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { ExchangeRelay } from '../exchanges/exchange-relay.ts';
import type { SessionView } from '../view/session-view.ts';
import type { SessionTelemetry } from './session-telemetry.ts';

export interface JoinOptions {
  readonly env: Environment;
  /** From --config. */
  readonly configPath?: string | undefined;
  readonly sessionId: string;
  readonly domain: string;
  readonly relay: ExchangeRelay;
}

export type JoinTelemetry = (view: SessionView) => Promise<SessionTelemetry | undefined>;

/** Returns what lets a collector hear of a session that opens, where the user opted in; else it gives undefined and nothing is loaded. */
export function joinTelemetry({ env, configPath, sessionId, domain, relay }: JoinOptions): JoinTelemetry {
  const settings = telemetrySettings({ env, configPath });
  if (settings?.endpoint !== undefined && !URL.canParse(settings.endpoint)) {
    const message = `telemetry.otlp is no URL (${settings.endpoint}): write for example otlp: http://localhost:4318.`;
    throw new MicrofactoryError({ code: 'configuration', message });
  }
  return async (view) => {
    if (settings === undefined) return undefined;
    // Three hundred kilobytes that most people never need: a bundle of its own (scripts/build.mjs).
    const { otlpTelemetry } = await import('./otlp/otlp-telemetry.ts');
    const telemetry = otlpTelemetry({ ...settings, sessionId, domain, view });
    relay.tell((exchange) => telemetry.exchange(exchange));
    return telemetry;
  };
}
