# Debian's chrony and nothing else: there is no image of it that its makers publish.
FROM docker.io/library/debian:12.12-slim
# Its user by a number of ours, so that whoever looks at the host's processes knows it.
RUN groupadd --system --gid 10003 _chrony \
  && useradd --system --uid 10003 --gid 10003 --home-dir /var/lib/chrony --shell /usr/sbin/nologin _chrony \
  && apt-get update \
  && apt-get install --yes --no-install-recommends chrony \
  && rm -rf /var/lib/apt/lists/* /etc/chrony/* \
  && chmod 0755 /var/lib/chrony
