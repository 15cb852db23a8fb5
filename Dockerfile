FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-arphic-gkai00mp \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /office
COPY requirements.txt .
RUN pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: -r requirements.txt

COPY . .
RUN useradd --system --home-dir /office office && install -d -o office -g office /data
USER office
ENV OFFICE_VAR=/data PYTHONUNBUFFERED=1
VOLUME /data

EXPOSE 8000
CMD ["gunicorn", "township_office.wsgi", "--bind", "0.0.0.0:8000", "--workers", "5", "--timeout", "120", "--preload", "--no-control-socket"]
