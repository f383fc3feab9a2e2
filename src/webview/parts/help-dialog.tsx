import { useEffect, useRef, type ReactNode } from 'react';
import { t, type StringId } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { usePanel, useStore } from './use-panel.ts';

const KEYS: readonly (readonly [readonly string[], StringId])[] = [
  [['↑', '↓'], 'keys.steps'],
  [['←', '→'], 'keys.fold'],
  [['Home', 'End'], 'keys.ends'],
  [['w'], 'keys.next'],
  [['d'], 'keys.diff'],
  [['a'], 'keys.approve'],
  [['r'], 'keys.reject'],
  [['m'], 'keys.more'],
  [['/'], 'keys.find'],
  [['v'], 'keys.view'],
  [['?'], 'keys.help'],
];

/** All keys. A native dialog: it keeps the focus in, and gives it back. */
export function HelpDialog(): ReactNode {
  const store = useStore();
  const { help } = usePanel();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (help) dialog.current?.showModal();
    else dialog.current?.close();
  }, [help]);
  const close = (): void => store.dispatch({ type: 'help', open: false });
  return (
    <dialog ref={dialog} aria-labelledby="keys-heading" onClose={close}>
      {help && (
        <>
          <h2 id="keys-heading">{t('keys.heading')}</h2>
          <dl>
            {KEYS.map(([keys, meaning]) => (
              <div key={meaning}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(meaning)}</dd>
              </div>
            ))}
          </dl>
          <Button onPress={close}>{t('close')}</Button>
        </>
      )}
    </dialog>
  );
}
