import type { MakerContext } from './maker-task.ts';

/** Tells a domain what was accepted at once: that is in the journal alone until the domain itself has to know. */
export async function settleDomain({ environment, session }: MakerContext): Promise<void> {
  const { domain } = environment;
  const { acceptedState } = session;
  if (domain.direct === undefined || acceptedState === undefined || acceptedState === domain.state()) return;
  await domain.accept(acceptedState);
}
