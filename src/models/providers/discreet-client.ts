import { answerWithoutSecret } from '../errors/without-secret.ts';
import type { ProviderChoice, ProviderClient } from './provider-client.ts';

/** Returns the client with the key taken out of whatever it answers: a server may echo what it was sent, and answers are kept. */
export function discreetClient(client: ProviderClient, key: string | undefined): ProviderClient {
  const safe = (text: string) => answerWithoutSecret(text, key);
  const safeChoice = ({ text, finish }: ProviderChoice): ProviderChoice => ({
    text: safe(text),
    finish: { ...finish, raw: finish.raw === null ? null : safe(finish.raw) },
  });
  return {
    ...client,
    async send(request, capabilities, signal) {
      const reply = await client.send(request, capabilities, signal);
      return {
        ...reply,
        ...safeChoice(reply),
        ...(reply.others !== undefined && { others: reply.others.map(safeChoice) }),
        requestId: safe(reply.requestId),
        model: safe(reply.model),
      };
    },
  };
}
