import { useRef, type ReactNode, type RefObject, type SyntheticEvent } from 'react';
import { WHOLE_TASK, type PanelLook, type PanelRequestsPage } from '../../protocol/panel.ts';
import { NEWEST_REQUESTS } from '../state/panel-state.ts';
import { shownRequests } from '../state/selectors.ts';
import { t } from '../strings.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { ProgressRing } from '../ui/progress-ring.tsx';
import { focusNamed } from './focus.ts';
import { RequestDetail } from './request-detail.tsx';
import { RequestTable, requestName } from './request-table.tsx';
import { useInspecting } from './use-inspecting.ts';
import { usePanel, useStore } from './use-panel.ts';

type Wanted = NonNullable<PanelLook['requests']>;

/** What models were asked for this step, or in this session, and what came back; asked for only while it is unfolded. */
export function Requests(): ReactNode {
  const store = useStore();
  const state = usePanel();
  const wanted = state.look.requests ?? null;
  const open = wanted !== null;
  const requests = shownRequests(state);
  const section = useRef<HTMLElement>(null);
  useInspecting(section, requests !== null);
  const look = (next: Wanted | null): void => store.dispatch({ type: 'looked', change: { requests: next } });
  const toggled = ({ currentTarget }: SyntheticEvent<HTMLDetailsElement>): void => {
    if (currentTarget.open !== open) look(currentTarget.open ? NEWEST_REQUESTS : null);
  };
  return (
    <section className="block requests" ref={section}>
      <details open={open} onToggle={toggled}>
        <summary>
          <h3>{t('requests.title')}</h3>
        </summary>
        {open && requests === null && <ProgressRing label={t('loading')} />}
        {open && requests !== null && <Listed requests={requests} wanted={wanted} look={look} />}
      </details>
    </section>
  );
}

interface ListedProps {
  readonly requests: PanelRequestsPage;
  readonly wanted: Wanted;
  readonly look: (next: Wanted) => void;
}

function Listed({ requests, wanted, look }: ListedProps): ReactNode {
  const table = useRef<HTMLDivElement>(null);
  const takesFocus = useRef(false);
  const { page, step_id } = requests;
  const open = (number: number): void => {
    takesFocus.current = number !== wanted.opened;
    look({ ...wanted, opened: number === wanted.opened ? null : number });
  };
  const close = (number: number): void => {
    look({ ...wanted, opened: null });
    focusNamed(requestName(number));
  };
  return (
    <>
      {page.rows.length === 0 ? (
        <p className="quiet">{nothingOf(requests, wanted)}</p>
      ) : (
        <RequestTable
          rows={page.rows}
          ofSession={step_id === WHOLE_TASK}
          opened={wanted.opened}
          onOpen={open}
          ref={table}
        />
      )}
      <Pages requests={requests} wanted={wanted} look={look} table={table} />
      <Opened requests={requests} number={wanted.opened} takesFocus={takesFocus} onClose={close} />
    </>
  );
}

function nothingOf({ page: { total, recording }, step_id }: PanelRequestsPage, { before }: Wanted): string {
  if (before !== null) return t('requests.noneEarlier');
  if (!recording) return t('requests.recordingOff');
  return t(total === 0 || step_id === WHOLE_TASK ? 'requests.noneOfSession' : 'requests.noneOfStep');
}

/** The page that comes takes the focus: the button that asked for it may be gone. */
function Pages({
  requests: { page },
  wanted,
  look,
  table,
}: ListedProps & { readonly table: RefObject<HTMLDivElement | null> }): ReactNode {
  if (page.earlier === null && wanted.before === null) return null;
  const turn = (before: number | null): void => {
    look({ ...wanted, before });
    table.current?.focus();
  };
  return (
    <div className="buttons">
      {page.earlier !== null && (
        <LinkButton name="requests-earlier" onPress={() => turn(page.earlier)}>
          {t('requests.earlier')}
        </LinkButton>
      )}
      {wanted.before !== null && (
        <LinkButton name="requests-newest" onPress={() => turn(null)}>
          {t('requests.newest')}
        </LinkButton>
      )}
    </div>
  );
}

interface OpenedProps {
  readonly requests: PanelRequestsPage;
  readonly number: number | null;
  /** A person opened it just now, and reads on in it. */
  readonly takesFocus: RefObject<boolean>;
  readonly onClose: (number: number) => void;
}

function Opened({ requests: { opened, cut }, number, takesFocus, onClose }: OpenedProps): ReactNode {
  const answered = usePanel().snapshot?.look.requests?.opened === number;
  if (number === null) return null;
  if (opened?.row.number === number)
    return (
      <RequestDetail
        key={number}
        exchange={opened}
        cut={cut}
        takesFocus={takesFocus}
        onClose={() => onClose(number)}
      />
    );
  if (answered) return <p className="quiet">{t('requests.gone', { number })}</p>;
  return <ProgressRing label={t('loading')} />;
}
