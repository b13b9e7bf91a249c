#!/usr/bin/env bash
# What a person would write instead of `drayage build` for the sample: the same
# toolchain commands, side by side, then archives.
set -euo pipefail
version=0.4.0
epoch=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH=$epoch CGO_ENABLED=0 GOPROXY=off DOTNET_CLI_TELEMETRY_OPTOUT=1
out=$PWD/dist
mkdir -p "$out"

rust() {
    cargo build --release --locked --offline --quiet --package tidewater-cli
    cargo package --locked --offline --quiet --allow-dirty --package tidewater
    archive tidewater amd64 target/release/tidewater
}

service() {
    local arch=$1 bin=$out/bin-$1
    mkdir -p "$bin"
    (cd go/tide-api && GOOS=linux GOARCH=$arch go build -trimpath -ldflags "-s -w -X main.version=$version" -o "$bin/tide-api" .)
    archive tide-api "$arch" "$bin/tide-api"
}

archive() {
    local name=$1-$version-linux-$2
    tar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner \
        -C "$(dirname "$3")" -cf - "$(basename "$3")" | gzip -6n >"$out/$name.tar.gz"
}

rust & jobs=($!)
service amd64 & jobs+=($!)
service arm64 & jobs+=($!)
(cd python && /usr/bin/python3 -m build --no-isolation --skip-dependency-check --outdir "$out" . >/dev/null) & jobs+=($!)
(cd npm/client && npm pack --silent --pack-destination "$out" >/dev/null) & jobs+=($!)
dotnet pack dotnet/src/Tidewater.TideTable --configuration Release --output "$out" --nologo --verbosity quiet >/dev/null & jobs+=($!)
tar --sort=name --mtime="@$epoch" --owner=0 --group=0 -C charts -czf "$out/tide-api-$version.tgz" tide-api & jobs+=($!)
for job in "${jobs[@]}"; do wait "$job"; done
