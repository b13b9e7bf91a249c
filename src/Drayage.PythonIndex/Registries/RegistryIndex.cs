using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Oci.Distribution;
using Drayage.Oci.References;
using Drayage.PythonIndex.Caching;
using Drayage.PythonIndex.Pages;

namespace Drayage.PythonIndex.Registries;

/// <summary>Finds projects in OCI registries.</summary>
/// <param name="open">Reaches a repository with the credentials for its registry.</param>
internal sealed class RegistryIndex(IndexOptions options, Func<ImageReference, RepositoryClient> open, BlobCache cache, IndexLog log, TimeProvider clock)
{
    /// <summary>Names come from whoever asks: no more of them are remembered.</summary>
    private const int MostRepositories = 4096;

    private readonly ConcurrentDictionary<string, ProjectRepository> repositories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);

    /// <summary>
    /// Names of the projects that are known: those of the repositories that are sources by themselves, and those that were asked for
    /// below namespaces. Registries need not tell what a namespace holds.
    /// </summary>
    /// <exception cref="RegistryException">A registry could not be asked.</exception>
    public async Task<ImmutableSortedSet<string>> NamesAsync(CancellationToken cancellationToken)
    {
        foreach (var source in options.Sources)
        {
            foreach (var release in await RepositoryOf(source.Place).ReleasesAsync(cancellationToken))
                seen.TryAdd(PythonName.Normalise(release.Project), true);
        }

        return [.. seen.Keys];
    }

    /// <param name="project">Normalised name.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>Null when no source has such a project.</returns>
    /// <exception cref="RegistryException">A registry could not be asked.</exception>
    public async Task<FoundProject?> FindAsync(string project, CancellationToken cancellationToken)
    {
        foreach (var source in options.Sources)
        {
            foreach (var place in new[] { source.Place, source.Below(project) }.OfType<ImageReference>())
            {
                var repository = RepositoryOf(place);
                var releases = await repository.ReleasesAsync(cancellationToken);
                if (releases.Where(release => PythonName.Normalise(release.Project) == project).ToImmutableArray() is not { IsEmpty: false } own)
                    continue;
                seen.TryAdd(project, true);
                return Describe(repository.Client, own);
            }
        }

        return null;
    }

    private FoundProject Describe(RepositoryClient repository, ImmutableArray<PythonRelease> releases)
    {
        var files = new Dictionary<string, (PythonRelease Release, ReleasedFile File)>(StringComparer.Ordinal);
        foreach (var (release, file) in releases.SelectMany(release => release.Files.Select(file => (release, file))))
        {
            if (!files.TryAdd(file.FileName, (release, file)) && files[file.FileName].File.Content.Digest != file.Content.Digest)
                log($"{repository.Origin} holds {file.FileName} twice, with different bytes: {files[file.FileName].File.Content.Digest} is served, {file.Content.Digest} is not");
        }

        var listed = files.Values.Select(found => new IndexedFile
        {
            Name = found.File.FileName,
            Version = found.File.Name.Version,
            Url = $"../../files/{PythonName.Normalise(found.Release.Project)}/{found.File.Content.Digest.Hex}/{Uri.EscapeDataString(found.File.FileName)}",
            Sha256 = found.File.Content.Digest.Hex,
            Size = found.File.Content.Size,
            RequiresPython = found.File.RequiresPython,
            MetadataSha256 = found.File.Metadata?.Digest.Hex,
            Yanked = found.Release.Yanked,
            Uploaded = found.Release.Created,
        });
        return new FoundProject(
            IndexedProject.Of(releases[0].Project, listed), repository, files.ToImmutableDictionary(file => file.Key, file => file.Value.File, StringComparer.Ordinal));
    }

    private ProjectRepository RepositoryOf(ImageReference place)
    {
        if (repositories.Count >= MostRepositories)
            repositories.Clear();
        return repositories.GetOrAdd(place.Name, _ => new ProjectRepository(open(place), cache, options, log, clock));
    }
}

/// <summary>A project and where its files are.</summary>
/// <param name="Files">By name.</param>
internal sealed record FoundProject(IndexedProject Project, RepositoryClient Repository, ImmutableDictionary<string, ReleasedFile> Files);
