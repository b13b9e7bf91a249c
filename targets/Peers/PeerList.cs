using System.Collections.Immutable;

namespace Drayage.Targets.Peers;

/// <summary>What the tests, the rehearsal and the benchmarks meet.</summary>
internal static class PeerList
{
    public static ImmutableArray<Peer> All { get; } =
    [
        // Toolchains of the sample.
        new Peer.Program("cargo", "cargo-web"),
        new Peer.Program("cc", "gcc"),
        new Peer.Present("/usr/include/stdio.h", "libc6-dev"),
        new Peer.Program("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu"),
        new Peer.Present("/usr/aarch64-linux-gnu/include/stdio.h", "libc6-dev-arm64-cross"),
        new Peer.Program("go", "golang-go"),
        new Peer.Program("node", "nodejs"),
        new Peer.Program("npm"),
        new Peer.Program("/usr/bin/python3", "python3"),
        new Peer.Module("build", "python3-build"),
        new Peer.Module("ensurepip", "python3-venv"),
        new Peer.Module("hatchling", "python3-hatchling"),
        new Peer.Module("jinja2", "python3-jinja2"),
        new Peer.Module("jsonschema", "python3-jsonschema"),
        new Peer.Module("packaging", "python3-packaging"),
        new Peer.Module("pip", "python3-pip"),
        new Peer.Module("poetry.core", "python3-poetry-core"),
        new Peer.Module("setuptools", "python3-setuptools"),
        new Peer.Module("setuptools_scm", "python3-setuptools-scm"),
        new Peer.Module("wheel", "python3-wheel"),
        new Peer.Module("yaml", "python3-yaml"),

        // Images and registries.
        new Peer.Program("buildah"),
        new Peer.Program("docker-registry"),
        new Peer.Program("podman"),
        new Peer.Program("runc"),
        new Peer.Program("skopeo"),
        new Peer.Program("umoci"),

        // Clients of other destinations, checks and comparisons.
        new Peer.Program("gh"),
        new Peer.Program("git"),
        new Peer.Program("hyperfine"),
        new Peer.Program("openssl"),
        new Peer.Program("pigz"),
        new Peer.Program("pg_ctlcluster", "postgresql"),
        new Peer.Program("twine"),
        new Peer.Program("unzip"),
        new Peer.Program("wrk"),
    ];
}
