import { useEffect, type RefObject } from 'react';

/**
 * When the element that has the focus is taken off the page (a row that is gone, a button that has done its work), browsers
 * leave the focus nowhere, and whoever uses a keyboard or a screen reader is lost. Below `root` it stays with an element that
 * is only moved to another place, or that is made anew there under the same `data-focus-key`; else it goes to what is left,
 * the first `data-focus-home` of the innermost `data-focus-scope` around where it was. Whoever puts the focus elsewhere in
 * the same moment is not overruled.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => (root.current === null ? undefined : keepFocus(root.current)), [root]);
}

function keepFocus(root: HTMLElement): () => void {
  let focused: HTMLElement | null = null;
  let scopes: readonly Element[] = [];
  const came = ({ target }: FocusEvent) => {
    focused = target instanceof HTMLElement ? target : null;
    scopes = scopesAround(focused);
  };
  // A removal is noted before this: whoever has gone away by themselves (a click beside everything) is not called back.
  const went = () => setTimeout(() => (focused = document.activeElement === focused ? focused : null));
  const lost = new MutationObserver((changes) => {
    if (focused === null || !isNowhere(document.activeElement) || !isTakenOut(focused, changes)) return;
    const next = focused.isConnected ? focused : (sameIn(root, focused) ?? homeIn(scopes));
    focused = null;
    next?.focus();
  });
  // A dialog gives the focus back by itself, but not to what has gone away meanwhile: then it is still inside, out of sight.
  const closed = ({ target }: Event) => {
    const active = document.activeElement;
    if (target instanceof Element && (isNowhere(active) || target.contains(active))) homeIn(scopesAround(target))?.focus();
  };
  root.addEventListener('focusin', came);
  root.addEventListener('focusout', went);
  root.addEventListener('close', closed, true);
  lost.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', came);
    root.removeEventListener('focusout', went);
    root.removeEventListener('close', closed, true);
    lost.disconnect();
  };
}

const isNowhere = (active: Element | null): boolean => active === null || active === document.body;

function isTakenOut(element: Element, changes: readonly MutationRecord[]): boolean {
  return !element.isConnected || changes.some(({ removedNodes }) => [...removedNodes].some((node) => node.contains(element)));
}

function sameIn(root: HTMLElement, { dataset: { focusKey } }: HTMLElement): HTMLElement | undefined {
  const keyed = [...root.querySelectorAll<HTMLElement>('[data-focus-key]')];
  return focusKey === undefined ? undefined : keyed.find((element) => element.dataset['focusKey'] === focusKey);
}

/** From the innermost outwards. */
function scopesAround(element: Element | null): readonly Element[] {
  const scope = element?.closest('[data-focus-scope]') ?? null;
  return scope === null ? [] : [scope, ...scopesAround(scope.parentElement)];
}

function homeIn(scopes: readonly Element[]): HTMLElement | undefined {
  const left = scopes.filter(({ isConnected }) => isConnected);
  const homes = (scope: Element) => [...scope.querySelectorAll<HTMLElement>('[data-focus-home]')];
  return left.flatMap((scope) => homes(scope).filter((home) => home.closest('[data-focus-scope]') === scope))[0];
}
