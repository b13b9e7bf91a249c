using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Components;

namespace Drayage.Pipeline.Configuration;

/// <summary>One component as <c>drayage.yaml</c> states it: what all ecosystems share, and its ecosystem's own part.</summary>
public sealed record ComponentSettings
{
    public required ComponentId Id { get; init; }

    public required string Ecosystem { get; init; }

    /// <summary>Repository-relative directory; empty for the root.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the package where the directory holds several; otherwise null.</summary>
    public string? Package { get; init; }

    /// <summary>Null for the project's shared version; otherwise where the component's own version stands.</summary>
    public VersionSource? OwnVersion { get; init; }

    /// <summary>How its own files spell the release's version; null for its ecosystem's spelling.</summary>
    public VersionTemplate? Spelling { get; init; }

    /// <summary>Further places that move with its own version.</summary>
    public ImmutableArray<VersionFile> VersionFiles { get; init; } = [];

    /// <summary>Tag template; the project's where the component states none.</summary>
    public required string Tag { get; init; }

    public Tagging Tagging { get; init; }

    /// <summary>Ids of destinations.</summary>
    public ImmutableArray<string> To { get; init; } = [];

    /// <summary>Ids of components that must be built before this one.</summary>
    public ImmutableArray<ComponentId> Needs { get; init; } = [];

    /// <summary>Globs of the files whose change makes a release of this component worthwhile; empty for all below its path.</summary>
    public ImmutableArray<string> Gate { get; init; } = [];

    /// <summary>How its binaries are archived; null for no archives.</summary>
    public ArchiveSettings? Archive { get; init; }

    /// <summary>The record of the component's ecosystem.</summary>
    public required EcosystemSettings Own { get; init; }

    public required SourceLocation At { get; init; }
}

/// <summary>The part of a component's settings that its ecosystem owns.</summary>
public abstract record EcosystemSettings
{
    /// <summary>Components that these settings refer to, such as those whose binaries an image takes up.</summary>
    public virtual ImmutableArray<ComponentId> Needs => [];
}

/// <summary>How a component's binaries become archives.</summary>
public sealed record ArchiveSettings
{
    /// <summary>Template of the name without its ending.</summary>
    public string Name { get; init; } = "{{ component }}-{{ version }}-{{ os }}-{{ arch }}";

    /// <summary>Ending for other systems than Windows: <c>tar.gz</c> or <c>zip</c>; Windows always takes zip.</summary>
    public string Format { get; init; } = "tar.gz";

    /// <summary>Further files, repository-relative or relative to the component; licence and readme are taken without being named.</summary>
    public ImmutableArray<string> Files { get; init; } = [];
}

/// <summary>Where a version stands.</summary>
public abstract record VersionSource
{
    private VersionSource()
    {
    }

    /// <summary>The project's version, which all components without another source share.</summary>
    public sealed record Shared : VersionSource;

    /// <summary>In the component's own manifest, as detection found it.</summary>
    public sealed record Manifest : VersionSource;

    /// <summary>In a file, found by a key path (<c>workspace.package.version</c>) or a regular expression with one group.</summary>
    public sealed record File(string Path, string Locator, bool IsPattern, SourceLocation At) : VersionSource;

    /// <summary>The newest tag that the tag pattern matches at the released commit.</summary>
    public sealed record GitTag : VersionSource;
}

/// <summary>A further place where a version stands.</summary>
/// <param name="Template">How it is spelt there; null for the release's own spelling.</param>
public sealed record VersionFile(VersionSource.File Place, VersionTemplate? Template);

/// <summary>A Jinja template of a version's spelling.</summary>
/// <param name="At">Where the configuration has it.</param>
public sealed record VersionTemplate(string Text, SourceLocation At);
