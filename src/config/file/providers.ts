/** Who can be named to answer. */
export const PROVIDERS = [
  'openai',
  'anthropic',
  'compatible',
  'vscode-lm',
  'offline',
  'simulated',
  'replay',
] as const;
