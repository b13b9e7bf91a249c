using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model;
using Drayage.Model.Versions;

namespace Drayage.PythonIndex.Site;

/// <summary>Looks which releases of a repository carry wheels and source distributions, and fetches those that are new.</summary>
/// <param name="projects">Normalised names of the projects that count; empty for all.</param>
/// <param name="directory">For files on their way; made when needed.</param>
internal sealed class SiteSurvey(string repository, PublishedReleases releases, ImmutableArray<SiteFile> known, ImmutableSortedSet<string> projects, string directory)
{
    private const int AtOnce = 4;

    private int fetched;

    /// <summary>How many files were fetched.</summary>
    public int Fetched => fetched;

    /// <exception cref="ReleaseException">GitHub could not be asked, or a file is not what it says.</exception>
    public async Task<ImmutableArray<SiteFile>> RunAsync(CancellationToken cancellationToken)
    {
        var candidates = new List<(PublishedRelease Release, PublishedFile File)>();
        await foreach (var release in releases.ListAsync(cancellationToken))
            candidates.AddRange(release.Files.Where(file => IsWanted(file.Name)).Select(file => (release, file)));
        var before = known.Where(file => file.Repository == repository && IsWanted(file.Name)).ToImmutableDictionary(file => file.Id);
        var found = new ConcurrentDictionary<long, SiteFile>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(candidates, parallel, async (candidate, token) =>
        {
            var (release, file) = candidate;
            var metadata = release.Files.FirstOrDefault(other => other.Name == file.Name + PythonArtifact.MetadataEnding);
            var seen = before.TryGetValue(file.Id, out var kept) && kept.IsOf(file, metadata) ? kept : await ReadAsync(file, metadata, token);
            found[file.Id] = seen.In(release, file);
        });
        var gone = before.Values.Where(file => file.Project is not null && !found.Values.Any(other => other.Name == file.Name)).Select(file => file.Withdrawn());
        return [.. found.Values.Concat(gone).OrderBy(file => file.Tag, StringComparer.Ordinal).ThenBy(file => file.Name, StringComparer.Ordinal)];
    }

    private bool IsWanted(string fileName) =>
        DistributionName.TryParse(fileName, out var name) && (projects.IsEmpty || projects.Contains(PythonName.Normalise(name.Name)));

    private async Task<SiteFile> ReadAsync(PublishedFile file, PublishedFile? metadata, CancellationToken cancellationToken)
    {
        var (served, sha256) = metadata is null ? (null, null) : await FetchAsync(metadata, static path => Task.FromResult<byte[]?>(File.ReadAllBytes(path)), cancellationToken);
        var blank = new SiteFile
        {
            Repository = repository,
            Tag = "",
            Page = "",
            Id = file.Id,
            Name = file.Name,
            Url = file.Address.AbsoluteUri,
            Size = file.Size,
            Sha256 = file.Digest is { Algorithm: Digest.Sha256 } digest ? digest.Hex : "",
            MetadataSha256 = sha256,
            MetadataId = metadata?.Id,
        };
        if (served is not null && blank.Sha256.Length > 0)
            return Described(blank, served);
        var (own, hash) = await FetchAsync(file, path => MetadataOfAsync(path, cancellationToken), cancellationToken);
        var hashed = blank with { Sha256 = hash };
        return own is null ? hashed with { MetadataSha256 = null } : Described(hashed with { MetadataSha256 = served is not null && own.AsSpan().SequenceEqual(served) ? sha256 : null }, own);
    }

    /// <summary>An archive of something else may be called like a source distribution.</summary>
    private static SiteFile Described(SiteFile file, byte[] metadata)
    {
        var fields = CoreMetadata.Parse(metadata);
        return fields["Name"] is { } project && DistributionName.TryParse(file.Name, out var name) && name.IsOf(project) && Pep440Version.TryParse(fields["Version"], out var version) && version == name.Version
            ? file with { Project = project, RequiresPython = fields["Requires-Python"], Summary = fields["Summary"] }
            : file with { MetadataSha256 = null };
    }

    private static async Task<byte[]?> MetadataOfAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await DistributionMetadata.ReadFileAsync(path, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private async Task<(byte[]? Read, string Sha256)> FetchAsync(PublishedFile file, Func<string, Task<byte[]?>> read, CancellationToken cancellationToken)
    {
        // The ending says what the file is.
        var place = Path.Combine(directory, Path.GetRandomFileName());
        Directory.CreateDirectory(place);
        var path = Path.Combine(place, Path.GetFileName(file.Name));
        Digest actual;
        await using (var target = File.Create(path))
        {
            await releases.DownloadAsync(file, target, cancellationToken);
            target.Position = 0;
            actual = await Digest.OfSha256Async(target, cancellationToken);
        }

        if (file.Digest is { Algorithm: Digest.Sha256 } told && told != actual)
        {
            throw new ReleaseException(
                ExitCode.Refused, $"{file.Address} is not what GitHub says", $"it has the digest {actual}, the interface says {told}", "the site stays as it was; fetch the file yourself and ask the project");
        }

        Interlocked.Increment(ref fetched);
        var result = await read(path);
        Directory.Delete(place, recursive: true);
        return (result, actual.Hex);
    }
}
