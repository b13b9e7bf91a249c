using System.Collections.Immutable;

namespace Drayage.Registries.Oci;

/// <summary>A page of a referrers list: bounded in entries, and in bytes, as it is read like a manifest and those have limits.</summary>
/// <param name="entries">Most entries.</param>
internal sealed class ReferrerPage(int entries)
{
    private const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Digest, size and punctuation of a descriptor, roughly.</summary>
    private const int Frame = 256;

    private readonly ImmutableArray<OciDescriptor>.Builder page = ImmutableArray.CreateBuilder<OciDescriptor>();
    private long bytes;

    public ImmutableArray<OciDescriptor> Entries => page.ToImmutable();

    /// <summary>Digest of the last entry.</summary>
    public string Last => page[^1].Digest;

    /// <returns>False when the page is full; a first entry always has room.</returns>
    public bool TryAdd(OciDescriptor referrer)
    {
        var size = Frame + referrer.MediaType.Length + (referrer.ArtifactType?.Length ?? 0)
            + (referrer.Annotations?.Sum(pair => pair.Key.Length + pair.Value.Length) ?? 0);
        if (page.Count > 0 && (page.Count == entries || bytes + size > MaxBytes))
            return false;
        page.Add(referrer);
        bytes += size;
        return true;
    }
}
