import { describe, expect, it } from 'vitest';
import type { DomainContext } from '../../engine/maker/domain.ts';
import type { StepBrief } from '../../engine/maker/step.ts';
import type { ProposeRequest, Role } from '../../engine/ports/microagent.ts';
import { quickRandom } from '../../engine/ports/random.ts';
import { describePlan } from '../../engine/maker/plan/describe-plan.ts';
import { readPlan } from '../../engine/maker/plan/read-plan.ts';
import { addUp, halvesOf, isAtomic, productStep } from './halves.ts';
import { createMultiplicationDomain } from './index.ts';
import { productIn } from './product.ts';

const domain = createMultiplicationDomain();

function open(goal: string, redFlaggers: DomainContext['settings']['redFlaggers'] = []) {
  return domain.open({ goal, settings: { redFlaggers } } as DomainContext);
}

function step(title: string, id = '1'): StepBrief {
  return { ...productStep({ a: 1n, b: 1n }), id, title, depth: 1 };
}

/** What the simulated agent of a role says, asked so many times. */
function said(role: Role, title: string, wrong: number, more: object = {}): string[] {
  const simulation = domain.simulation?.({ wrong, flagged: 0 });
  const evidence = { step: step(title), place: more };
  return Array.from({ length: 200 }, (_, sample) => {
    const request = { role, evidence, ...more } as unknown as ProposeRequest;
    return String(simulation?.(request, quickRandom('s', '1', role, sample)));
  });
}

describe('a product is split', () => {
  it.each([
    ['12345 × 67890', ['67000', '890']],
    ['12345 × 890', ['800', '90']],
    ['12 × 105', ['100', '5']],
    ['12 × 1000', ['1000']],
    ['7 × 1', ['1']],
  ])('%s', (title, seconds) => {
    const product = productIn(title) ?? { a: 0n, b: 0n };
    const halves = halvesOf(product);
    expect(halves.map(({ b }) => String(b))).toEqual(seconds);
    expect(addUp(halves, product)).toBe(true);
    expect(isAtomic({ title })).toBe(seconds.length === 1);
  });
});

describe('a session', () => {
  it('needs to be told which product', async () => {
    await expect(open('Multiply!')).rejects.toMatchObject({ code: 'usage' });
  });

  it('begins with the product as one step, whose parts others plan', async () => {
    const session = await open('How much is 123 x 456?');
    const at = (depth: number) => ({ step: { ...step('123 × 456'), depth } }) as never;
    const signal = new AbortController().signal;
    expect(await session.ownPlan(at(0), signal)).toMatchObject({ steps: [{ title: '123 × 456' }] });
    expect(await session.ownPlan(at(1), signal)).toBeUndefined();
    expect(session.composes?.(step('123 × 456'))).toBe(true);
  });

  it('flags what is not in form, and what the remainder by 99 gives away unless that is off', async () => {
    const [checking, trusting] = [
      await open('12 × 34'),
      await open('12 × 34', [{ type: 'legality', enabled: false }]),
    ];
    const read = (text: string) => checking.readAnswer(text, step('12 × 34'));
    expect(await read('product: 408')).toMatchObject({ ok: true, value: { key: '408' } });
    expect(await read('product: 0408')).toMatchObject({ ok: true, value: { key: '408' } });
    expect(await read('It is 408.')).toMatchObject({ ok: false, flags: [{ rule: 'format' }] });
    expect(await read('product: 418')).toMatchObject({ ok: false, flags: [{ rule: 'remainder' }] });
    expect(await trusting.readAnswer('product: 418', step('12 × 34'))).toMatchObject({ ok: true });
  });

  it('takes no plan whose parts are no products, or do not add up', async () => {
    const session = await open('12 × 34');
    const planOf = (...titles: string[]) => ({
      steps: titles.map((title) => ({ ...step(title), dependsOn: [] })),
    });
    const flags = async (...titles: string[]) => {
      const reading = await session.checkPlan(planOf(...titles), step('12 × 34'));
      return reading.ok ? [] : reading.flags.map(({ rule }) => rule);
    };
    expect(await flags('12 × 30', '12 × 4')).toEqual([]);
    expect(await flags('12 × 30')).toEqual(['plan-sum']);
    expect(await flags('12 × 30', '11 × 4')).toEqual(['plan-sum']);
    expect(await flags('12 × 30', 'add them up')).toEqual(['plan-parts']);
  });

  it('is done when the last result is the product, and fails when it is not', async () => {
    const session = await open('12 × 34', [{ type: 'legality', enabled: false }]);
    const signal = new AbortController().signal;
    const accept = async (text: string) => {
      const reading = await session.readAnswer(text, step('12 × 34'));
      if (reading.ok) await session.accept(await session.accepting(reading.value));
      return (await session.verifyWhole(step('12 × 34'), signal)).verdict;
    };
    expect(await accept('product: 418')).toBe('failed');
    expect(await accept('product: 408')).toBe('passed');
  });
});

describe('the simulated agents', () => {
  it('split rightly as often as the noise says, and forget what is small else', () => {
    const plans = said('decomposition', '12 × 34', 0.2).map(readPlan);
    const right = plans.filter((plan) => plan.ok && plan.value.steps.length === 2);
    expect(plans.every(({ ok }) => ok)).toBe(true);
    expect(right.length / 200).toBeCloseTo(0.8, 1);
  });

  it('choose the plan that adds up as often, wherever it stands', () => {
    const good = describePlan({
      steps: [{ ...productStep({ a: 12n, b: 30n }) }, productStep({ a: 12n, b: 4n })],
    });
    const bad = describePlan({ steps: [productStep({ a: 12n, b: 30n })] });
    for (const [options, right] of [
      [[good, bad], 1],
      [[bad, good], 2],
    ] as const) {
      const choices = said('decomposition_discriminator', '12 × 34', 0.1, { options });
      const share = choices.filter((text) => text === JSON.stringify({ choice: right })).length / 200;
      expect(share).toBeCloseTo(0.9, 1);
    }
  });

  it('multiply by one digit and add up as often, and err at each pair of digits of what was not split', () => {
    const rightly = (title: string, value: string, more = {}) =>
      said('solver', title, 0.05, more).filter((text) => text === `product: ${value}`).length / 200;
    expect(rightly('12345 × 600', '7407000')).toBeGreaterThan(0.9);
    const parts = [{ summary: '12 × 30 = 360' }, { summary: '12 × 4 = 49' }];
    expect(rightly('12 × 34', '409', { parts })).toBeGreaterThan(0.9);
    expect(rightly('12345 × 67891', '838114395')).toBeLessThan(0.4);
  });
});
