import { programRow, type ProgramProvider } from '../../protocol/providers.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How the network is reached; a proxy's address may hold a password. */
const NETWORK = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
const CERTIFICATES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];

/** What each program reads of its own settings from the environment, without keys. */
const OWN: Readonly<Record<ProgramProvider, readonly string[]>> = {
  'codex-cli': ['CODEX_HOME', 'OPENAI_BASE_URL'],
  'claude-cli': ['CLAUDE_CONFIG_DIR', 'ANTHROPIC_BASE_URL', 'ANTHROPIC_MODEL'],
};

export interface ProgramEnvironment {
  /** What is added to the allow-listed environment of every command: this provider's key and no other. */
  readonly variables: Readonly<Record<string, string>>;
  /** The values that must not be seen anywhere. */
  readonly secrets: readonly string[];
}

/** Returns what a program is given of the environment beyond what every command sees. */
export function programEnvironment(provider: ProgramProvider, env: Environment): ProgramEnvironment {
  const { keyVariables } = programRow(provider);
  const names = [...keyVariables, ...OWN[provider], ...NETWORK, ...CERTIFICATES];
  const variables = Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value] as const];
    }),
  );
  const secrets = [...keyVariables, ...NETWORK].flatMap((name) => secretsIn(variables[name]));
  return { variables, secrets };
}

function secretsIn(value: string | undefined): string[] {
  if (value === undefined) return [];
  if (!URL.canParse(value) || !value.includes('://')) return [value];
  const { password } = new URL(value);
  return password === '' ? [] : [password, decodeURIComponent(password)];
}
