using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Archives;

/// <summary>
/// A docker-archive to copy one image into, as <c>docker load</c> takes it: layers unpacked. They stand in the order of
/// the image, whatever order they come in, so that an image gives the same archive always; one that comes before its
/// turn waits in a file beside the archive. The archive appears whole, when the copy sets its name.
/// </summary>
public sealed class DockerArchiveTarget : IImageTarget, IAsyncDisposable
{
    private readonly string path;
    private readonly ImmutableArray<string> names;
    private readonly ImmutableArray<Descriptor> layers;
    private readonly ImmutableArray<Digest> diffIds;
    private readonly ConfigDocument config;
    private readonly ArchiveFile archive;
    private readonly Lock gate = new();
    private readonly Dictionary<int, string> waiting = [];
    private int next;

    private DockerArchiveTarget(string path, ManifestDocument.Image image, ConfigDocument config, ImmutableArray<string> names)
    {
        this.path = path;
        this.names = names;
        this.config = config;
        // One layer may stand twice in an image, even compressed in two ways, and stands once in the archive.
        var distinct = image.Manifest.Layers.Zip(config.Config.RootFs.DiffIds).DistinctBy(layer => layer.Second).ToList();
        layers = [.. distinct.Select(layer => layer.First)];
        diffIds = [.. distinct.Select(layer => layer.Second)];
        archive = new ArchiveFile(path);
    }

    public string Origin => path;

    public bool HasName => true;

    /// <param name="path">The file; there must be none yet.</param>
    /// <param name="image">The image that will be copied: an archive holds one platform.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="names"><c>repository:tag</c>, as <c>docker load</c> will tag it.</param>
    /// <exception cref="ReleaseException">The file exists, or the image cannot stand in such an archive.</exception>
    public static DockerArchiveTarget Create(string path, ManifestDocument.Image image, ConfigDocument? config, ImmutableArray<ImageReference> names)
    {
        if (File.Exists(path) || Directory.Exists(path))
            throw Refused(path, "it exists already, and archives are written once", "remove it, or name another file");
        if (config is null)
            throw Refused(path, $"what is copied is no image for containers, but {image.Manifest.ArtifactType ?? image.Manifest.Config.MediaType}", "copy it to an OCI layout: oci:DIR:NAME");
        if (config.Config.RootFs.DiffIds.Length != image.Manifest.Layers.Length)
            throw Refused(path, $"the configuration has {config.Config.RootFs.DiffIds.Length} diff ids for {image.Manifest.Layers.Length} layers", "build the image anew");
        if (image.Manifest.Layers.Select(layer => PlainLayer.Refusal(layer.MediaType)).FirstOrDefault(refusal => refusal is not null) is { } because)
            throw Refused(path, because, "copy it to an OCI layout: oci:DIR:NAME");
        return new DockerArchiveTarget(path, image, config, [.. names.Select(Spell)]);
    }

    public Task<bool> HasBlobAsync(Descriptor descriptor, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<bool> HasManifestAsync(Digest digest, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>The format has no manifests.</summary>
    public Task PutManifestAsync(ManifestDocument document, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> PutBlobAsync(Descriptor descriptor, BlobSource source, CancellationToken cancellationToken)
    {
        await using var blob = await source(0, cancellationToken);
        var place = layers.Select(layer => layer.Digest).ToList().IndexOf(descriptor.Digest);
        if (place < 0)
            await blob.CopyToAsync(Stream.Null, cancellationToken);
        else if (IsTurnOf(place))
            await AppendAsync(output => UnpackAsync(place, blob, output, cancellationToken), cancellationToken);
        else
            await WaitAsync(place, blob, cancellationToken);
        return true;
    }

    public async Task SetNameAsync(ManifestDocument root, CancellationToken cancellationToken)
    {
        var manifest = new DockerArchiveEntry
        {
            Config = config.Descriptor.Digest.Hex + ".json",
            RepoTags = names.IsEmpty ? null : names,
            Layers = [.. config.Config.RootFs.DiffIds.Select(NameOf)],
        };
        await AppendDocumentAsync(manifest.Config, config.Bytes, cancellationToken);
        var json = JsonSerializer.SerializeToUtf8Bytes([manifest], DockerArchiveJson.Wire.ImmutableArrayDockerArchiveEntry);
        await AppendDocumentAsync("manifest.json", json, cancellationToken);
        await archive.CompleteAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await archive.DisposeAsync();
        foreach (var file in waiting.Values)
            File.Delete(file);
    }

    private static string NameOf(Digest diffId) => diffId.Hex + ".tar";

    /// <summary>Docker knows its hub's images by their short names.</summary>
    private static string Spell(ImageReference reference)
    {
        var text = (reference with { Digest = null }).WithDefaultTag().ToString();
        return text.StartsWith("docker.io/library/", StringComparison.Ordinal) ? text["docker.io/library/".Length..]
            : text.StartsWith("docker.io/", StringComparison.Ordinal) ? text["docker.io/".Length..]
            : text;
    }

    private Task AppendDocumentAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => archive.AppendAsync(
        async output =>
        {
            await output.WriteAsync(bytes, cancellationToken);
            return name;
        },
        cancellationToken);

    private async Task<string> UnpackAsync(int place, Stream blob, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            var actual = await PlainLayer.CopyAsync(blob, layers[place].MediaType, output, diffIds[place], cancellationToken);
            return actual == diffIds[place]
                ? NameOf(actual)
                : throw Refused(path, $"layer {layers[place].Digest} unpacks to {actual}, the configuration says {diffIds[place]}", "the image is damaged or was tampered with: build it anew");
        }
        catch (InvalidDataException failure)
        {
            throw Refused(path, $"layer {layers[place].Digest} cannot be unpacked: {failure.Message}", "the image is damaged: build it anew");
        }
    }

    private async Task WaitAsync(int place, Stream blob, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.partial");
        try
        {
            await using (var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 256 * 1024, FileOptions.Asynchronous))
                await UnpackAsync(place, blob, output, cancellationToken);
        }
        catch
        {
            File.Delete(file);
            throw;
        }
        if (IsTurnOf(place, file))
            await AppendWaitingAsync(cancellationToken);
    }

    /// <summary>Whether all layers before this one stand; only then may the caller append, and go on with those that wait.</summary>
    private bool IsTurnOf(int place, string? file = null)
    {
        lock (gate)
        {
            if (file is not null)
                waiting.Add(place, file);
            return place == next;
        }
    }

    private async Task AppendAsync(Func<Stream, Task<string>> write, CancellationToken cancellationToken)
    {
        await archive.AppendAsync(write, cancellationToken);
        lock (gate)
            next++;
        await AppendWaitingAsync(cancellationToken);
    }

    private async Task AppendWaitingAsync(CancellationToken cancellationToken)
    {
        string? file;
        lock (gate)
        {
            if (!waiting.Remove(next, out file))
                return;
        }
        await AppendAsync(output => MoveAsync(file, output, cancellationToken), cancellationToken);
    }

    private async Task<string> MoveAsync(string file, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = File.OpenRead(file);
            await content.CopyToAsync(output, 1024 * 1024, cancellationToken);
            return NameOf(diffIds[next]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ReleaseException Refused(string path, string because, string hint) =>
        new(ExitCode.Refused, $"docker-archive {path} cannot be written", because, hint);
}
