# Interest for a team: see SECURITY.md. Build: docker build -t interest .
FROM python:3.12-slim-bookworm AS build
WORKDIR /build
RUN python -m venv /app
COPY requirements.lock ./
RUN /app/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE hatch_build.py app.py ./
COPY .streamlit .streamlit
COPY pages pages
COPY sample_data sample_data
COPY interest interest
RUN /app/bin/pip install --no-cache-dir --no-deps .

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin interest \
    && install --directory --owner interest --mode 0700 /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/data \
    INTEREST_HOME=/data/interest \
    INTEREST_CACHE=/data/cache \
    NUMBA_CACHE_DIR=/tmp/numba \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_HEADLESS=true
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=60s --timeout=30s --start-period=60s CMD ["interest", "health", "--url", "http://localhost:8501"]
# Refuses to start without a log-in: INTEREST_USER_HEADER, or secrets with [auth] in /data/.streamlit/secrets.toml.
CMD ["interest", "app"]
