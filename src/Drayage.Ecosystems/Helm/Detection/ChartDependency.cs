using Drayage.Model;

namespace Drayage.Ecosystems.Helm.Detection;

/// <summary>One entry of a chart's <c>dependencies</c>.</summary>
/// <param name="Version">The range as spelt, or null.</param>
/// <param name="Repository">A URL, <c>file://…</c>, <c>@name</c> of a configured repository, or null for a chart kept in <c>charts/</c>.</param>
/// <param name="At">Where the version stands, or the entry where it has none.</param>
internal sealed record ChartDependency(string Name, string? Version, string? Repository, SourceLocation At)
{
    /// <summary>The directory that a <c>file://</c> repository names, relative to the chart's.</summary>
    public string? LocalPath => Repository?.StartsWith("file://", StringComparison.Ordinal) == true ? Repository["file://".Length..] : null;

    /// <summary>Whether the chart is somebody else's, fetched into <c>charts/</c> by <c>helm dependency update</c>.</summary>
    public bool IsFetched => Repository is { Length: > 0 } && LocalPath is null;
}
