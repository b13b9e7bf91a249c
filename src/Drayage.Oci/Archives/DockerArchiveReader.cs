using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Oci.Archives;

/// <summary>Reads the documents of a docker-archive and finds the entries that hold the contents.</summary>
internal sealed class DockerArchiveReader(ArchiveMap map)
{
    private const int MaxDocument = 4 * 1024 * 1024;

    /// <summary>What holds which content.</summary>
    public Dictionary<Digest, TarMember> Members { get; } = [];

    /// <exception cref="InvalidDataException">The archive is no docker-archive; the message says why.</exception>
    public async Task<ImmutableArray<DockerArchiveImage>> ReadAsync(CancellationToken cancellationToken)
    {
        var member = map.Find("manifest.json") ?? throw new InvalidDataException(map.Find("repositories") is null
            ? "it has no manifest.json"
            : "it has no manifest.json: it was written before Docker 1.10, in a form without content digests");
        var images = ImmutableArray.CreateBuilder<DockerArchiveImage>();
        foreach (var entry in Entries(await ReadAsync(member, "manifest.json", cancellationToken)))
            images.Add(await ReadImageAsync(entry, cancellationToken));
        return images.Count > 0 ? images.ToImmutable() : throw new InvalidDataException("manifest.json lists no image");
    }

    private static ImmutableArray<DockerArchiveEntry> Entries(byte[] bytes)
    {
        try
        {
            var entries = JsonSerializer.Deserialize(bytes, DockerArchiveJson.Wire.ImmutableArrayDockerArchiveEntry);
            if (entries.IsDefault || entries.Any(entry => entry is null || entry.Config is null || entry.Layers.IsDefault || entry.Layers.Contains(null!)))
                throw new InvalidDataException("manifest.json: an image lacks its Config or its Layers");
            return entries;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException($"manifest.json: {failure.Message}", failure);
        }
    }

    private async Task<DockerArchiveImage> ReadImageAsync(DockerArchiveEntry entry, CancellationToken cancellationToken)
    {
        var member = Require(entry.Config);
        var config = Configuration(await ReadAsync(member, entry.Config, cancellationToken), entry.Config);
        Members[config.Descriptor.Digest] = member;
        var diffIds = config.Config.RootFs.DiffIds;
        if (diffIds.Length != entry.Layers.Length)
            throw new InvalidDataException($"{entry.Config} has {diffIds.Length} diff ids for {entry.Layers.Length} layers");
        var layers = ImmutableArray.CreateBuilder<Descriptor>();
        for (var i = 0; i < diffIds.Length; i++)
            layers.Add(await LayerAsync(entry.Layers[i], diffIds[i], cancellationToken));
        return new DockerArchiveImage
        {
            Names = entry.RepoTags is { IsDefault: false } names ? [.. names.Where(name => name is not null)] : [],
            Config = config.Config,
            Manifest = ManifestDocument.Of(new ImageManifest
            {
                SchemaVersion = 2,
                MediaType = MediaTypes.OciManifest,
                Config = config.Descriptor,
                Layers = layers.ToImmutable(),
            }),
        };
    }

    private static ConfigDocument Configuration(byte[] bytes, string name)
    {
        try
        {
            var document = ConfigDocument.Parse(bytes, MediaTypes.OciConfig);
            return document.Config.RootFs is { DiffIds.IsDefault: false } && document.Config is { Os: not null, Architecture: not null }
                ? document
                : throw new InvalidDataException($"{name} has no diff ids or no platform");
        }
        catch (FormatException failure)
        {
            throw new InvalidDataException($"{name}: {failure.Message}", failure);
        }
    }

    private async Task<Descriptor> LayerAsync(string name, Digest diffId, CancellationToken cancellationToken)
    {
        var member = Require(name);
        var beginning = new byte[LayerForm.Probe];
        await using var content = map.Open(member, 0);
        var read = await content.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        var mediaType = MediaTypeOf(name, beginning.AsSpan(0, read));
        var digest = mediaType == MediaTypes.OciLayerTar ? diffId : await CompressedAsync(name, member, cancellationToken);
        Members[digest] = member;
        return new Descriptor { MediaType = mediaType, Digest = digest, Size = member.Size };
    }

    private static string MediaTypeOf(string name, ReadOnlySpan<byte> beginning)
    {
        try
        {
            return LayerForm.MediaTypeOf(beginning);
        }
        catch (InvalidDataException failure)
        {
            throw new InvalidDataException($"layer {name}: {failure.Message}", failure);
        }
    }

    /// <summary>Docker with the containerd store names compressed layers by their digest, which every reading of them checks.</summary>
    private async Task<Digest> CompressedAsync(string name, TarMember member, CancellationToken cancellationToken)
    {
        var segments = name.Split('/');
        if (segments.Length == 3 && segments[0] == "blobs" && Digest.TryParse($"{segments[1]}:{segments[2]}", out var named))
            return named;
        await using var content = map.Open(member, 0);
        return await Digest.OfSha256Async(content, cancellationToken);
    }

    private TarMember Require(string name) =>
        map.Find(name) ?? throw new InvalidDataException($"manifest.json names '{name}', which the archive does not hold");

    private async Task<byte[]> ReadAsync(TarMember member, string name, CancellationToken cancellationToken)
    {
        if (member.Size > MaxDocument)
            throw new InvalidDataException($"{name} has {member.Size} bytes, {MaxDocument} are allowed");
        await using var content = map.Open(member, 0);
        var bytes = new byte[member.Size];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
