using Drayage.Model;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Versioning;

/// <summary>A place in a file where a version stands, or a requirement that names one.</summary>
public sealed record VersionPlace
{
    /// <summary>Where the text, the quote before it or the value that holds it begins.</summary>
    public required SourceLocation At { get; init; }

    /// <summary>What stands there now.</summary>
    public required string Text { get; init; }

    public required VersionRole Role { get; init; }

    /// <summary>What the place is about, for people: <c>tidewater</c>, or <c>tidewater of tidewater-cli</c> for a requirement.</summary>
    public required string Subject { get; init; }

    /// <summary>How the version is spelt there; null for as the release spells it.</summary>
    public NativeSpelling? Spelling { get; init; }

    /// <summary>The configuration's own spelling, which goes before <see cref="Spelling"/>.</summary>
    public VersionTemplate? Template { get; init; }

    /// <summary>True for a place that moves with the version while it states it, and means something else otherwise: a chart's <c>appVersion</c>.</summary>
    public bool Follows { get; init; }
}
