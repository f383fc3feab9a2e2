/** How a provider is spoken to over HTTP. */
export type WireProtocol = 'openai-chat' | 'openai-responses' | 'anthropic-messages';

export interface HttpProviderRow {
  /** As people write it. */
  readonly title: string;
  readonly wire: WireProtocol;
  /** Undefined where every installation has an address of its own. */
  readonly baseUrl: string | undefined;
  /** The environment's variable that names another address. */
  readonly baseUrlVariable: string;
  /** What stands behind the address that the variable or setting gives, unless it is there already. */
  readonly path?: string;
  /** The environment's variables that may hold the key, the first that does wins. */
  readonly keyVariables: readonly [string, ...string[]];
  /** `unless-local`: a server on this machine needs none. */
  readonly needsKey: 'always' | 'unless-local' | 'never';
  /** Undefined where the names are those of the installation. */
  readonly model: string | undefined;
}

/** A row for each provider that answers over HTTP; everything that names providers is made from this table. */
export const HTTP_PROVIDERS = {
  openai: {
    title: 'OpenAI',
    wire: 'openai-chat',
    baseUrl: 'https://api.openai.com/v1',
    baseUrlVariable: 'OPENAI_BASE_URL',
    keyVariables: ['OPENAI_API_KEY'],
    needsKey: 'always',
    model: 'gpt-4.1-mini',
  },
  'openai-responses': {
    title: 'OpenAI (Responses)',
    wire: 'openai-responses',
    baseUrl: 'https://api.openai.com/v1',
    baseUrlVariable: 'OPENAI_BASE_URL',
    keyVariables: ['OPENAI_API_KEY'],
    needsKey: 'always',
    model: 'gpt-4.1-mini',
  },
  anthropic: {
    title: 'Anthropic',
    wire: 'anthropic-messages',
    baseUrl: 'https://api.anthropic.com',
    baseUrlVariable: 'ANTHROPIC_BASE_URL',
    keyVariables: ['ANTHROPIC_API_KEY'],
    needsKey: 'always',
    model: 'claude-sonnet-5-5',
  },
  gemini: {
    title: 'Gemini',
    wire: 'openai-chat',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    baseUrlVariable: 'GEMINI_BASE_URL',
    keyVariables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    needsKey: 'always',
    model: undefined,
  },
  xai: {
    title: 'xAI',
    wire: 'openai-chat',
    baseUrl: 'https://api.x.ai/v1',
    baseUrlVariable: 'XAI_BASE_URL',
    keyVariables: ['XAI_API_KEY', 'GROK_API_KEY'],
    needsKey: 'always',
    model: undefined,
  },
  openrouter: {
    title: 'OpenRouter',
    wire: 'openai-chat',
    baseUrl: 'https://openrouter.ai/api/v1',
    baseUrlVariable: 'OPENROUTER_BASE_URL',
    keyVariables: ['OPENROUTER_API_KEY'],
    needsKey: 'always',
    model: undefined,
  },
  azure: {
    title: 'Azure OpenAI',
    wire: 'openai-chat',
    baseUrl: undefined,
    baseUrlVariable: 'AZURE_OPENAI_ENDPOINT',
    path: '/openai/v1',
    keyVariables: ['AZURE_OPENAI_API_KEY'],
    needsKey: 'always',
    model: undefined,
  },
  ollama: {
    title: 'Ollama',
    wire: 'openai-chat',
    baseUrl: 'http://127.0.0.1:11434/v1',
    baseUrlVariable: 'OLLAMA_HOST',
    path: '/v1',
    keyVariables: ['OLLAMA_API_KEY'],
    needsKey: 'unless-local',
    model: undefined,
  },
  lmstudio: {
    title: 'LM Studio',
    wire: 'openai-chat',
    baseUrl: 'http://127.0.0.1:1234/v1',
    baseUrlVariable: 'LMSTUDIO_BASE_URL',
    keyVariables: ['LMSTUDIO_API_KEY'],
    needsKey: 'unless-local',
    model: undefined,
  },
  vllm: {
    title: 'vLLM',
    wire: 'openai-chat',
    baseUrl: 'http://127.0.0.1:8000/v1',
    baseUrlVariable: 'VLLM_BASE_URL',
    keyVariables: ['VLLM_API_KEY'],
    needsKey: 'unless-local',
    model: undefined,
  },
  llamacpp: {
    title: 'llama.cpp',
    wire: 'openai-chat',
    baseUrl: 'http://127.0.0.1:8080/v1',
    baseUrlVariable: 'LLAMACPP_BASE_URL',
    keyVariables: ['LLAMACPP_API_KEY'],
    needsKey: 'unless-local',
    model: undefined,
  },
  compatible: {
    title: 'The OpenAI-compatible server',
    wire: 'openai-chat',
    baseUrl: undefined,
    baseUrlVariable: 'OPENAI_BASE_URL',
    keyVariables: ['COMPATIBLE_API_KEY', 'OPENAI_API_KEY'],
    needsKey: 'unless-local',
    model: undefined,
  },
} as const satisfies Readonly<Record<string, HttpProviderRow>>;

export type HttpProvider = keyof typeof HTTP_PROVIDERS;

/** A program on this machine that is started once for each answer. */
export interface ProgramRow {
  /** As people write it. */
  readonly title: string;
  /** Looked for on the PATH. */
  readonly command: string;
  /** The environment's variable that names another place, an absolute path. */
  readonly pathVariable: string;
  /** The environment's variables with keys of the program's own provider, which it may be given. */
  readonly keyVariables: readonly string[];
  /** How it is installed, and how one logs in: what people type. */
  readonly install: string;
  readonly logIn: string;
}

/** A row for each program that answers steps. */
export const PROGRAMS = {
  'codex-cli': {
    title: 'Codex CLI',
    command: 'codex',
    pathVariable: 'MICROFACTORY_CODEX_PATH',
    keyVariables: ['CODEX_API_KEY', 'OPENAI_API_KEY'],
    install: 'npm install -g @openai/codex',
    logIn: 'codex login',
  },
  'claude-cli': {
    title: 'Claude CLI',
    command: 'claude',
    pathVariable: 'MICROFACTORY_CLAUDE_PATH',
    keyVariables: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN'],
    install: 'npm install -g @anthropic-ai/claude-code',
    logIn: 'claude auth login',
  },
} as const satisfies Readonly<Record<string, ProgramRow>>;

export type ProgramProvider = keyof typeof PROGRAMS;

/** The model of a program that nobody names one for: whatever the program itself is set to. */
export const MODEL_OF_PROGRAM = 'default';

export const PROGRAM_NAMES = Object.keys(PROGRAMS) as readonly ProgramProvider[];

/** Returns the row of a program. */
export function programRow(provider: ProgramProvider): ProgramRow {
  return PROGRAMS[provider];
}

/** True for the providers that are programs on this machine. */
export function isProgram(name: string): name is ProgramProvider {
  return Object.hasOwn(PROGRAMS, name);
}

/** All providers that answer as a chat; `vscode-lm` is lent by the editor. */
export type ChatProvider = HttpProvider | ProgramProvider | 'vscode-lm';

/** Who can be named to answer. */
export type ProviderName = ChatProvider | 'offline' | 'simulated' | 'replay';

export const HTTP_PROVIDER_NAMES = Object.keys(HTTP_PROVIDERS) as readonly HttpProvider[];

/** All that answer as a chat. */
export const CHAT_PROVIDERS: readonly ChatProvider[] = [
  ...HTTP_PROVIDER_NAMES,
  ...PROGRAM_NAMES,
  'vscode-lm',
];

/** Returns the row of a provider that answers over HTTP. */
export function httpProvider(provider: HttpProvider): HttpProviderRow {
  return HTTP_PROVIDERS[provider];
}

/** True for the providers that answer over HTTP. */
export function isHttpProvider(name: string): name is HttpProvider {
  return Object.hasOwn(HTTP_PROVIDERS, name);
}

/** The providers that people are led to: those for tests and recorded runs are left out. */
export const OFFERED_PROVIDERS: readonly ProviderName[] = [
  ...HTTP_PROVIDER_NAMES,
  ...PROGRAM_NAMES,
  'vscode-lm',
  'offline',
];

/** All that may be named. */
export const PROVIDER_NAMES: readonly ProviderName[] = [...OFFERED_PROVIDERS, 'simulated', 'replay'];
