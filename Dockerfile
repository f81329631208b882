# One image for every role: `bypuls start --roles …`. No package of the system is added to Node's own image.
FROM node:22.21-bookworm-slim AS build
WORKDIR /app
COPY . .
# What the lockfile names, built; then only what running needs: no sources, no types, no development packages.
RUN --mount=type=cache,target=/root/.npm \
    node scripts/build.mjs \
 && npm prune --omit=dev --ignore-scripts \
 && rm -rf packages/*/src packages/*/bench packages/dashboard/public scripts node_modules/.bypuls-installed \
 && find packages -name '*.tsbuildinfo' -delete \
 && find packages -path '*/dist/*' \( -name '*.d.ts' -o -name '*.map' -o -name '*.test.js' \) -delete

FROM node:22.21-bookworm-slim
# A new volume takes owner and mode of the folder that it is mounted on: so no container needs root to make one.
RUN groupadd --gid 10001 bypuls \
 && useradd --uid 10001 --gid bypuls --no-create-home --home-dir /data bypuls \
 && install --directory --owner=bypuls --group=bypuls --mode=0700 /data \
 && install --directory --owner=bypuls --group=bypuls --mode=2770 /broker \
 && install --directory --owner=bypuls --group=bypuls --mode=0750 \
      /secrets/bypuls /secrets/influxdb /secrets/postgres /volumes/vmstorage-1 /volumes/vmstorage-2 \
 && ln -s /app/packages/platform/bin/bypuls.js /usr/local/bin/bypuls
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/packages ./packages
COPY docker ./docker

ENV NODE_ENV=production \
    BYPULS_DATA=/data \
    BYPULS_HTTP_HOST=0.0.0.0
USER 10001:10001
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "docker/healthy.mjs"]
ENTRYPOINT ["bypuls"]
CMD ["start"]
