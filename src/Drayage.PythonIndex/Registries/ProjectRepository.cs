using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model;
using Drayage.Oci;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.PythonIndex.Caching;

namespace Drayage.PythonIndex.Registries;

/// <summary>The releases in one repository, looked at again when the last look is too old for who asks.</summary>
internal sealed partial class ProjectRepository(RepositoryClient repository, BlobCache cache, IndexOptions options, IndexLog log, TimeProvider clock)
{
    private const int AtOnce = 8;

    private readonly AsyncLock looking = new();
    private readonly ConcurrentDictionary<Digest, PythonRelease?> manifests = new();
    private volatile Look? last;
    private volatile Failure? failed;

    public RepositoryClient Client => repository;

    /// <summary>
    /// What the repository holds. Where it cannot be asked, what it held at the last look, which is at most a day ago: versions do not
    /// change, and installing them needs no fresher answer.
    /// </summary>
    /// <exception cref="RegistryException">It could not be asked, and never was before.</exception>
    public async Task<ImmutableArray<PythonRelease>> ReleasesAsync(CancellationToken cancellationToken)
    {
        if (Known() is { } known)
            return known;
        using var entered = await looking.EnterAsync(cancellationToken);
        if (Known() is { } meanwhile)
            return meanwhile;
        var begun = clock.GetUtcNow();
        try
        {
            last = new Look(begun, await LookAsync(cancellationToken));
            failed = null;
        }
        catch (RegistryException denied) when (denied.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && last is not { Releases.IsEmpty: false })
        {
            // Registries hide what is not there and what may not be seen behind one answer. What was seen is there: were it taken for
            // absent, another place would serve the project.
            log($"{repository.Origin} is not there, or not for this credential: {denied.Message}");
            last = new Look(begun, []);
        }
        catch (RegistryException failure)
        {
            failed = new Failure(clock.GetUtcNow(), failure);
            if (last is { } before)
                log($"{repository.Origin} cannot be read, and is served as it was at {before.Begun:u}: {failure.Message}");
        }

        return Known() ?? last!.Releases;
    }

    /// <summary>What is fresh enough; after a failure, what there is, so that not each request waits for a registry that is away.</summary>
    private ImmutableArray<PythonRelease>? Known()
    {
        var now = clock.GetUtcNow();
        if (failed is { } failure && now - failure.At < IndexOptions.Pause)
            return last is { } before && now - before.Begun < IndexOptions.Staleness ? before.Releases : throw failure.Exception;
        return last is { } fresh && now - fresh.Begun < options.Refresh ? fresh.Releases : null;
    }

    private async Task<ImmutableArray<PythonRelease>> LookAsync(CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
        {
            if (!FallbackTag().IsMatch(tag))
                tags.Add(tag);
        }

        var found = new ConcurrentDictionary<Digest, PythonRelease>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(tags, parallel, async (tag, token) =>
        {
            if (await repository.ResolveAsync(tag, token) is not { } named || found.ContainsKey(named.Digest) || await ReadAsync(named, token) is not { } release)
                return;
            found[named.Digest] = release.Yanked is null ? release with { Yanked = await YankedAsync(named.Digest, token) } : release;
        });
        return [.. found.Values.OrderBy(release => release.Manifest.Hex, StringComparer.Ordinal)];
    }

    private async Task<PythonRelease?> ReadAsync(Descriptor named, CancellationToken cancellationToken)
    {
        if (manifests.TryGetValue(named.Digest, out var known))
            return known;
        ManifestDocument document;
        if (cache.TryOpen(named.Digest, named.Size) is { } kept)
        {
            await using var file = kept;
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancellationToken);
            document = ManifestDocument.Parse(bytes.ToArray(), named.MediaType);
        }
        else
        {
            document = await repository.ReadManifestAsync(named, cancellationToken);
            await cache.PutAsync(async (file, token) => await file.WriteAsync(document.Bytes, token), document.Bytes.Length, cancellationToken);
        }

        return manifests[named.Digest] = PythonRelease.Read(document);
    }

    /// <summary>What is attached to a release yanks it without changing its digest.</summary>
    private async Task<string?> YankedAsync(Digest manifest, CancellationToken cancellationToken)
    {
        var yanks = await repository.ListReferrersAsync(manifest, PythonArtifact.YankType, cancellationToken);
        return yanks.IsEmpty ? null : yanks.Select(yank => yank.Annotations?.GetValueOrDefault(PythonArtifact.YankedAnnotation)).FirstOrDefault(reason => reason is not null) ?? "";
    }

    /// <summary>Tags under which registries without a list of referrers keep one (distribution specification 1.1, "Referrers Tag Schema").</summary>
    [GeneratedRegex(@"\Asha(256|512)-[0-9a-f]{64,128}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex FallbackTag();

    private sealed record Look(DateTimeOffset Begun, ImmutableArray<PythonRelease> Releases);

    private sealed record Failure(DateTimeOffset At, RegistryException Exception);
}
