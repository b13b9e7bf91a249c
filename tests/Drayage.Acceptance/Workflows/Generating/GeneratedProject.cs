using System.Collections.Immutable;

namespace Drayage.Acceptance.Workflows.Generating;

/// <summary>A project that workflows are generated for: files by path, <c>drayage.yaml</c> among them.</summary>
internal sealed record GeneratedProject(string Name, ImmutableSortedDictionary<string, string> Files)
{
    private const string Head = "schema: 1\nproject: bay\nrepository: bay/bay\nversion: git-tag\n";
    private const string Pinned = "workflows: { drayage-version: 1.0.0 }\n";
    private const string GoModule = "module example.org/bay\n\ngo 1.19\n";
    private const string GoMain = "package main\n\nfunc main() {}\n";
    private const string CargoToml = "[package]\nname = \"bay\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";

    public static ImmutableArray<GeneratedProject> All { get; } =
    [
        Of("go", Head + Pinned + "destinations:\n  github: { kind: github }\ncomponents:\n  bay: { ecosystem: go, platforms: [linux/amd64, darwin/arm64, windows/amd64], to: [github] }\n",
            ("go.mod", GoModule), ("main.go", GoMain), ("go.sum", "")),
        Of("cargo-shards", Head.Replace("git-tag", "manifest", StringComparison.Ordinal)
            + "workflows:\n  drayage-version: 1.0.0\n  drayage-sha256: 0f343b0931126a20f133d67c2b018a3b5f1d0d1cb2f6d8b0d1c3fa5f4b0a7e11\ndestinations:\n  github: { kind: github }\n  crates: { kind: crates }\n"
            + "components:\n  bay: { ecosystem: cargo, platforms: [linux/amd64, linux/arm64, darwin/arm64, windows/amd64], crate: true, to: [github, crates] }\n",
            ("Cargo.toml", CargoToml), ("Cargo.lock", "version = 3\n\n[[package]]\nname = \"bay\"\nversion = \"0.1.0\"\n"), ("src/main.rs", "fn main() {}\n")),
        Of("python", Head.Replace("git-tag", "pyproject.toml#project.version", StringComparison.Ordinal) + Pinned
            + "destinations:\n  pypi: { kind: python, upload: pypi }\ncomponents:\n  bay: { ecosystem: python, to: [pypi] }\n",
            ("pyproject.toml", "[project]\nname = \"bay\"\nversion = \"0.1.0\"\n\n[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n"), ("uv.lock", "version = 1\n"), ("bay/__init__.py", "")),
        Of("npm-pnpm", Head.Replace("git-tag", "package.json#version", StringComparison.Ordinal) + Pinned
            + "destinations:\n  npm: { kind: npm, registry: \"https://npm.example.org/\" }\ncomponents:\n  bay: { ecosystem: npm, to: [npm] }\n",
            ("package.json", "{ \"name\": \"bay\", \"version\": \"0.1.0\" }\n"), ("pnpm-lock.yaml", "lockfileVersion: '9.0'\n"), (".nvmrc", "24\n")),
        Of("dotnet-tool-source", Head.Replace("git-tag", "Directory.Build.props#Version", StringComparison.Ordinal)
            + "workflows: { install: tool, drayage-version: 1.0.0, environment: production, branch: trunk, timeout: 30 }\n"
            + "destinations:\n  feed: { kind: nuget, source: \"https://nuget.example.org/v3/index.json\", trusted-publisher: bay }\ncomponents:\n  bay: { ecosystem: dotnet, path: src/Bay, to: [feed] }\n",
            ("Directory.Build.props", "<Project>\n  <PropertyGroup>\n    <Version>0.1.0</Version>\n  </PropertyGroup>\n</Project>\n"),
            ("src/Bay/Bay.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup>\n    <TargetFramework>net10.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n"), ("src/Bay/Bay.cs", "class Bay;\n"), ("global.json", "{}\n")),
        Of("two-phases", Head + Pinned + "public-key: release.pub\nsigning-key: env:SEALING_KEY\n"
            + "destinations:\n  github: { kind: github }\n  ghcr: { kind: oci, registry: ghcr.io/bay, username: env:GITHUB_ACTOR, password: env:GITHUB_TOKEN, phase: 2 }\n"
            + "  hub: { kind: oci, registry: docker.io/bay, username: env:HUB_USER, password: env:HUB_TOKEN, phase: 2 }\n  next: { kind: github-dispatch }\n"
            + "components:\n  bay: { ecosystem: go, to: [github] }\n  image: { ecosystem: container, from: [bay], base: scratch, to: [ghcr, hub] }\n",
            ("go.mod", GoModule), ("main.go", GoMain), ("release.pub", "key\n")),
        Of("dispatched-workflow", Head + Pinned + "public-key: release.pub\n"
            + "destinations:\n  github: { kind: github }\n  ghcr: { kind: oci, registry: ghcr.io/bay, phase: 2 }\n"
            + "  next: { kind: github-dispatch, workflow: release-phase-2.yml, inputs: { release: tag, event: event } }\n"
            + "components:\n  bay: { ecosystem: go, to: [github] }\n  image: { ecosystem: container, from: [bay], base: scratch, to: [ghcr] }\n",
            ("go.mod", GoModule), ("main.go", GoMain), ("release.pub", "key\n")),
        Of("own-tags", Head + "tag: \"release/{{ version }}\"\n" + Pinned
            + "destinations:\n  github: { kind: github, token: env:RELEASES_TOKEN, repository: bay/releases }\n  talk: { kind: github-notice, discussion: Announcements }\n"
            + "components:\n  bay: { ecosystem: go, to: [github] }\n  tool: { ecosystem: go, path: tool, tag: \"tool/v{{ version }}\", to: [github] }\n",
            ("go.mod", GoModule), ("main.go", GoMain), ("tool/go.mod", "module example.org/bay/tool\n\ngo 1.19\n"), ("tool/main.go", GoMain)),
        Of("filters", Head + "workflows: { drayage-version: 1.0.0, runners: { linux/amd64: bay-runner } }\n"
            + "filters:\n  docs: [\"docs/**\", \"!docs/drafts/**\"]\n  code:\n    paths: \"**/*.go\"\n    needs: [bay]\n    toolchains: [go, python]\n    run: |\n      go vet ./...\n      go test ./...\n"
            + "destinations:\n  github: { kind: github }\ncomponents:\n  bay: { ecosystem: go, to: [github] }\n",
            ("go.mod", GoModule), ("main.go", GoMain)),
        Of("gitlab", Head + "workflows: { for: [github, gitlab], install: tool, drayage-version: 1.0.0, image: \"registry.example.org/bay/builder:1\" }\npublic-key: release.pub\n"
            + "destinations:\n  github: { kind: github, token: env:RELEASES_TOKEN }\n  pypi: { kind: python, upload: pypi }\n  hub: { kind: oci, registry: docker.io/bay, username: env:HUB_USER, password: env:HUB_TOKEN, phase: 2 }\n"
            + "components:\n  bay: { ecosystem: go, platforms: [linux/amd64, linux/arm64], cgo: true, to: [github] }\n  image: { ecosystem: container, from: [bay], base: scratch, platforms: [linux/amd64, linux/arm64], to: [hub] }\n",
            ("go.mod", GoModule), ("main.go", GoMain), ("release.pub", "key\n")),
    ];

    private static GeneratedProject Of(string name, string configuration, params (string Path, string Text)[] files) =>
        new(name, files.Append(("drayage.yaml", configuration)).ToImmutableSortedDictionary(file => file.Item1, file => file.Item2, StringComparer.Ordinal));
}
