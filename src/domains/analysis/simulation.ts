import type { DomainSettings } from '../../engine/maker/domain.ts';
import type { Evidence } from '../../engine/maker/evidence.ts';
import type { Noise, NoiseByStep, Simulation } from '../../engine/maker/simulation.ts';
import type { Random } from '../../engine/ports/random.ts';
import { drawnPlace } from '../drawn-place.ts';

const SECTIONS = ['What it is about', 'What speaks for it', 'What speaks against it'];

/** Right texts that differ in words alone, as those of models do: discriminators tell what they say. */
const RIGHT = [
  'Simulated: it holds, as far as it goes.',
  'Simulated: as far as it goes, it holds.',
  'Simulated: it holds. That is all there is to say.',
];
const WRONG = ['Simulated: it does not hold at all.', 'Simulated: nobody knows, so it does not hold.'];

/**
 * Returns agents for all roles that err as often as the noise says: who plans sections, who chooses among plans and among
 * texts, and who writes a section or gives an item its label. What they write says nothing of the folder.
 */
export function analysisSimulation(
  noise: Noise | NoiseByStep,
  { answers: labels = [] }: Pick<DomainSettings, 'answers'> = {},
): Simulation {
  const noiseOf = typeof noise === 'function' ? noise : () => noise;
  return ({ role, evidence, options = [], seed, stepId }, random) => {
    const own = noiseOf(seed, stepId);
    if (random.next() < own.flagged) return '';
    const isWrong = random.next() < own.wrong;
    if (role === 'decomposition') return planText(isWrong);
    if (role === 'decomposition_discriminator') return choice(options, SECTIONS.slice(-1), isWrong);
    if (role === 'solution_discriminator') return choice(options, RIGHT, isWrong);
    return labels.length > 0
      ? label(evidence, labels, isWrong ? own : undefined, random)
      : section(evidence, isWrong ? own : undefined, random);
  };
}

/** A wrong plan forgets the last section. */
function planText(isWrong: boolean): string {
  const titles = isWrong ? SECTIONS.slice(0, -1) : SECTIONS;
  const steps = titles.map((title) => ({
    title,
    description: `Say ${title.toLowerCase()}.`,
    kind: 'section',
  }));
  return JSON.stringify({ steps });
}

/** Right texts are looked for, the best first: of several right ones all discriminators like the same. */
function choice(options: readonly string[], right: readonly string[], isWrong: boolean): string {
  const isRight = (text: string): boolean => right.some((words) => text.includes(words));
  const best = right.map((words) => options.findIndex((text) => text.includes(words)));
  const wanted = isWrong ? options.findIndex((text) => !isRight(text)) : best.find((at) => at >= 0);
  return JSON.stringify({ choice: Math.max(0, wanted ?? 0) + 1 });
}

function section({ step }: Evidence, wrong: Noise | undefined, random: Random): string {
  const text = wrong === undefined ? evenly(RIGHT, random) : byRivals(WRONG, wrong, random);
  return `## ${step.title}\n\n${text}`;
}

/** The right label of an item is a function of its words. */
function label(
  { step }: Evidence,
  labels: readonly string[],
  wrong: Noise | undefined,
  random: Random,
): string {
  const right = [...step.title].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const others = labels.filter((_, index) => index !== right % labels.length);
  const own = labels[right % labels.length] ?? '';
  return wrong === undefined || others.length === 0 ? own : byRivals(others, wrong, random);
}

function evenly(texts: readonly string[], random: Random): string {
  return texts[Math.floor(random.next() * texts.length)] ?? '';
}

/** Wrong answers fall on as many alternatives as the noise says. */
function byRivals(texts: readonly string[], { rivals }: Noise, random: Random): string {
  return texts[drawnPlace(rivals ?? texts.map(() => 1), texts.length, random)] ?? '';
}
