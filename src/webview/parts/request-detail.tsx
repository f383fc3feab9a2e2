import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { ExchangeDetail } from '../../protocol/exchanges.ts';
import { t, type StringId } from '../strings.ts';
import { harmless } from '../text/harmless.ts';
import { duration, money } from '../text/quantities.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { Text } from '../ui/text.tsx';
import { RequestOutcome, tokensOf } from './request-table.tsx';
import { useStore } from './use-panel.ts';

export interface RequestDetailProps {
  readonly exchange: ExchangeDetail;
  readonly cut: boolean;
  readonly takesFocus: RefObject<boolean>;
  readonly onClose: () => void;
}

/** One request in full: what all samples were told, what this one, what came back, and how it was asked. */
export function RequestDetail({ exchange, cut, takesFocus, onClose }: RequestDetailProps): ReactNode {
  const store = useStore();
  const { row, messages, variation, other_answers } = exchange;
  const { number } = row;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus.current) heading.current?.focus();
    takesFocus.current = false;
  }, [takesFocus]);
  return (
    <section className="request" aria-label={t('requests.number', { number })}>
      <div className="block-head">
        <h4 tabIndex={-1} ref={heading}>
          {t('requests.number', { number })}
        </h4>
        <LinkButton
          name="request-copy"
          label={t('requests.copyOf', { number })}
          onPress={() => store.act('copy-request', { stepId: null, label: String(number) })}
        >
          {t('requests.copy')}
        </LinkButton>
        <LinkButton name="request-close" label={t('requests.close', { number })} onPress={onClose}>
          {t('close')}
        </LinkButton>
      </div>
      <p>
        <RequestOutcome row={row} />
      </p>
      <Parameters exchange={exchange} />
      {cut && <p className="quiet">{t('requests.cut')}</p>}
      {messages.map(({ role, text }, index) => (
        <Told key={index} title={role} text={text} />
      ))}
      {variation !== '' && <Told title={t('requests.variation')} text={variation} />}
      {exchange.answer === null ? (
        <p className="quiet">{t('requests.noAnswer')}</p>
      ) : (
        <Told title={t('requests.answer')} text={exchange.answer} />
      )}
      {other_answers.map((text, index) => (
        <Told key={index} title={t('requests.otherAnswer', { number: index + 2 })} text={text} />
      ))}
    </section>
  );
}

function Told({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <>
      <h5>
        <Text>{title}</Text>
      </h5>
      <pre className="request-text" role="region" tabIndex={0} aria-label={harmless(title)}>
        <Text>{text}</Text>
      </pre>
    </>
  );
}

type Fact = readonly [name: StringId, value: string | null];

function Parameters({ exchange }: { readonly exchange: ExchangeDetail }): ReactNode {
  const facts = factsOf(exchange).filter(([, value]) => value !== null && value !== '');
  return (
    <dl className="parameters">
      {facts.map(([name, value]) => (
        <Fact key={name} name={name} value={value ?? ''} />
      ))}
    </dl>
  );
}

function Fact({ name, value }: { readonly name: StringId; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{t(name)}</dt>
      <dd>
        <Text>{value}</Text>
      </dd>
    </>
  );
}

function factsOf({
  row,
  base_url,
  parameters,
  finish,
  request_id,
  error_code,
  status,
}: ExchangeDetail): Fact[] {
  const { max_tokens, temperature, seed, schema, dropped } = parameters;
  return [
    ['requests.server', `${row.provider} · ${base_url}`],
    ['requests.asked', row.model],
    ['requests.by', row.answered_by],
    ['requests.error', [error_code, status === null ? null : `HTTP ${status}`].filter(Boolean).join(' · ')],
    ['requests.finish', finish],
    ['requests.id', request_id],
    ['requests.tokens', row.input_tokens === null ? null : tokensOf(row)],
    ['requests.cost', row.input_tokens === null ? null : money(row.cost_usd)],
    ['requests.latency', duration(row.latency_ms)],
    ['requests.waited', row.waited_ms === 0 ? null : duration(row.waited_ms)],
    ['requests.maxTokens', max_tokens.toLocaleString()],
    ['requests.temperature', told(temperature)],
    ['requests.seed', told(seed)],
    ['requests.schema', schema],
    ['requests.dropped', dropped.join(', ')],
  ];
}

function told(value: number | null): string | null {
  return value === null ? null : String(value);
}
