using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Attaching;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Platform.Archives;
using Drayage.Platform.Storage;

namespace Drayage.Cli.Images;

/// <summary>Writes the documents of artifacts into files. Nothing that is there is replaced.</summary>
/// <param name="directory">Full path.</param>
internal sealed class ArtifactPull(string directory)
{
    /// <exception cref="ReleaseException">A name leads elsewhere, or a file of that name holds something else.</exception>
    public async Task<ImmutableArray<PulledFile>> RunAsync(
        IImageSource source, ImmutableArray<ManifestDocument> artifacts, CancellationToken cancellationToken)
    {
        var documents = artifacts.SelectMany(DocumentsOf).DistinctBy(layer => (Name(layer), layer.Digest)).ToImmutableArray();
        // All names are looked at before anything is written.
        var places = documents.Select(Place).ToImmutableArray();
        var pulled = ImmutableArray.CreateBuilder<PulledFile>();
        foreach (var (layer, path) in documents.Zip(places))
            pulled.Add(new PulledFile(path, layer.Digest, layer.Size, layer.MediaType, IsNew: await WriteAsync(source, layer, path, cancellationToken)));
        return pulled.ToImmutable();
    }

    /// <summary>The documents of an artifact: what an image for containers has are layers, and no files.</summary>
    public static IEnumerable<Descriptor> DocumentsOf(ManifestDocument artifact) => artifact is ManifestDocument.Image image ? image.Manifest.Layers : [];

    private string Place(Descriptor layer)
    {
        var name = Name(layer);
        var refusal = ArchivePath.Refusal(name)
            ?? (name.Any(char.IsControl) ? "it has control characters" : null);
        return refusal is null ? Path.Combine(directory, name) : throw new ReleaseException(
            ExitCode.Refused, $"document {layer.Digest} cannot be written", $"its name is '{Printable(name)}': {refusal}", "write it to standard output: --output -");
    }

    private static string Name(Descriptor layer) => layer.Annotations?.GetValueOrDefault(ReferrerContent.TitleAnnotation)
        ?? $"{layer.Digest.Algorithm}-{layer.Digest.Short}{(layer.MediaType.EndsWith("json", StringComparison.Ordinal) ? ".json" : ".bin")}";

    private static string Printable(string name) => new([.. name.Select(character => char.IsControl(character) ? '?' : character)]);

    private async Task<bool> WriteAsync(IImageSource source, Descriptor layer, string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && await IsSameAsync(layer, path, cancellationToken))
            return false;
        if (Path.Exists(path))
        {
            throw new ReleaseException(
                ExitCode.Refused, $"{path} was not written", $"a file of that name holds something else than {layer.Digest}", "name another directory: --output DIR");
        }
        RefuseLinks(path);
        await AtomicFile.WriteAsync(
            path,
            async (file, token) =>
            {
                await using var content = await source.OpenBlobAsync(layer, 0, token);
                await content.CopyToAsync(file, token);
            },
            new AtomicFileOptions { Replace = false, ExpectedSize = layer.Size },
            cancellationToken);
        return true;
    }

    /// <summary>A name with folders must not lead out of the directory through a link that stands in it.</summary>
    private void RefuseLinks(string path)
    {
        for (var above = Path.GetDirectoryName(path)!; above.Length > directory.Length; above = Path.GetDirectoryName(above)!)
        {
            if (new DirectoryInfo(above).LinkTarget is { } target)
                throw new ReleaseException(ExitCode.Refused, $"{path} was not written", $"{above} is a link to {target}", "name another directory: --output DIR");
        }
    }

    private static async Task<bool> IsSameAsync(Descriptor layer, string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        if (file.Length != layer.Size)
            return false;
        using var hash = layer.Digest.NewHash();
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
            hash.AppendData(buffer.AsSpan(0, read));
        return Digest.FromHash(layer.Digest.Algorithm, hash.GetHashAndReset()) == layer.Digest;
    }
}

/// <summary>A document in a file.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsNew">False when the file was there with the same content.</param>
internal sealed record PulledFile(string Path, Digest Digest, long Size, string MediaType, bool IsNew);
