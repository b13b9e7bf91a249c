using System.Collections.Immutable;

namespace Drayage.Model.Recipes;

/// <summary>Bytes that a recipe takes.</summary>
/// <param name="Digest">Of the bytes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Place">Where the release carries them; null where it does not.</param>
public sealed record RecipeContent(Digest Digest, long Size, ReleasedPlace? Place);

/// <summary>Where the release carries a file.</summary>
/// <param name="Artifact">Name of a released artifact.</param>
/// <param name="Path">Path inside that archive; null when the artifact is the file itself.</param>
public sealed record ReleasedPlace(string Artifact, string? Path);

/// <summary>A file that becomes a blob as it is.</summary>
public sealed record RecipeBlob(string MediaType, RecipeContent Content)
{
    /// <summary>Annotations of its descriptor.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
