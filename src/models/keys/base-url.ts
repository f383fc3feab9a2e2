import { MicrofactoryError } from '../../engine/error.ts';
import { httpProvider, type HttpProvider } from '../../protocol/providers.ts';

export interface BaseUrlOptions {
  readonly provider: HttpProvider;
  /** From a flag or user settings; never from a workspace's file. */
  readonly setting?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Returns the provider's base URL: setting, else environment, else the provider's own. Throws `configuration` when there is none or it is no http(s) URL. */
export function resolveBaseUrl({ provider, setting, env }: BaseUrlOptions): string {
  const { baseUrlVariable: variable, baseUrl, path = '' } = httpProvider(provider);
  const given = [setting, env[variable]].find((each) => each !== undefined && each.trim() !== '');
  if (given === undefined && baseUrl === undefined) throw missing(provider, variable);
  const address = checked((given ?? baseUrl ?? '').trim(), provider);
  return address.endsWith(path) ? address : `${address}${path}`;
}

function missing(provider: HttpProvider, variable: string): MicrofactoryError {
  const example = provider === 'azure' ? 'https://my-resource.openai.azure.com' : 'http://127.0.0.1:11434/v1';
  return configuration(
    `The provider ${provider} needs the address of its server: set ${variable}, for example ${variable}=${example}.`,
  );
}

function checked(text: string, provider: HttpProvider): string {
  // OLLAMA_HOST is often written without its protocol.
  const value = provider === 'ollama' && !text.includes('://') ? `http://${text}` : text;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw configuration(
      `The base URL of ${provider} is not an http or https address: write it like https://host/v1.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw configuration(
      `The base URL of ${provider} holds a password: remove it and set the provider's key instead.`,
    );
  }
  const address = url.href.replace(/\/+$/, '');
  // Anthropic's SDK adds /v1 itself.
  return provider === 'anthropic' ? address.replace(/\/v1$/, '') : address;
}

/** True when the URL names this very machine. */
export function isLoopback(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function configuration(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'configuration', message });
}
