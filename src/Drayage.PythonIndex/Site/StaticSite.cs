using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model;

namespace Drayage.PythonIndex.Site;

/// <summary>A static package index over files of GitHub releases, for GitHub Pages or any other file server.</summary>
public sealed record StaticSite
{
    /// <summary>Absolute path of its directory.</summary>
    public required string Output { get; init; }

    /// <summary>Where it will be served, with a slash at the end; for the install lines.</summary>
    public required Uri Address { get; init; }

    /// <summary>Whose releases, by <c>owner/name</c>.</summary>
    public required ImmutableSortedDictionary<string, PublishedReleases> Repositories { get; init; }

    /// <summary>Normalised names of the projects to list; empty for all.</summary>
    public ImmutableSortedSet<string> Projects { get; init; } = [];

    /// <summary>Brings the site up to date. What it knows of files that are still there is not fetched again.</summary>
    /// <param name="isCheck">Whether to look only, and to change nothing.</param>
    /// <param name="cancellationToken">Leaves the site as it was.</param>
    /// <exception cref="ReleaseException">GitHub could not be asked, a file is not what it says, or the directory holds something else or cannot be written.</exception>
    public async Task<SiteReport> BuildAsync(bool isCheck, CancellationToken cancellationToken)
    {
        using var directory = new SiteDirectory(Output);
        var before = directory.Read();
        directory.Begin();
        var files = ImmutableArray.CreateBuilder<SiteFile>();
        var fetched = 0;
        foreach (var (repository, releases) in Repositories)
        {
            var survey = new SiteSurvey(repository, releases, before.Files, Projects, Path.Combine(directory.Staging, "fetched"));
            files.AddRange(await survey.RunAsync(cancellationToken));
            fetched += survey.Fetched;
        }

        var listed = files.Where(file => file.Project is not null).ToImmutableArray();
        RefuseEmpty(listed);
        var pages = new SitePages(Address).Of(listed);
        pages = pages.Add(SiteState.FileName, new SiteState { Files = files.ToImmutable(), Pages = [.. pages.Keys] }.ToJson());
        var changes = directory.Compare(pages);
        if (!isCheck && !changes.IsEmpty)
            await directory.ReplaceAsync(pages, cancellationToken);
        return Report(files.ToImmutable(), fetched, changes);
    }

    private void RefuseEmpty(ImmutableArray<SiteFile> listed)
    {
        if (!listed.IsEmpty)
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            "there is nothing to list",
            $"no published release of {string.Join(", ", Repositories.Keys)} carries a wheel or a source distribution{(Projects.IsEmpty ? "" : $" of {string.Join(", ", Projects)}")}",
            "release one to GitHub: a Python component with a destination of kind github in its 'to'");
    }

    private static SiteReport Report(ImmutableArray<SiteFile> files, int fetched, ImmutableArray<string> changes) => new()
    {
        Projects = files.Where(file => file.Project is not null).Select(file => PythonName.Normalise(file.Project!)).Distinct(StringComparer.Ordinal).Count(),
        Files = files.Count(file => file.Project is not null),
        Yanked = files.Count(file => file.Project is not null && file.Yanked is not null),
        // An archive may well be something else; what is called a wheel means to be one.
        LeftOut = [.. files.Where(file => file.Project is null && file.Name.EndsWith(DistributionMetadata.WheelEnding, StringComparison.Ordinal)).Select(file => file.Url)],
        Fetched = fetched,
        Changes = changes,
    };
}
