import { answerWithoutSecret } from '../errors/without-secret.ts';
import type { ProviderClient } from './provider-client.ts';

/** Returns the client with the key taken out of whatever it answers: a server may echo what it was sent, and answers are kept. */
export function discreetClient(client: ProviderClient, key: string | undefined): ProviderClient {
  const safe = (text: string) => answerWithoutSecret(text, key);
  return {
    ...client,
    async send(request, capabilities, signal) {
      const reply = await client.send(request, capabilities, signal);
      const { raw } = reply.finish;
      return {
        ...reply,
        text: safe(reply.text),
        requestId: safe(reply.requestId),
        model: safe(reply.model),
        finish: { ...reply.finish, raw: raw === null ? null : safe(raw) },
      };
    },
  };
}
