using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Archives;
using Drayage.Oci.Distribution;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;

namespace Drayage.Cli.Images;

/// <summary>Lists what a repository, a layout or an archive holds under names.</summary>
internal static class ImageListing
{
    private const int Parallelism = 8;
    private const string RefNameAnnotation = "org.opencontainers.image.ref.name";

    /// <param name="namesAlone">Whether a registry is asked for its tags and nothing else.</param>
    public static async Task<ImmutableArray<ListedImage>> OfRepositoryAsync(RepositoryClient repository, bool namesAlone, CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            tags.Add(tag);
        var found = new ConcurrentBag<ListedImage>();
        await Parallel.ForEachAsync(tags, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (tag, token) =>
        {
            // A tag may be removed between the list and the question.
            var document = namesAlone ? null : await repository.FindManifestAsync(tag, token);
            found.Add(document is null ? new ListedImage(tag, null, [], null) : await ListedImage.OfAsync(tag, repository, document, token));
        });
        return [.. found.OrderBy(image => image.Name, TagOrder.Instance)];
    }

    public static async Task<ImmutableArray<ListedImage>> OfLayoutAsync(string directory, CancellationToken cancellationToken)
    {
        var layout = await OciLayout.OpenAsync(directory, cancellationToken);
        var found = ImmutableArray.CreateBuilder<ListedImage>();
        foreach (var entry in await layout.ReadIndexAsync(cancellationToken))
        {
            var name = entry.Annotations?.GetValueOrDefault(RefNameAnnotation);
            found.Add(await ListedImage.OfAsync(name, layout, await layout.ReadManifestAsync(entry, cancellationToken), cancellationToken));
        }
        return [.. found.OrderBy(image => image.Name ?? "", TagOrder.Instance)];
    }

    public static async Task<ImmutableArray<ListedImage>> OfArchiveAsync(string file, CancellationToken cancellationToken)
    {
        var archive = await DockerArchive.OpenAsync(file, cancellationToken);
        return
        [
            .. archive.Images.SelectMany(image => image.Names.Cast<string?>().DefaultIfEmpty()
                .Select(name => new ListedImage(name, image.Manifest.Digest, [image.Platform], null))),
        ];
    }

    public static ReleaseException NoRepository(string name) => new(
        ExitCode.Refused, $"repository {name} has no tags", "the registry lists none, or does not know the repository", "check the name; a private repository wants a login");
}
