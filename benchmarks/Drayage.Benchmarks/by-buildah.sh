#!/usr/bin/env bash
# What a person would write with buildah: an image for each platform from a binary, a list of both, two pushes.
# usage: by-buildah.sh STORAGE BINARIES REGISTRY/REPOSITORY:TAG REGISTRY/REPOSITORY:TAG
set -euo pipefail
storage=$1 binaries=$2
shift 2
run() { buildah --root "$storage/root" --runroot "$storage/run" "$@"; }

printf 'FROM scratch\nCOPY app /usr/bin/app\nENTRYPOINT ["/usr/bin/app"]\n' >"$storage/Dockerfile"
for arch in amd64 arm64; do
    run bud --quiet --isolation chroot --pull-never --os linux --arch "$arch" --tag "app-$arch" --file "$storage/Dockerfile" "$binaries/linux-$arch"
done
run manifest create app
for arch in amd64 arm64; do
    run manifest add app "containers-storage:localhost/app-$arch"
done
for destination; do
    run manifest push --quiet --all --tls-verify=false app "docker://$destination"
done
