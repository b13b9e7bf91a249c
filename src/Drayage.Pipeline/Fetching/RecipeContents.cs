using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Recipes;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Archives;
using Drayage.Platform.Storage;

namespace Drayage.Pipeline.Fetching;

/// <summary>Brings what recipes take into the content store: released files, and files out of released archives.</summary>
/// <param name="fetcher">Fetches the artifacts.</param>
/// <param name="store">Receives the contents, each under its digest.</param>
/// <param name="directory">Where archives are extracted meanwhile.</param>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
public sealed class RecipeContents(ArtifactFetcher fetcher, ContentStore store, string directory)
{
    private readonly SemaphoreSlim extracting = new(1);

    /// <exception cref="ReleaseException">The waybill contradicts itself, or an archive does not hold what it says.</exception>
    /// <exception cref="DeliveryException">Something cannot be fetched.</exception>
    public async Task FetchAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        var missing = recipe.Contents.Where(content => !store.Contains(content.Digest)).DistinctBy(content => content.Digest);
        foreach (var holder in missing.GroupBy(content => content.Place!.Artifact, StringComparer.Ordinal))
        {
            var artifact = await fetcher.FetchAsync(holder.Key, cancellationToken);
            if (holder.FirstOrDefault(content => content.Place!.Path is null && content.Digest != artifact.Digest) is { } other)
                throw Contradiction(recipe, $"{artifact.Name} is {artifact.Digest}, and as {other.Digest} goes into it");
            await ExtractAsync(recipe, artifact, [.. holder.Where(content => content.Place!.Path is not null)], cancellationToken);
        }
    }

    private async Task ExtractAsync(Recipe recipe, Artifact artifact, ImmutableArray<RecipeContent> wanted, CancellationToken cancellationToken)
    {
        if (wanted.IsEmpty)
            return;
        // Images of several consignments may want files of one archive.
        await extracting.WaitAsync(cancellationToken);
        var place = Path.Combine(directory, Path.GetRandomFileName());
        try
        {
            await using (var archive = store.TryOpen(artifact.Digest, artifact.Size)!)
                await ArchiveExtractor.ExtractAsync(archive, FormatOf(recipe, artifact), artifact.Name.Text, place, ExtractionLimits.Default, cancellationToken);
            foreach (var content in wanted)
                await TakeAsync(recipe, artifact, content, place, cancellationToken);
        }
        finally
        {
            if (Directory.Exists(place))
                Directory.Delete(place, recursive: true);
            extracting.Release();
        }
    }

    private async Task TakeAsync(Recipe recipe, Artifact artifact, RecipeContent content, string place, CancellationToken cancellationToken)
    {
        var path = content.Place!.Path!;
        if (ArchivePath.Refusal(path) is { } reason)
            throw Contradiction(recipe, $"'{path}' is no path in an archive: {reason}");
        var file = new FileInfo(Path.Combine(place, path));
        if (!file.Exists || file.LinkTarget is not null)
            throw Contradiction(recipe, $"{artifact.Name} has no file {path}");
        var stored = await store.PutFileAsync(file.FullName, cancellationToken);
        if (stored.Digest != content.Digest)
            throw Contradiction(recipe, $"{path} in {artifact.Name} is {stored.Digest}, the recipe says {content.Digest}");
    }

    private static ArchiveFormat FormatOf(Recipe recipe, Artifact artifact) => artifact.Name.Text switch
    {
        var name when name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".whl", StringComparison.OrdinalIgnoreCase) => ArchiveFormat.Zip,
        var name when name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) => ArchiveFormat.TarGz,
        var name when name.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) => ArchiveFormat.Tar,
        _ => throw Contradiction(recipe, $"{artifact.Name} is no archive that files could be taken from"),
    };

    private static ReleaseException Contradiction(Recipe recipe, string because) => new(
        ExitCode.Refused,
        $"the recipe of {recipe.Artifact} does not fit the release",
        because,
        "nothing was sent; tell the project: its waybill and its artifacts contradict each other");
}
