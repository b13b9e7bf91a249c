using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Targets;

namespace Drayage.Pipeline.Configuration.Automation;

/// <summary>How the project's CI workflows are generated.</summary>
public sealed record WorkflowSettings
{
    /// <summary>The CI systems that files are made for: <see cref="GitHub"/>, <see cref="GitLab"/>.</summary>
    public ImmutableArray<string> For { get; init; } = [GitHub];

    /// <summary>The branch that pull requests go to, and whose commits are checked.</summary>
    public string Branch { get; init; } = "main";

    /// <summary>The protected environment of the jobs that publish.</summary>
    public string Environment { get; init; } = "release";

    /// <summary>How Drayage comes onto a runner.</summary>
    public DrayageSource Drayage { get; init; } = new DrayageSource.Release(null, null);

    /// <summary>Label of the runner by platform, where it is not the usual one.</summary>
    public ImmutableSortedDictionary<string, string> Runners { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Minutes after which a job is ended.</summary>
    public int TimeLimit { get; init; } = 60;

    /// <summary>The container image of GitLab's jobs; null for one with the toolchains of the project.</summary>
    public string? Image { get; init; }

    public SourceLocation At { get; init; } = new("", 0, 0);

    public const string GitHub = "github";
    public const string GitLab = "gitlab";

    /// <summary>Label of the runner that builds for machines of a platform.</summary>
    /// <exception cref="ReleaseException">None is known.</exception>
    public string RunnerOf(TargetPlatform host) => Runners.GetValueOrDefault(host.ToString()) ?? host.ToString() switch
    {
        "linux/amd64" => "ubuntu-24.04",
        "linux/arm64" => "ubuntu-24.04-arm",
        "darwin/arm64" => "macos-15",
        "darwin/amd64" => "macos-15-intel",
        "windows/amd64" => "windows-2025",
        "windows/arm64" => "windows-11-arm",
        _ => throw new ReleaseException(
            ExitCode.Usage,
            $"no runner is known for {host}",
            $"{At}: a component is built for it by machines of that platform",
            $"name one: workflows: {{ runners: {{ {host}: LABEL }} }}")
        { At = At },
    };
}

/// <summary>How Drayage comes onto a runner.</summary>
public abstract record DrayageSource
{
    private DrayageSource()
    {
    }

    /// <summary>The program of a release of Drayage, checked before it is used.</summary>
    /// <param name="Version">Null for the version that generates.</param>
    /// <param name="Digest">SHA-256 of the archive for linux/amd64; null to rely on the checksum file of the release.</param>
    public sealed record Release(string? Version, Digest? Digest) : DrayageSource;

    /// <summary>The .NET tool, from the feeds that NuGet is configured for.</summary>
    /// <inheritdoc cref="Release" path="/param"/>
    public sealed record Tool(string? Version) : DrayageSource;

    /// <summary>A script of bash after which <c>drayage</c> is on PATH.</summary>
    /// <param name="NeedsDotNet">Whether it needs the .NET SDK.</param>
    public sealed record Script(string Text, bool NeedsDotNet) : DrayageSource;
}
