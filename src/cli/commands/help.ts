import { MicrofactoryError } from '../../engine/error.ts';
import type { CliEdge } from '../edge.ts';
import { TOPICS, type Topic } from '../help/topics.ts';
import { column } from '../views/fit.ts';
import { print, printJson } from './command.ts';

export interface HelpFlags {
  readonly topic?: string;
  readonly format?: 'text' | 'json';
}

/** Prints one topic, or the list of topics. */
export function help(flags: HelpFlags, edge: CliEdge): number {
  const topic = flags.topic === undefined ? undefined : topicNamed(flags.topic);
  if (flags.format === 'json') {
    const list = TOPICS.map(({ name, about }) => ({ name, about }));
    printJson(
      edge,
      topic === undefined ? { topics: list } : { topic: topic.name, about: topic.about, text: topic.text },
    );
  } else if (topic !== undefined) print(edge, topic.text);
  else
    print(
      edge,
      ...TOPICS.map(({ name, about }) => `${column(name, 14)}  ${about}`),
      '',
      'microfactory help --topic NAME',
    );
  return 0;
}

function topicNamed(name: string): Topic {
  const topic = TOPICS.find((each) => each.name === name);
  if (topic !== undefined) return topic;
  const known = TOPICS.map((each) => each.name).join(', ');
  throw new MicrofactoryError({ code: 'usage', message: `There is no topic ${name}: choose ${known}.` });
}
