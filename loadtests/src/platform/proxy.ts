/** One door for several portals and media servers: nginx, as in infra/compose, without the TLS that loopback does not need. */

export type Behind = Readonly<{
  port: number;
  /** Where portals ask the media servers, any of which answers for all: one that has ended must not silence them. */
  mediaApiPort: number;
  folder: string;
  portals: readonly number[];
  mediaServers: readonly number[];
}>;

export function proxyConfig({ port, mediaApiPort, folder, portals, mediaServers }: Behind): string {
  const servers = (ports: readonly number[]) =>
    ports.map((one) => `server 127.0.0.1:${one} max_fails=1 fail_timeout=2s;`).join(' ');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
worker_processes 1;
worker_rlimit_nofile 16384;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx-error.log warn;
events { worker_connections 8192; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  tcp_nodelay on;
  upstream portal { least_conn; ${servers(portals)} keepalive 64; }
  upstream livekit { ${servers(mediaServers)} }
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  server {
    listen 127.0.0.1:${port};
    client_max_body_size 1m;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header Connection $connection_upgrade;
    proxy_set_header Upgrade $http_upgrade;
    proxy_buffering off;
    proxy_read_timeout 1h;
    location /rtc { proxy_pass http://livekit; proxy_next_upstream error timeout; }
    location / { proxy_pass http://portal; }
  }
  server {
    listen 127.0.0.1:${mediaApiPort};
    proxy_http_version 1.1;
    proxy_connect_timeout 1s;
    location / { proxy_pass http://livekit; proxy_next_upstream error timeout http_503 non_idempotent; }
  }
}
`;
}
