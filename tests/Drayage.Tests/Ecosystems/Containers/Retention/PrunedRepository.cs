using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Drayage.Model;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Tests.Ecosystems.Containers.Retention;

/// <summary>A repository in a registry, with images, indexes and what is attached to them, a few bytes each.</summary>
internal sealed class PrunedRepository(RepositoryClient repository)
{
    private const string LayerType = "application/vnd.oci.image.layer.v1.tar";

    public RepositoryClient Client => repository;

    /// <param name="days">How long ago it was made.</param>
    public async Task<Descriptor> ImageAsync(string content, int days, CancellationToken cancellationToken)
    {
        var created = Now.AddDays(-days).ToString("O", CultureInfo.InvariantCulture);
        var config = await BlobAsync($$$$"""{"created":"{{{{created}}}}","architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]},"config":{"Labels":{"c":"{{{{content}}}}"}}}""", MediaTypes.OciConfig, cancellationToken);
        var layer = await BlobAsync(content, LayerType, cancellationToken);
        return await PutAsync(ManifestDocument.Of(new ImageManifest { SchemaVersion = 2, MediaType = MediaTypes.OciManifest, Config = config, Layers = [layer] }), cancellationToken);
    }

    public Task<Descriptor> IndexAsync(ImmutableArray<Descriptor> children, CancellationToken cancellationToken) =>
        PutAsync(ManifestDocument.Of(new ImageIndex { SchemaVersion = 2, MediaType = MediaTypes.OciIndex, Manifests = children }), cancellationToken);

    public async Task<Descriptor> AttachAsync(Descriptor subject, string content, CancellationToken cancellationToken)
    {
        var empty = await BlobAsync("{}", MediaTypes.OciEmpty, cancellationToken);
        var layer = await BlobAsync(content, "text/plain", cancellationToken);
        return await PutAsync(
            ManifestDocument.Of(new ImageManifest { SchemaVersion = 2, MediaType = MediaTypes.OciManifest, ArtifactType = "text/plain", Config = empty, Layers = [layer], Subject = subject.Plain() }),
            cancellationToken);
    }

    public async Task TagAsync(Descriptor target, string tag, CancellationToken cancellationToken) =>
        await repository.TagAsync(await repository.ReadManifestAsync(target, cancellationToken), TagName.Parse(tag), cancellationToken);

    public async Task<ImmutableArray<string>> TagsAsync(CancellationToken cancellationToken)
    {
        var tags = ImmutableArray.CreateBuilder<string>();
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            tags.Add(tag);
        return tags.ToImmutable();
    }

    /// <summary>Fetches all that a tag leads to, and what is attached to it.</summary>
    /// <returns>The manifests that were there.</returns>
    public async Task<ImmutableArray<Digest>> PullAsync(string tag, CancellationToken cancellationToken)
    {
        var root = await repository.ResolveAsync(tag, cancellationToken) ?? throw new InvalidOperationException($"{tag} is not there");
        var graph = await ImageGraph.ReadAsync(repository, root, cancellationToken);
        foreach (var blob in graph.Blobs)
        {
            await using var stream = await repository.OpenBlobAsync(blob, 0, cancellationToken);
            await stream.CopyToAsync(Stream.Null, cancellationToken);
        }

        var attached = ImmutableArray.CreateBuilder<Digest>();
        foreach (var manifest in graph.ChildrenFirst)
        {
            foreach (var referrer in await repository.ListReferrersAsync(manifest.Digest, artifactType: null, cancellationToken))
                attached.Add((await repository.ReadManifestAsync(referrer, cancellationToken)).Digest);
        }

        return [.. graph.ChildrenFirst.Select(manifest => manifest.Digest).Concat(attached).OrderBy(digest => digest.ToString(), StringComparer.Ordinal)];
    }

    public static DateTimeOffset Now { get; } = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private async Task<Descriptor> PutAsync(ManifestDocument document, CancellationToken cancellationToken)
    {
        await repository.PutManifestAsync(document, cancellationToken);
        return document.Descriptor;
    }

    private async Task<Descriptor> BlobAsync(string content, string mediaType, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var descriptor = new Descriptor { MediaType = mediaType, Digest = Digest.OfSha256(bytes), Size = bytes.Length };
        await repository.UploadBlobAsync(descriptor, (offset, _) => Task.FromResult<Stream>(new MemoryStream(bytes[(int)offset..])), mountFrom: null, cancellationToken);
        return descriptor;
    }
}
