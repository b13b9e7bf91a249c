using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Targets;
using Drayage.Pipeline.Configuration.Automation;
using Drayage.Pipeline.Sharding;
using Drayage.Workflows.Generating.Marking;
using Drayage.Workflows.Generating.Steps;

namespace Drayage.Workflows.Generating.GitLab;

/// <summary>Phases 1 and 2 for GitLab CI. Secrets are variables of the project, protected and bound to the environment.</summary>
internal sealed class GitLabPipeline(GenerationSource source)
{
    public const string Path = ".gitlab-ci.yml";
    private const string Released = "DRAYAGE_RELEASE";

    public GeneratedFile File() => new(Path,
    [
        new MarkedRegion("stages", source.HasPhase2 ? "stages: [build, release, publish]\n" : "stages: [build, release]\n"),
        new MarkedRegion("build", Build()),
        new MarkedRegion("release", Release()),
        .. source.HasPhase2 ? [new MarkedRegion("publish", Publish())] : Array.Empty<MarkedRegion>(),
    ]);

    private string Build()
    {
        var hosts = source.Shards.Select(shard => shard.Host).ToImmutableArray();
        if (source.Workflows.Drayage is DrayageSource.Release && hosts.FirstOrDefault(host => host != BuildShard.AnyHost) is { } other)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"no job of GitLab on {other} gets Drayage from its release",
                $"{source.Workflows.At}: the program is released for {BuildShard.AnyHost}",
                "write install: tool, or a script, under 'workflows', and an image that has what it needs");
        }

        var ecosystems = source.Plan.Builds.Select(step => step.Ecosystem).Distinct().ToArray();
        return Block.Join(
        [
            "drayage-build:",
            "  stage: build",
            $"  image: {Image(ecosystems)}",
            "  interruptible: false",
            $"  timeout: {source.Workflows.TimeLimit} minutes",
            "  variables:",
            "    GIT_DEPTH: '0'",
            hosts.Length == 1 ? $"    SHARD: {hosts[0]}" : "",
            .. CacheVariables(ecosystems).Select(variable => $"    {variable}"),
            hosts.Length == 1 ? "" : Block.Join(["  parallel:", "    matrix:", .. hosts.Select(host => $"      - SHARD: {host}\n        RUNNER: {Runner(host)}")]),
            hosts.Length == 1 ? "" : "  tags: [$RUNNER]",
            Block.Indent(Rules(), 2),
            Cache(ecosystems),
            Block.Indent(Script(source.Shards[0].Host, "drayage build --shard \"$SHARD\" ${CI_COMMIT_TAG:+--tag \"$CI_COMMIT_TAG\"}"), 2),
            "  artifacts:",
            "    when: always",
            "    expire_in: 1 week",
            "    paths: [dist/shards/, dist/logs/]",
        ]);
    }

    private string Release()
    {
        var access = Checked(phase: 1);
        var key = SealingKey.Of(source.Project);
        return Block.Join(
        [
            "drayage-release:",
            "  stage: release",
            "  needs: [drayage-build]",
            $"  image: {Image([])}",
            "  interruptible: false",
            $"  timeout: {source.Workflows.TimeLimit} minutes",
            "  resource_group: $CI_COMMIT_REF_SLUG-release",
            $"  environment: {source.Workflows.Environment}",
            "  variables:",
            "    GIT_DEPTH: '0'",
            Identities(access),
            Block.Indent(Rules(), 2),
            // Nothing but a tag sends.
            Block.Indent(Script(BuildShard.AnyHost, $$"""
                if [ -z "$CI_COMMIT_TAG" ]; then DRY_RUN=true; fi
                drayage release --merge dist/shards{{key.Option}} ${CI_COMMIT_TAG:+--tag "$CI_COMMIT_TAG"} ${DRY_RUN:+--dry-run}
                """), 2),
            "  artifacts:",
            "    when: on_failure",
            "    expire_in: 4 weeks",
            "    paths: [dist/]",
        ]);
    }

    private string Publish()
    {
        var access = Checked(phase: 2);
        return Block.Join(
        [
            "drayage-publish:",
            "  stage: publish",
            $"  image: {Image([])}",
            "  interruptible: false",
            $"  timeout: {source.Workflows.TimeLimit} minutes",
            $"  resource_group: ${Released}-publish",
            $"  environment: {source.Workflows.Environment}",
            Identities(access),
            "  rules:",
            $"    - if: ${Released} && $CI_COMMIT_REF_PROTECTED == \"true\"",
            Block.Indent(Script(BuildShard.AnyHost, PublishScript.Bash(source, Released)), 2),
            "  artifacts:",
            "    when: on_failure",
            "    expire_in: 4 weeks",
            "    paths: [.drayage/]",
        ]);
    }

    /// <summary>Tags of a release, and by hand a rehearsal without sending. A fork has no protected references of the project.</summary>
    private string Rules() => Block.Join(
    [
        "rules:",
        $"  - if: ${Released}\n    when: never",
        .. TagFilters.GitLab(source.Project).Select(pattern => $"  - if: $CI_COMMIT_TAG =~ /{pattern}/ && $CI_COMMIT_REF_PROTECTED == \"true\""),
        "  - if: $CI_PIPELINE_SOURCE == \"web\" && $CI_COMMIT_REF_PROTECTED == \"true\"",
    ]);

    private DeliveryAccess Checked(int phase)
    {
        var access = DeliveryAccess.Of(source, phase);
        return access.Logins is [var login, ..]
            ? throw new ReleaseException(ExitCode.Refused, $"a job of GitLab has no login for {login.Host}", "the destination leaves it to the container tools", "name its user and its password in the destination: username: env:NAME, password: env:NAME")
            : access;
    }

    private static string Identities(DeliveryAccess access) => access.Identities.IsEmpty ? "" : Block.Join(
    [
        "  id_tokens:",
        .. access.Identities.Select(identity => $"    {identity.Variable}:\n      aud: {identity.Audience ?? $"${identity.Variable}_AUDIENCE"}"),
    ]);

    private string Script(TargetPlatform host, string command) => Block.Join("before_script:", "  - |", Block.Indent(Install(host), 4), "script:", "  - |", Block.Indent(command, 4));

    private string Install(TargetPlatform host)
    {
        var script = DrayageInstall.Script(source, host, RunnerPlaces.GitLab);
        // What a script of the project's own puts on PATH must last; ours is kept from leaving its directory behind.
        return source.Workflows.Drayage is DrayageSource.Script
            ? $"{script}\ncd \"$CI_PROJECT_DIR\""
            : $"(\n{Block.Indent($"set -e\n{script}", 2)})\nexport PATH=\"$CI_BUILDS_DIR/drayage:$PATH\"";
    }

    /// <exception cref="ReleaseException">No image is known that has all of it.</exception>
    private string Image(IReadOnlyCollection<string> ecosystems)
    {
        if (source.Workflows.Image is { } named)
            return named;
        string[] needed = [.. ecosystems.Append(DrayageInstall.NeedsDotNet(source, BuildShard.AnyHost) ? EcosystemName.DotNet : "").Where(HasToolchain).Distinct().Order(StringComparer.Ordinal)];
        return needed switch
        {
            [] => "buildpack-deps:bookworm",
            [EcosystemName.Cargo] => "rust:1-bookworm",
            [EcosystemName.DotNet] => "mcr.microsoft.com/dotnet/sdk:10.0",
            [EcosystemName.Go] => "golang:1-bookworm",
            [EcosystemName.Npm] => "node:24-bookworm",
            [EcosystemName.Python] => "ghcr.io/astral-sh/uv:python3.13-bookworm",
            _ => throw new ReleaseException(
                ExitCode.Refused,
                "no image is known for the jobs of GitLab",
                $"{source.Workflows.At}: they need the toolchains of {string.Join(", ", needed)}, and public images have one each",
                "name one of yours that has all: workflows: { image: NAME }")
            { At = source.Workflows.At },
        };
    }

    private static bool HasToolchain(string ecosystem) =>
        ecosystem is EcosystemName.Cargo or EcosystemName.Go or EcosystemName.Npm or EcosystemName.DotNet or EcosystemName.Python;

    /// <exception cref="ReleaseException">Scripts of bash do not run there.</exception>
    private string Runner(TargetPlatform host) => source.Workflows.Runners.GetValueOrDefault(host.ToString()) ?? host.ToString() switch
    {
        "linux/amd64" => "saas-linux-medium-amd64",
        "linux/arm64" => "saas-linux-medium-arm64",
        "darwin/arm64" => "saas-macos-medium-m1",
        _ => throw new ReleaseException(
            ExitCode.Refused, $"GitLab has no runner with bash for {host}", $"{source.Workflows.At}: a component is built by machines of that platform", $"name one of your own: workflows: {{ runners: {{ {host}: TAG }} }}"),
    };

    private static IEnumerable<string> CacheVariables(IReadOnlyCollection<string> ecosystems)
    {
        if (ecosystems.Contains(EcosystemName.Cargo))
            yield return "CARGO_HOME: $CI_PROJECT_DIR/.drayage/cache/cargo";
        if (ecosystems.Contains(EcosystemName.Go))
            yield return "GOMODCACHE: $CI_PROJECT_DIR/.drayage/cache/go";
        if (ecosystems.Contains(EcosystemName.Npm))
            yield return "npm_config_cache: $CI_PROJECT_DIR/.drayage/cache/npm";
        if (ecosystems.Contains(EcosystemName.DotNet))
            yield return "NUGET_PACKAGES: $CI_PROJECT_DIR/.drayage/cache/nuget";
        if (ecosystems.Contains(EcosystemName.Python))
            yield return "UV_CACHE_DIR: $CI_PROJECT_DIR/.drayage/cache/uv";
    }

    private static string Cache(IReadOnlyCollection<string> ecosystems) => CacheVariables(ecosystems).Any()
        ? Block.Join("  cache:", "    key: drayage-$SHARD", "    paths: [.drayage/cache/]")
        : "";
}
