'use client';

import X from 'lucide-react/icons/x';
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { COMPOSER_ID } from './chat-panel.tsx';
import { useCall } from './call-context.tsx';
import type { Panel } from './use-room-view.ts';

type SidePanelProps = { panel: Panel; title: string; onClose: () => void; children: ReactNode };

/** Beside the stage on a wide screen, over it on a narrow one. Takes the focus when it opens, and gives it to its button when it closes. */
export function SidePanel({ panel, title, onClose, children }: SidePanelProps) {
  const { t } = useCall();
  const box = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  useEffect(() => takeFocus(panel, heading.current), [panel]);
  // While it is still on the page, whatever closes it: who has the focus elsewhere keeps it there.
  useLayoutEffect(() => {
    const element = box.current;
    return () => giveFocusBack(panel, element);
  }, [panel]);
  return (
    // The key is heard here because whatever is inside may have the focus.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions -- Escape closes; every control inside is a button of its own
    <aside
      ref={box}
      aria-labelledby={titleId}
      data-focus-scope=""
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className="z-10 flex min-h-0 flex-col rounded-lg border border-line bg-surface max-lg:absolute max-lg:inset-0 lg:w-88"
    >
      <div className="flex items-center justify-between gap-2 border-b border-line py-1 pr-1 pl-4">
        <h2 id={titleId} ref={heading} tabIndex={-1} data-focus-home="" className="truncate text-base outline-none">
          {title}
        </h2>
        <button
          type="button"
          aria-label={t('call.closePanel')}
          onClick={onClose}
          className="flex size-11 shrink-0 cursor-pointer items-center justify-center rounded-md hover:bg-tint"
        >
          <X size={20} aria-hidden="true" />
        </button>
      </div>
      {children}
    </aside>
  );
}

/** With a keyboard at hand the chat is opened to write; on a phone that would cover it with keys. */
function takeFocus(panel: Panel, heading: HTMLElement | null): void {
  const composer = panel === 'chat' && matchMedia('(pointer: fine)').matches ? document.getElementById(COMPOSER_ID) : null;
  (composer ?? heading)?.focus();
}

function giveFocusBack(panel: Panel, box: HTMLElement | null): void {
  if (box?.contains(document.activeElement) !== true) return;
  document.querySelector<HTMLElement>(`[data-panel-button='${panel}']`)?.focus();
}
