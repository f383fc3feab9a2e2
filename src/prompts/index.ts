export { loadTemplate, type Template, type TemplateSource } from './load-template.ts';
export { delimited, oneLine, visible } from './outside-text.ts';
export type { PromptVariables } from './prompt-variables.ts';
export { render, type RenderedPrompt } from './render.ts';
