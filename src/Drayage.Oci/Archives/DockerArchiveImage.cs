using System.Collections.Immutable;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Archives;

/// <summary>An image of a docker-archive.</summary>
public sealed record DockerArchiveImage
{
    /// <summary>As the archive spells them, such as <c>acme/tool:1.0</c>.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>
    /// Made by us from the configuration and the layers as they stand, since the format has no manifest: the same
    /// archive gives the same digest always.
    /// </summary>
    public required ManifestDocument.Image Manifest { get; init; }

    public required ImageConfig Config { get; init; }

    public ImagePlatform Platform => new()
    {
        Os = Config.Os,
        Architecture = Config.Architecture,
        Variant = Config.Variant,
        OsVersion = Config.OsVersion,
    };

    internal bool Has(string name) => Names.Any(other => other == name || (Full(other) is { } full && full == Full(name)));

    /// <summary>Docker leaves its hub's name out, other tools write it in full.</summary>
    private static string? Full(string name) =>
        ImageReference.TryParse(name, out var reference, out _) ? reference.WithDefaultTag().ToString() : null;
}
