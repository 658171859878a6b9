'use client';

import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react';

type DialogProps = { open: boolean; onClose: () => void; title: string; children: ReactNode; actions: ReactNode };

/**
 * The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back, also when it is taken
 * off the page while it is open.
 */
export function Dialog({ open, onClose, title, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  // Before it leaves the page: one that is merely removed gives nothing back.
  useLayoutEffect(() => {
    const element = dialog.current;
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface p-6 text-text shadow-card backdrop:bg-black/60"
    >
      <h2 id={titleId} className="text-xl">
        {title}
      </h2>
      <div className="mt-3 space-y-3">{children}</div>
      <div className="mt-6 flex flex-wrap justify-end gap-3">{actions}</div>
    </dialog>
  );
}
