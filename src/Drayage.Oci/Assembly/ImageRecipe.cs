using System.Collections.Immutable;
using Drayage.Model.Planning;

namespace Drayage.Oci.Assembly;

/// <summary>Everything that an image is made of. Two equal recipes give the same digests on every machine.</summary>
public sealed record ImageRecipe
{
    /// <summary>Time of the image and its history; normally the commit's (SOURCE_DATE_EPOCH).</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Time of all files; null for that of the image.</summary>
    public DateTimeOffset? FileTime { get; init; }

    public ImageFormat Format { get; init; }

    public LayerCompression Compression { get; init; }

    public required ImmutableArray<PlatformRecipe> Platforms { get; init; }

    /// <summary>
    /// Annotations of every manifest and of the index, such as <see cref="ImageAnnotations.Source"/>.
    /// <see cref="ImageAnnotations.Created"/> is added. Docker's format has none.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Whether an image for a single platform gets an index too.</summary>
    public bool AlwaysIndex { get; init; }
}
