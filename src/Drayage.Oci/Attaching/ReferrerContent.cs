using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Attaching;

/// <summary>One document of a referrer.</summary>
/// <param name="Descriptor">What the bytes are; its annotations name the document.</param>
/// <param name="Open">Opens the bytes at an offset.</param>
public sealed record ReferrerContent(Descriptor Descriptor, BlobSource Open)
{
    /// <summary>The name of the file that the document was, and becomes when it is fetched.</summary>
    public const string TitleAnnotation = "org.opencontainers.image.title";

    public string? Title => Descriptor.Annotations?.GetValueOrDefault(TitleAnnotation);

    public static ReferrerContent Of(ReadOnlyMemory<byte> bytes, string mediaType, string title) => new(
        Describe(Digest.OfSha256(bytes.Span), bytes.Length, mediaType, title),
        (offset, _) => Task.FromResult<Stream>(new MemoryStream(bytes[(int)offset..].ToArray(), writable: false)));

    /// <summary>A file, which must not change until it has been sent.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="mediaType">What the bytes are.</param>
    /// <param name="cancellationToken">Ends the hashing.</param>
    public static async Task<ReferrerContent> OfFileAsync(string path, string mediaType, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var digest = await Digest.OfSha256Async(file, cancellationToken);
        return new ReferrerContent(Describe(digest, file.Length, mediaType, Path.GetFileName(path)), (offset, _) =>
        {
            var content = File.OpenRead(path);
            content.Position = offset;
            return Task.FromResult<Stream>(content);
        });
    }

    private static Descriptor Describe(Digest digest, long size, string mediaType, string title) => new()
    {
        MediaType = mediaType,
        Digest = digest,
        Size = size,
        Annotations = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(TitleAnnotation, title),
    };
}
