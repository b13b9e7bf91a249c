namespace Drayage.Acceptance.Repositories;

/// <summary>The files of <see cref="MiniRepository"/>.</summary>
internal static class MiniSources
{
    public const string Version = "1.4.0";

    public const string Configuration = """
        schema: 1
        project: tide
        repository: example/tide
        description: Tide tables for small harbours
        licence: MIT
        version: 'VERSION~([0-9.]+)'
        destinations:
          github: { kind: github, token: env:GITHUB_TOKEN }
          ghcr: { kind: oci, registry: ghcr.io/example, username: env:GITHUB_ACTOR, password: env:GITHUB_TOKEN }
        components:
          tide:
            ecosystem: go
            path: server
            platforms: [linux/amd64, linux/arm64]
            to: [github]
          tide-image:
            ecosystem: container
            platforms: [linux/amd64, linux/arm64]
            from: [tide]
            base: scratch
            image: tide
            to: [ghcr]

        """;

    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["drayage.yaml"] = Configuration,
        ["VERSION"] = Version + "\n",
        ["LICENSE"] = "MIT License\n",
        ["server/go.mod"] = "module example.com/tide/server\n\ngo 1.19\n",
        ["server/cmd/tide/main.go"] = "package main\n\nvar version = \"dev\"\n\nfunc main() { println(version) }\n",
    };
}
