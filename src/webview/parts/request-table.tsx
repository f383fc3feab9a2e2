import type { ReactNode, Ref } from 'react';
import type { ExchangeRow } from '../../protocol/exchanges.ts';
import { t } from '../strings.ts';
import { duration, money, short } from '../text/quantities.ts';
import { harmless } from '../text/harmless.ts';
import { Icon } from '../ui/icon.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Text } from '../ui/text.tsx';
import { usePanel } from './use-panel.ts';

export interface RequestTableProps {
  readonly rows: readonly ExchangeRow[];
  /** Steps are told apart. */
  readonly ofSession: boolean;
  readonly opened: number | null;
  readonly onOpen: (number: number) => void;
  readonly ref: Ref<HTMLDivElement>;
}

/** What is cut off in a narrow panel is what matters least. */
const COLUMNS = ['time', 'outcome', 'purpose', 'step', 'tokens', 'cost', 'latency', 'model'] as const;

/** Requests, the newest first, with how each ended. */
export function RequestTable({ rows, ofSession, opened, onOpen, ref }: RequestTableProps): ReactNode {
  const columns = COLUMNS.filter((column) => ofSession || column !== 'step');
  return (
    <div className="table-scroller" role="region" tabIndex={0} aria-label={t('requests.list')} ref={ref}>
      <table>
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`requests.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <Row key={row.number} {...{ row, ofSession, onOpen }} open={row.number === opened} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Returns what the button that opens a request is called. */
export function requestName(number: number): string {
  return `request-${number}`;
}

interface RowProps extends Pick<RequestTableProps, 'ofSession' | 'onOpen'> {
  readonly row: ExchangeRow;
  readonly open: boolean;
}

function Row({ row, ofSession, open, onOpen }: RowProps): ReactNode {
  const { number } = row;
  return (
    <tr>
      <th scope="row">
        <LinkButton
          name={requestName(number)}
          label={t('requests.number', { number })}
          expanded={open}
          onPress={() => onOpen(number)}
        >
          {number}
        </LinkButton>
      </th>
      <td>
        <time dateTime={row.at}>{clock(row.at)}</time>
      </td>
      <td className="summary">
        <RequestOutcome row={row} />
      </td>
      <td>
        <Text>{purposeOf(row)}</Text>
      </td>
      {ofSession && <StepCell stepId={row.step_id} />}
      <td className="number">{tokensOf(row)}</td>
      <td className="number">{row.input_tokens === null ? '–' : money(row.cost_usd)}</td>
      <td className="number">{duration(row.latency_ms)}</td>
      <td>
        <Text>{row.answered_by ?? row.model}</Text>
      </td>
    </tr>
  );
}

function StepCell({ stepId }: { readonly stepId: string | null }): ReactNode {
  const { snapshot } = usePanel();
  const known = snapshot?.outline?.rows.find(({ step_id }) => step_id === stepId);
  return (
    <td className="summary">
      <Text>{known?.title ?? stepId ?? '–'}</Text>
    </td>
  );
}

function clock(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? harmless(iso) : date.toLocaleTimeString();
}

function purposeOf({ role, purpose, sample }: ExchangeRow): string {
  const what = role ?? purpose ?? '–';
  return sample === null ? what : t('requests.sample', { what, sample: sample + 1 });
}

/** Returns how many tokens went in, how many of these came from a cache, and how many came out. */
export function tokensOf({ input_tokens, cached_tokens, output_tokens }: ExchangeRow): string {
  if (input_tokens === null) return '–';
  const flow = { input: short(input_tokens), output: short(output_tokens ?? 0) };
  if (cached_tokens === null || cached_tokens === 0) return t('requests.flow', flow);
  return t('requests.flowCached', { ...flow, cached: short(cached_tokens) });
}

/** How a request ended, as mark and words. */
export function RequestOutcome({ row }: { readonly row: ExchangeRow }): ReactNode {
  const { outcome, attempt, problem } = row;
  const flags = row.red_flags ?? [];
  const good = outcome === 'answered' && flags.length === 0;
  return (
    <>
      <span className={`verdict verdict-${good ? 'passed' : 'failed'}`}>
        <Icon name={good ? 'accepted' : outcome === 'answered' ? 'flag' : 'failed'} />
        {outcome === 'answered' && flags.length > 0 ? (
          <Text>{t('requests.flagged', { rules: flags.join(', ') })}</Text>
        ) : (
          t(`requests.${outcome}`)
        )}
      </span>
      {attempt > 1 && <span className="quiet"> {t('requests.try', { attempt })}</span>}
      {problem !== null && (
        <>
          {': '}
          <Text>{problem}</Text>
        </>
      )}
    </>
  );
}
