using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>One proposed component.</summary>
internal sealed record DraftComponent
{
    public required ComponentId Id { get; init; }

    public required Package Package { get; init; }

    /// <summary>The keys of its ecosystem.</summary>
    public required SettingsSection Section { get; init; }

    /// <summary>Directory, or the manifest where the directory alone does not say which package is meant; empty for the root.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the package where the directory holds several; otherwise null.</summary>
    public string? PackageName { get; init; }

    /// <summary>What stands behind <c>version:</c>; null for the project's shared version.</summary>
    public string? OwnVersion { get; init; }

    /// <summary>Tag template, where the default of an own version does not do; otherwise null.</summary>
    public string? Tag { get; init; }

    public required ImmutableArray<string> To { get; init; }

    public bool HasProgram => DraftSelection.HasProgram(Package);

    public bool Takes(string key) => Section.Settings.Any(setting => setting.Key == key);
}
