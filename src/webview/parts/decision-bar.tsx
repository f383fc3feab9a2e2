import type { ReactNode } from 'react';
import type { StepDetail } from '../../protocol/session.ts';
import type { GateOffers, Offer } from '../gates/gate-offers.ts';
import type { PanelState } from '../state/panel-state.ts';
import type { PanelStore } from '../state/panel-store.ts';
import { decisionKey, isPending } from '../state/reduce-panel.ts';
import { shownSession, waitOf } from '../state/selectors.ts';
import { t } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { DecisionForm } from './decision-form.tsx';
import { offersOf } from './perform.ts';
import { isPendingAct } from './session-acts.ts';
import { usePanel, useStore } from './use-panel.ts';

/** What a person may answer; only where something is asked, and only what can be carried out. */
export function DecisionBar({ detail }: { readonly detail: StepDetail }): ReactNode {
  const state = usePanel();
  const offers = offersOf(state);
  if (offers === null) return null;
  if (!offers.decidable) return <Outside />;
  if (state.form !== 'none')
    return <DecisionForm form={state.form} offers={offers} key={detail.step.step_id} />;
  return <Offers offers={offers} />;
}

function Offers({ offers }: { readonly offers: GateOffers }): ReactNode {
  const state = usePanel();
  const store = useStore();
  const busy = isDeciding(state);
  return (
    <div className="decision-bar" role="group" aria-label={t('gate.group')}>
      {offers.offers.map((offer, index) => (
        <Button
          key={offer.kind}
          name={`offer-${offer.kind}`}
          look={index === 0 ? 'primary' : 'secondary'}
          disabled={busy}
          onPress={() => choose(offer, store)}
        >
          {t(offer.label)}
        </Button>
      ))}
      {busy && <span className="quiet">{t('gate.sending')}</span>}
    </div>
  );
}

export function isDeciding(state: PanelState): boolean {
  const wait = waitOf(state);
  const session = shownSession(state);
  if (wait === null || session === null) return false;
  return isPending(state, decisionKey(session.session_id, wait.step_id, wait.opened_seq));
}

function choose({ kind }: Offer, store: PanelStore): void {
  if (kind === 'reject' || kind === 'pick' || kind === 'stop') store.dispatch({ type: 'form', form: kind });
  else if (kind === 'edit') store.act('edit');
  else store.decide({ kind });
}

/** Something outside must be mended: then the session goes on where it was. */
function Outside(): ReactNode {
  const state = usePanel();
  const store = useStore();
  return (
    <div className="decision-bar" role="group" aria-label={t('gate.group')}>
      <Button
        look="primary"
        disabled={isPendingAct(state, 'resume')}
        onPress={() => store.act('resume', { stepId: null })}
      >
        {t('session.resume')}
      </Button>
      <Button disabled={isPendingAct(state, 'doctor')} onPress={() => store.act('doctor', { stepId: null })}>
        {t('notice.doctor')}
      </Button>
    </div>
  );
}
