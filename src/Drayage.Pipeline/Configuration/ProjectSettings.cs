using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Configuration.Automation;
using Drayage.Platform.Secrets;

namespace Drayage.Pipeline.Configuration;

/// <summary>A validated <c>drayage.yaml</c>.</summary>
public sealed record ProjectSettings
{
    public required string Project { get; init; }

    /// <summary><c>owner/name</c> on GitHub; taken from the origin remote where the file does not say.</summary>
    public string? Repository { get; init; }

    public string? Description { get; init; }

    public string? Homepage { get; init; }

    /// <summary>SPDX expression.</summary>
    public string? Licence { get; init; }

    /// <summary>The source of the shared version; null when every component has its own.</summary>
    public VersionSource? SharedVersion { get; init; }

    /// <summary>Further places that move with the shared version.</summary>
    public ImmutableArray<VersionFile> VersionFiles { get; init; } = [];

    public ChangelogSettings Changelog { get; init; } = new();

    public ImmutableArray<ComponentSettings> Components { get; init; } = [];

    public ImmutableArray<DestinationSettings> Destinations { get; init; } = [];

    /// <summary>Globs of paths that detection leaves out.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Reference to the signing key: <c>file:PATH</c> or <c>env:NAME</c>; null where only the command line names one.</summary>
    public string? SigningKey { get; init; }

    /// <summary>Connection string of the database that keeps the journals; null for a file beside the waybill.</summary>
    public SecretReference? Journal { get; init; }

    /// <summary>Repository-relative path of the public half; null where it is handed out otherwise.</summary>
    public string? PublicKey { get; init; }

    public WorkflowSettings Workflows { get; init; } = new();

    public ImmutableArray<FilterSettings> Filters { get; init; } = [];

    public required SourceLocation At { get; init; }
}
