import { join } from 'node:path';
import type { NextConfig } from 'next';
import { compressAssets } from './after-build/compress-assets.ts';
import { listCallCode } from './after-build/list-call-code.ts';
import { securityHeaders } from './src/serve/security-headers.ts';

/** Telemetry is switched off where `next` is run (NEXT_TELEMETRY_DISABLED), since Next.js has no setting for it. */
const nextConfig: NextConfig = {
  // A build is served from a folder of its own, which the next one leaves alone (infra/local/src/instance/build-store.ts).
  distDir: process.env['BUILD_FOLDER'] ?? '.next/work',
  poweredByHeader: false,
  // server.ts packs the answers, by brotli where it may.
  compress: false,
  reactStrictMode: true,
  // `npm run check` holds the types of the whole repository; building for `npm start` need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Our packages export TypeScript source.
  transpilePackages: ['@sabha/api', '@sabha/audit', '@sabha/db', '@sabha/domain', '@sabha/i18n', '@sabha/media'],
  // Drivers and loggers are loaded by Node: bundled twice (pages and routes) they would hold two sets of everything.
  serverExternalPackages: [
    'drizzle-orm',
    'postgres',
    'pg-boss',
    'rate-limiter-flexible',
    'pdfkit', // reads files that lie beside it
    'pino',
    'livekit-server-sdk',
    '@redis/client',
    'next-auth',
  ],
  compiler: {
    // server.ts serves the `.br` beside a file when there is one.
    runAfterProductionCompile: async ({ distDir }) => {
      await compressAssets(join(distDir, 'static'));
      await listCallCode(distDir);
    },
  },
  // A meeting with 300 invited, in any script, stays below.
  experimental: { serverActions: { bodySizeLimit: '512kb' } },
  images: { unoptimized: true, remotePatterns: [] },
  async headers() {
    return [{ source: '/:path*', headers: securityHeaders }];
  },
};

export default nextConfig;
