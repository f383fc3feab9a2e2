import { expect, it } from 'vitest';
import { PLAN_JSON_SCHEMA } from '../../engine/maker/plan/plan-schema.ts';
import { strictSchema } from './strict-schema.ts';

it('requires every property, forbids others and drops keywords that providers refuse', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      // A property may be called like a keyword.
      default: { type: 'string', minLength: 1, default: 'x' },
      list: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', properties: { a: { type: 'integer', minimum: 0 } } },
      },
    },
    required: ['list'],
  };
  expect(strictSchema(schema)).toEqual({
    type: 'object',
    properties: {
      default: { type: 'string' },
      list: {
        type: 'array',
        items: {
          type: 'object',
          properties: { a: { type: 'integer' } },
          required: ['a'],
          additionalProperties: false,
        },
      },
    },
    required: ['default', 'list'],
    additionalProperties: false,
  });
});

it('leaves nothing in the schema of plans that providers refuse', () => {
  const text = JSON.stringify(strictSchema(PLAN_JSON_SCHEMA));
  expect(text).not.toMatch(/"(minLength|maxLength|minItems|maxItems|minimum|maximum|default|\$schema)":/);
  expect(text).toContain(
    '"required":["title","description","kind","promise","may_break","files","depends_on"]',
  );
});
