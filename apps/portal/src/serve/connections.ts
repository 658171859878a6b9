import type { Server, ServerResponse } from 'node:http';

/** Knows what is still being answered, so that a stop neither cuts an answer off nor waits for streams that never end. */
export function openConnections(server: Server): Readonly<{ close(graceMs: number): Promise<void> }> {
  const open = new Set<ServerResponse>();
  server.on('request', (_, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
  });
  return {
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // Subscriptions: browsers reconnect by themselves, to whoever answers then.
      for (const response of open) if (isStream(response)) response.socket?.destroy();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

const isStream = (response: ServerResponse) => String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
