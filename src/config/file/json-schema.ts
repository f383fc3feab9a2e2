import { z } from 'zod';
import { configurationFile } from './schema.ts';

/** Returns the JSON Schema of microfactory.yaml, as shipped in schemas/microfactory.schema.json. */
export function configurationJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(configurationFile, { target: 'draft-7' });
  return { ...schema, title: 'microfactory.yaml', description: 'Configuration of Microfactory.' };
}

/** Returns the text of schemas/microfactory.schema.json. */
export function configurationJsonSchemaText(): string {
  return `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`;
}
