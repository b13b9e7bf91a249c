using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Selection;
using Drayage.Pipeline.Retention;

namespace Drayage.Ecosystems.Containers.Retention;

/// <summary>
/// Reads what a repository holds as far as anything leads there: from its tags to the parts of indexes and to what is attached, by subject
/// (image specification 1.1) or by the tags <c>sha256-HEX</c> and <c>sha256-HEX.sig</c>.
/// </summary>
/// <param name="beside">What is known to be there although perhaps no tag leads to it.</param>
internal sealed partial class RepositoryVersions(RepositoryClient repository, IReadOnlyDictionary<string, StoredVersion> beside)
{
    private const int ReadersAtOnce = 8;
    private const string CreatedAnnotation = "org.opencontainers.image.created";

    // Reproducible builders write the beginning of the epoch, or of zip's.
    private static readonly DateTimeOffset EarliestTold = new(1981, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<Digest, Found> found = new();

    public async Task<ImmutableArray<StoredVersion>> ReadAsync(CancellationToken cancellationToken)
    {
        var tags = await TagsAsync(cancellationToken);
        var open = tags.Select(tag => tag.Digest).Concat(beside.Keys.Select(Digest.Parse)).Distinct().ToArray();
        while (open.Length > 0)
        {
            var next = new ConcurrentBag<Digest>();
            await EachAsync(open, async digest =>
            {
                foreach (var further in await VisitAsync(digest, cancellationToken))
                    next.Add(further);
            }, cancellationToken);
            open = [.. next.Distinct().Where(digest => !found.ContainsKey(digest))];
        }

        var byDigest = tags.ToLookup(tag => tag.Digest, tag => tag.Name);
        return [.. found.Values.Where(entry => entry.Document is not null).Select(entry => VersionOf(entry, [.. byDigest[entry.Document!.Digest]]))];
    }

    private async Task<ImmutableArray<(string Name, Digest Digest)>> TagsAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            names.Add(tag);
        var resolved = new ConcurrentBag<(string, Digest)>();
        await EachAsync(names, async name =>
        {
            if (await repository.ResolveAsync(name, cancellationToken) is { } descriptor)
                resolved.Add((name, descriptor.Digest));
        }, cancellationToken);
        return [.. resolved.Order()];
    }

    /// <returns>Where it leads.</returns>
    private async Task<ImmutableArray<Digest>> VisitAsync(Digest digest, CancellationToken cancellationToken)
    {
        var document = await repository.FindManifestAsync(digest.ToString(), cancellationToken);
        if (document is null)
        {
            found[digest] = new Found(null, [], null);
            return [];
        }

        ImmutableArray<Digest> children = document is ManifestDocument.Index index ? [.. index.Content.Manifests.Select(child => child.Digest).Distinct()] : [];
        found[digest] = new Found(document, children, await CreatedAsync(document, cancellationToken));
        var referrers = await repository.ListReferrersAsync(digest, artifactType: null, cancellationToken);
        return [.. children, .. referrers.Select(referrer => referrer.Digest), .. document.Subject is { } subject ? [subject.Digest] : Array.Empty<Digest>()];
    }

    private StoredVersion VersionOf(Found entry, ImmutableArray<string> tags)
    {
        var name = entry.Document!.Digest.ToString();
        var known = beside.GetValueOrDefault(name);
        var named = tags.Select(tag => AttachmentTag().Match(tag)).FirstOrDefault(match => match.Success);
        return new StoredVersion
        {
            Name = name,
            Tags = [.. tags.Where(tag => !AttachmentTag().IsMatch(tag))],
            Created = known?.Created ?? entry.Created ?? Latest(entry.Children),
            Children = [.. entry.Children.Select(child => child.ToString())],
            AttachedTo = entry.Document.Subject?.Digest.ToString() ?? (named is null ? null : $"sha256:{named.Groups["hex"].Value}"),
            IsLeftOver = known is { IsLeftOver: true },
            Id = known?.Id,
        };
    }

    private DateTimeOffset? Latest(ImmutableArray<Digest> children) => children.Select(child => found.GetValueOrDefault(child)?.Created).Max();

    private async Task<DateTimeOffset?> CreatedAsync(ManifestDocument document, CancellationToken cancellationToken)
    {
        var annotations = document is ManifestDocument.Image image ? image.Manifest.Annotations : ((ManifestDocument.Index)document).Content.Annotations;
        return Believable(annotations?.GetValueOrDefault(CreatedAnnotation))
            ?? (document is ManifestDocument.Image only ? Believable((await ConfigReader.ReadAsync(repository, only, cancellationToken))?.Config.Created) : null);
    }

    private static DateTimeOffset? Believable(string? told) =>
        DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time >= EarliestTold ? time : null;

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> each, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = ReadersAtOnce, CancellationToken = cancellationToken }, async (item, _) => await each(item));

    [GeneratedRegex(@"\Asha256-(?<hex>[0-9a-f]{64})(\.[a-z]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex AttachmentTag();

    /// <param name="Document">Null for what is named and not there.</param>
    private sealed record Found(ManifestDocument? Document, ImmutableArray<Digest> Children, DateTimeOffset? Created);
}
