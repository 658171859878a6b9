/** A value with listeners, in the shape that React's useSyncExternalStore takes. Listeners hear every `set`, also of an equal value. */
export type Store<T> = Readonly<{
  get(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}>;

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
