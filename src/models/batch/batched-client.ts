import type { HttpProvider } from '../../protocol/providers.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { BATCH_PROVIDERS } from '../prices/price-list.ts';
import { noChoices } from '../providers/choices.ts';
import { emptyAnswer, readAnswer, type AnswerWire } from '../providers/read-answer.ts';
import { UnexpectedReply } from '../providers/unexpected-reply.ts';
import type { ProviderClient, ProviderClientOptions } from '../providers/provider-client.ts';
import { anthropicBatches } from './anthropic-batches.ts';
import type { BatchLedger } from './batch-ledger.ts';
import { createBatchQueue, type BatchQueue } from './batch-queue.ts';
import type { BatchWire } from './batch-wire.ts';
import { openaiBatches } from './openai-batches.ts';

/** The batches of a session: what all its models share. */
export interface BatchDesk {
  /** Returns the client that sends its requests in batches; throws `configuration` where the provider has none. */
  batched(client: ProviderClient, options: ProviderClientOptions): ProviderClient;
}

const WIRES: Readonly<Partial<Record<HttpProvider, (options: ProviderClientOptions) => BatchWire>>> = {
  openai: openaiBatches,
  anthropic: anthropicBatches,
};

/** Returns the desk whose ledger finds batches of earlier processes again. */
export function createBatchDesk(ledger: BatchLedger, onWarning: (sentence: string) => void): BatchDesk {
  const queues = new Map<string, BatchQueue>();
  return {
    batched(client, options) {
      const wire = WIRES[options.provider]?.(options);
      if (wire === undefined) throw noBatches(options.provider);
      const place = `${options.provider} ${options.baseUrl} ${options.model}`;
      const queue = queues.get(place) ?? createBatchQueue({ wire, ledger, place, onWarning });
      queues.set(place, queue);
      return {
        ...client,
        send: async (request, capabilities, signal) => {
          const body = wire.bodyOf(request, { ...capabilities, ...ALONE });
          const data = await queue.ask(body, signal);
          return readAnswer(wholeAnswer(wire, data), emptyAnswer(noChoices()), request, signal);
        },
      };
    },
  };
}

/** What has no meaning in a batch: pieces of an answer, choices that share a prompt, a cache that is warmed first. */
const ALONE = { stream: false, choices: false, prefixCache: 'none' } as const;

function wholeAnswer({ answers }: BatchWire, data: unknown): AnswerWire {
  return {
    ...answers,
    streams: false,
    send: () => Promise.resolve(Response.json(data)),
    events: () => {
      throw new UnexpectedReply('a stream');
    },
  };
}

/** Says who can be asked in batches. */
export function noBatches(provider: string): MicrofactoryError {
  return new MicrofactoryError({
    code: 'configuration',
    message: `The provider ${provider} has no batches: leave --batch out, or use ${BATCH_PROVIDERS.join(' or ')} for all roles.`,
  });
}
