using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Attaching;

/// <summary>The configuration of artifacts that have none (image specification 1.1, "Guidance for an Empty Descriptor").</summary>
public static class EmptyConfig
{
    public static ReadOnlyMemory<byte> Bytes { get; } = "{}"u8.ToArray();

    public static Descriptor Descriptor { get; } = new()
    {
        MediaType = MediaTypes.OciEmpty,
        Digest = Digest.OfSha256(Bytes.Span),
        Size = Bytes.Length,
        Data = Convert.ToBase64String(Bytes.Span),
    };
}
