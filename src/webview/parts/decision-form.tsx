import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Pickable } from '../../protocol/questions.ts';
import type { GateOffers } from '../gates/gate-offers.ts';
import type { OpenForm } from '../state/panel-state.ts';
import type { PanelDecision } from '../state/panel-store.ts';
import { t, type StringId } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Text } from '../ui/text.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { focusNamed } from './focus.ts';
import { useStore } from './use-panel.ts';

export interface DecisionFormProps {
  readonly form: Exclude<OpenForm, 'none'>;
  readonly offers: GateOffers;
}

const SEND: Readonly<Record<DecisionFormProps['form'], StringId>> = {
  reject: 'gate.sendReject',
  pick: 'gate.sendPick',
  stop: 'gate.sendStop',
};

/** What a decision needs besides its click: a reason, a choice, a second thought. */
export function DecisionForm({ form, offers }: DecisionFormProps): ReactNode {
  const store = useStore();
  const field = useRef<HTMLElement>(null);
  const [reason, setReason] = useState('');
  const [label, setLabel] = useState(offers.pickable[0]?.label ?? '');
  useEffect(() => {
    (field.current ?? document.querySelector<HTMLElement>('[data-name="form-cancel"]'))?.focus();
  }, [form]);
  const decision = decisionOf(form, reason, label);
  const send = (): void => {
    if (decision !== undefined) store.decide(decision);
  };
  const cancel = (): void => {
    store.dispatch({ type: 'form', form: 'none' });
    requestAnimationFrame(() => focusNamed(`offer-${form}`));
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') cancel();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
  };
  return (
    <div className="decision-bar decision-form" role="group" aria-label={t('gate.group')} onKeyDown={pressed}>
      {form === 'reject' && (
        <TextArea ref={field} label={t('gate.reason')} value={reason} most={4000} onChange={setReason} />
      )}
      {form === 'pick' && (
        <RadioGroup
          ref={field}
          label={t('gate.pickWhich')}
          value={label}
          options={offers.pickable.map(optionOf)}
          onChange={setLabel}
        />
      )}
      {form === 'stop' && <p>{t('gate.stopSure')}</p>}
      <div className="buttons">
        <Button look="primary" disabled={decision === undefined} onPress={send} name="form-send">
          {t(SEND[form])}
        </Button>
        <Button onPress={cancel} name="form-cancel">
          {t('cancel')}
        </Button>
        {form === 'reject' && <span className="quiet">{t('gate.reasonHint')}</span>}
      </div>
    </div>
  );
}

function decisionOf(
  form: DecisionFormProps['form'],
  reason: string,
  label: string,
): PanelDecision | undefined {
  const comment = reason.trim();
  if (form === 'stop') return { kind: 'stop' };
  if (form === 'pick') return label === '' ? undefined : { kind: 'pick', label };
  return comment === '' ? undefined : { kind: 'reject', comment };
}

function optionOf({ label, votes, summary }: Pickable) {
  return {
    value: label,
    content: (
      <>
        {label} · {votes === 1 ? t('step.votes1') : t('step.votes', { count: votes })} ·{' '}
        <Text>{summary}</Text>
      </>
    ),
  };
}
