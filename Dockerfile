# The inbox is built with all packages; what runs has only those it needs.
FROM node:24-slim AS web
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node web/build.ts

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4321 WEBCARE_DATA=/data
COPY package.json package-lock.json ./
# Optional packages are Node itself, which this image has, and development tools.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force
COPY config ./config
COPY core ./core
COPY migrations ./migrations
COPY plugins ./plugins
# The public pages wear the same colours as the inbox.
COPY web/styles ./web/styles
COPY --from=web /app/web/dist ./web/dist
RUN printf '#!/bin/sh\nexec node /app/core/cli.ts "$@"\n' > /usr/local/bin/webcare \
  && chmod 755 /usr/local/bin/webcare \
  && install -d -o node -g node -m 700 /data
USER node
# The database file, the master key and attachments: the one thing to keep.
VOLUME /data
EXPOSE 4321
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "core/main.ts"]
