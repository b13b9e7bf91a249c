using System.Net.Http.Headers;

namespace Drayage.Oci.Distribution;

/// <summary>The state that a write builds on (RFC 9110, 13.1): registries that know conditions refuse the write when it is gone.</summary>
/// <param name="Tag">What was read; null where the registry tells no entity tags, so that nothing can be asked of it.</param>
internal sealed record Precondition(EntityTagHeaderValue? Tag)
{
    /// <summary>Nothing stood there.</summary>
    public static Precondition Absent { get; } = new(EntityTagHeaderValue.Any);

    public void Apply(HttpRequestHeaders headers)
    {
        if (this == Absent)
            headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        else if (Tag is { IsWeak: false })
            headers.IfMatch.Add(Tag);
    }
}
