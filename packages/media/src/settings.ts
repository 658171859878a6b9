export type LivekitSettings = Readonly<{
  /** http(s):// address by which this process reaches the server's API. */
  apiUrl: string;
  /** ws(s):// address that browsers are given. */
  browserUrl: string;
  apiKey: string;
  apiSecret: string;
}>;
