export type LivekitSettings = Readonly<{
  /** http(s):// address by which this process reaches the server's API. */
  apiUrl: string;
  /** ws(s):// address that browsers are given. */
  browserUrl: string;
  apiKey: string;
  apiSecret: string;
}>;

/** How its nodes are known: by the registry that a cluster keeps in Redis, or, of a server alone, by its metrics. */
export type NodeSettings =
  Readonly<{ redisUrl: string }> | Readonly<{ metricsUrl: string; addresses: readonly string[]; region: string | null }>;
