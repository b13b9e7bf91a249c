using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Model.Targets;
using Drayage.Pipeline.Detection;

namespace Drayage.Workflows.Generating.Steps;

/// <summary>The steps that bring toolchains onto GitHub's runners, each with the cache of its language.</summary>
internal sealed class Toolchains(GenerationSource source)
{
    private const string DotNetVersion = "10.0.x";
    private const string NodeVersion = "24";

    private static readonly ImmutableArray<(string File, string Client)> NodeLocks =
        [("package-lock.json", "npm"), ("npm-shrinkwrap.json", "npm"), ("pnpm-lock.yaml", "pnpm"), ("yarn.lock", "yarn")];

    /// <param name="ecosystems">Those whose toolchains are needed.</param>
    /// <param name="host">Platform of the machine.</param>
    /// <returns>Steps, unindented.</returns>
    public IEnumerable<string> Steps(IEnumerable<string> ecosystems, TargetPlatform host)
    {
        return For(DrayageInstall.NeedsDotNet(source, host) ? ecosystems.Append(EcosystemName.DotNet) : ecosystems);
    }

    /// <summary>Without what Drayage itself needs.</summary>
    public IEnumerable<string> For(IEnumerable<string> ecosystems)
    {
        var needed = ecosystems.ToHashSet(StringComparer.Ordinal);
        if (needed.Contains(EcosystemName.Cargo))
            yield return Cargo();
        if (needed.Contains(EcosystemName.Go))
            yield return Go();
        if (needed.Contains(EcosystemName.Npm))
            yield return Node();
        if (needed.Contains(EcosystemName.DotNet))
            yield return DotNet();
        if (needed.Contains(EcosystemName.Python))
            yield return Python();
    }

    /// <summary>Variables of the steps that build, by which the caches are used.</summary>
    public static IEnumerable<string> Variables(IEnumerable<string> ecosystems) =>
        ecosystems.Contains(EcosystemName.Cargo) ? ["RUSTC_WRAPPER: sccache", "SCCACHE_GHA_ENABLED: 'true'"] : [];

    // The runners have rustup, which takes what rust-toolchain.toml says.
    private static string Cargo() => $$$"""
        - name: Keep compiled crates
          uses: {{{PinnedActions.Sccache}}}
        - name: Keep downloaded crates
          uses: {{{PinnedActions.Cache}}}
          with:
            path: |
              ~/.cargo/registry/index
              ~/.cargo/registry/cache
            key: cargo-${{ runner.os }}-${{ runner.arch }}-${{ hashFiles('**/Cargo.lock') }}
            restore-keys: cargo-${{ runner.os }}-${{ runner.arch }}-
        """;

    private string Go()
    {
        var modules = Tracked("go.mod");
        var sums = Tracked("go.sum");
        return Setup("Set up Go", PinnedActions.SetupGo,
        [
            modules is [var first, ..] ? $"go-version-file: {first}" : "go-version: stable",
            .. sums is [] ? ["cache: false"] : Paths("cache-dependency-path", sums),
        ]);
    }

    private string Node()
    {
        var locks = NodeLocks.Select(one => (one.Client, Files: Tracked(one.File))).FirstOrDefault(one => !one.Files.IsEmpty);
        var version = new[] { ".nvmrc", ".node-version" }.FirstOrDefault(source.Tree.Contains);
        var setup = Setup("Set up Node.js", PinnedActions.SetupNode,
        [
            version is null ? $"node-version: '{NodeVersion}'" : $"node-version-file: {version}",
            // Without a lock file there is nothing that a cache could be named by.
            .. locks.Client is null ? ["package-manager-cache: false"] : new[] { $"cache: {locks.Client}" }.Concat(Paths("cache-dependency-path", locks.Files)),
        ]);
        return locks.Client is null or "npm" ? setup : $"- name: Set up {locks.Client}\n  run: corepack enable\n{setup}";
    }

    private string DotNet()
    {
        var locks = Tracked("packages.lock.json");
        return Setup("Set up .NET", PinnedActions.SetupDotNet,
        [
            source.Tree.Contains("global.json") ? "global-json-file: global.json" : $"dotnet-version: {DotNetVersion}",
            .. locks is [] ? [] : new[] { "cache: true" }.Concat(["cache-dependency-path: '**/packages.lock.json'"]),
        ]);
    }

    private string Python()
    {
        string[] names = ["uv.lock", "pyproject.toml", "requirements.txt"];
        var named = names.Where(name => !source.Tree.Named(name).IsEmpty).Select(name => $"**/{name}").ToArray();
        return Setup("Set up uv", PinnedActions.SetupUv, ["enable-cache: true", .. named.Length == 0 ? [] : new[] { $"cache-dependency-glob: |\n{Block.Indent(string.Join('\n', named), 2)}" }]);
    }

    /// <summary>Files of the name that are the project's own, nearest to the root first.</summary>
    private ImmutableArray<string> Tracked(string name)
    {
        var excluded = new PathGlob(source.Project.Exclude);
        return [.. source.Tree.Named(name).Where(path => !excluded.IsMatch(path)).OrderBy(path => path.Count(letter => letter == '/')).ThenBy(path => path, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Paths(string key, ImmutableArray<string> paths) =>
        [paths is [var only] ? $"{key}: {only}" : $"{key}: |\n{Block.Indent(string.Join('\n', paths), 2)}"];

    private static string Setup(string name, string action, IEnumerable<string> with) =>
        Block.Join($"- name: {name}", $"  uses: {action}", Block.Indent(Block.Under("with", with), 2));
}
