/** The addresses inside the host that configuration files name; compose.yaml gives them out, and a test holds the two together. */

/** The host itself, seen from the front bridge. */
export const HOST_SEEN_FROM_FRONT = '172.30.0.1';
export const PROXY = '172.30.0.5';
export const DATABASE = '172.30.1.10';
/** Seen by portal and worker: they read there which media nodes there are. */
export const REDIS = '172.30.2.10';
/** On the host's loopback, for LiveKit, which is on the host's network. */
export const PORTAL_ON_LOOPBACK = '127.0.0.1:3000';
export const REDIS_ON_LOOPBACK = '127.0.0.1:6379';

export const API_PORT = 7880;
export const METRICS_PORT = 7886;
export const TURN_PORT = 3478;
/** Behind the proxy, which participants reach on 443. */
export const TURN_TLS_PORT = 5349;
