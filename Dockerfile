# One image for api, indexer and ui; docker-compose.yml gives each its command.
FROM debian:12-slim

WORKDIR /opt/paraq

COPY pyproject.toml README.md LICENSE requirements.lock requirements-build.lock ./
COPY script/setup script/setup
COPY paraq paraq
COPY indexer indexer
COPY api api
COPY ui ui
RUN script/setup && rm -rf /var/lib/apt/lists/* /root/.cache /root/.npm ui/components/node_modules

ENV PATH="/opt/paraq/.venv/bin:$PATH" \
    PARAQ_HOME=/var/lib/paraq \
    PARAQ_ENVIRONMENT=production \
    PYTHONDONTWRITEBYTECODE=1

RUN useradd --system --home-dir /var/lib/paraq --create-home paraq && mkdir /transfers
USER paraq
VOLUME /var/lib/paraq
CMD ["paraq", "--help"]
