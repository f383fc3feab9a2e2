import { useState, type ReactNode } from 'react';
import type { StepState } from '../../protocol/session.ts';
import { t } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dropdown } from '../ui/dropdown.tsx';
import { Icon } from '../ui/icon.tsx';
import { ProgressRing } from '../ui/progress-ring.tsx';
import { TextField } from '../ui/text-field.tsx';
import { StepGraphView } from './step-graph-view.tsx';
import { StepList } from './step-list.tsx';
import { useStateWord } from './state-mark.tsx';
import { usePanel, useStore } from './use-panel.ts';

/** Where am I: the steps as a drawing or as a list, to search and to filter. */
export function StepTree(): ReactNode {
  const { look, snapshot } = usePanel();
  const outline = snapshot?.outline ?? null;
  const graph = look.view === 'graph' ? (snapshot?.graph ?? null) : null;
  return (
    <section className="half left" aria-label={t('tree.steps')}>
      <TreeTools />
      {outline === null ? (
        <ProgressRing label={t('loading')} />
      ) : graph !== null ? (
        <StepGraphView graph={graph} />
      ) : (
        <StepList outline={outline} />
      )}
    </section>
  );
}

const STATES: readonly StepState[] = ['waiting', 'working', 'planned', 'accepted', 'skipped', 'failed'];

function TreeTools(): ReactNode {
  const store = useStore();
  const stateWord = useStateWord();
  const { look } = usePanel();
  const options = [
    { value: '', text: t('tree.all') },
    ...STATES.map((state) => ({ value: state, text: stateWord(state) })),
  ];
  const filter = (value: string): void => {
    const states = STATES.filter((state) => state === value);
    store.dispatch({ type: 'looked', change: { states, offset: 0, ...listFor(states.length > 0) } });
  };
  return (
    <div className="tree-tools">
      <ViewSwitch />
      <FindField key={look.session_id} />
      <Dropdown label={t('tree.states')} value={look.states[0] ?? ''} options={options} onChange={filter} />
      <Button
        look="icon"
        name="keys"
        label={t('keys.heading')}
        title={`${t('keys.heading')} ( ? )`}
        onPress={() => store.dispatch({ type: 'help', open: true })}
      >
        <Icon name="help" />
      </Button>
    </div>
  );
}

/** What is searched for is a list: a drawing shows steps where they stand. */
function listFor(searching: boolean): { view?: 'list' } {
  return searching ? { view: 'list' } : {};
}

function FindField(): ReactNode {
  const store = useStore();
  const { look } = usePanel();
  const [text, setText] = useState(look.find);
  const find = (value: string): void => {
    setText(value);
    store.dispatch({
      type: 'looked',
      change: { find: value.slice(0, 200), offset: 0, ...listFor(value !== '') },
    });
  };
  return (
    <div className="find">
      <TextField
        name="find"
        label={t('tree.find')}
        placeholder={t('tree.findHint')}
        value={text}
        most={200}
        onChange={find}
      />
    </div>
  );
}

function ViewSwitch(): ReactNode {
  const store = useStore();
  const { look } = usePanel();
  return (
    <div className="view-switch" role="group" aria-label={t('tree.view')}>
      {(['graph', 'list'] as const).map((view) => (
        <Button
          key={view}
          look="icon"
          name={`view-${view}`}
          label={t(`tree.${view}`)}
          title={t(`tree.${view}`)}
          pressed={look.view === view}
          onPress={() => store.dispatch({ type: 'looked', change: { view } })}
        >
          <Icon name={view} />
        </Button>
      ))}
    </div>
  );
}
