import type { RoleSection } from '../file/schema.ts';
import type { ModelChoice, ProviderName } from '../settings.ts';
import type { ProviderLevel } from './provider-and-model.ts';

/** Returns the models that a section names, `model` before `models`; those without a provider are of the section's. */
export function namedModels({ provider, model, models = [] }: RoleSection): readonly NamedModel[] {
  const listed = models.map((each) => (typeof each === 'string' ? { model: each } : each));
  const all = model === undefined ? listed : [{ model }, ...listed];
  return all.map((each) => ({ model: each.model, provider: each.provider ?? provider }));
}

interface NamedModel {
  readonly model: string;
  readonly provider?: ProviderName | undefined;
}

/** Returns what a section says of who answers: its provider, and the first of its models. */
export function firstOf(says: RoleSection): ProviderLevel {
  const [first] = namedModels(says);
  return { provider: first?.provider ?? says.provider, model: first?.model };
}

/** Returns all who answer in turn, each once, when there are several; undefined for one alone. */
export function mixOf(
  models: readonly NamedModel[],
  fallback: ProviderName,
): readonly ModelChoice[] | undefined {
  const named = models.map(({ model, provider = fallback }) => ({ provider, model }));
  const once = named.filter(
    (each, index) =>
      index === named.findIndex((other) => other.model === each.model && other.provider === each.provider),
  );
  return once.length > 1 ? once : undefined;
}
