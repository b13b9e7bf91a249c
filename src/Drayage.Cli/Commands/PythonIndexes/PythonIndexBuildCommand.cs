using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Rendering;
using Drayage.Ecosystems.GitHub;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.PythonIndex.Site;

namespace Drayage.Cli.Commands.PythonIndexes;

/// <summary><c>drayage python-index build</c></summary>
internal static class PythonIndexBuildCommand
{
    public static Command Create(Composition composition)
    {
        var repository = new Option<string[]>("--repository") { Description = "owner/name whose releases carry the files; may be repeated. Default: that of the configuration.", DefaultValueFactory = _ => [] };
        var config = new Option<string?>("--config") { Description = "Configuration that names the repository, and GitHub's address and token; drayage.yaml of the current directory by default, where there is one." };
        var output = new Option<string>("--out", "-o") { Description = "Directory of the site; it is replaced as a whole.", DefaultValueFactory = _ => "site" };
        var url = new Option<string?>("--url") { Description = "Where the site will be, for the lines that people copy. Default: python-index of the destination in the configuration, or https://OWNER.github.io/NAME/." };
        var project = new Option<string[]>("--project") { Description = "Only this project; may be repeated.", DefaultValueFactory = _ => [] };
        var check = new Option<bool>("--check") { Description = "Change nothing; exit code 1 when the site is not what it would be now." };
        var json = SharedOptions.Json();
        var command = new Command("build", "Write a static package index whose links are files of GitHub releases, for GitHub Pages or any file server.")
        {
            repository, config, output, url, project, check, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = await ReleaseSourceOptions.ReadConfigurationAsync(composition, parsed.GetValue(config), cancellationToken);
            var repositories = RepositoriesOf(parsed.GetValue(repository)!, settings);
            var site = new StaticSite
            {
                Output = SharedOptions.Resolve(composition, parsed.GetValue(output)).TrimEnd(Path.DirectorySeparatorChar),
                Address = AddressOf(parsed.GetValue(url) ?? ConfiguredAddress(settings, repositories[0]), repositories[0]),
                Repositories = repositories.ToImmutableSortedDictionary(slug => slug.Text, slug => ReleasesOf(composition, slug, settings), StringComparer.Ordinal),
                Projects = [.. parsed.GetValue(project)!.Select(PythonName.Normalise)],
            };
            var report = await site.BuildAsync(parsed.GetValue(check), cancellationToken);
            SiteRendering.Write(composition.Terminal, site, report, parsed.GetValue(check), parsed.GetValue(json));
            return (int)(parsed.GetValue(check) && !report.Changes.IsEmpty ? ExitCode.Refused : ExitCode.Done);
        });
        return command;
    }

    private static PublishedReleases ReleasesOf(Composition composition, RepositorySlug repository, DeliverySettings? settings) => new(
        repository,
        settings?.Destinations.FirstOrDefault(destination => composition.Destinations[destination.Kind].OffersDownloads),
        composition.PublisherContext(RehearsalSites.Served(composition.Environment)));

    private static ImmutableArray<RepositorySlug> RepositoriesOf(string[] named, DeliverySettings? settings)
    {
        try
        {
            string[] texts = named.Length > 0 ? named : [settings?.Repository ?? throw new FormatException("neither --repository nor the configuration names one")];
            return [.. texts.Select(RepositorySlug.Parse).DistinctBy(slug => slug.Text)];
        }
        catch (FormatException malformed)
        {
            throw new ReleaseException(ExitCode.Usage, "nothing says whose releases are listed", malformed.Message, "name the repository: --repository OWNER/NAME");
        }
    }

    /// <summary>The address of the index over one repository says nothing of another's.</summary>
    private static string? ConfiguredAddress(DeliverySettings? settings, RepositorySlug repository) =>
        settings?.Destinations.OfType<GitHubSettings>()
            .FirstOrDefault(destination => destination.PythonIndex is not null && (destination.Repository?.Text ?? settings.Repository) == repository.Text)?.PythonIndex?.AbsoluteUri;

    private static Uri AddressOf(string? text, RepositorySlug repository)
    {
        var parts = repository.Text.Split('/');
        var pages = $"https://{parts[0].ToLowerInvariant()}.github.io/{(parts[1].Equals($"{parts[0]}.github.io", StringComparison.OrdinalIgnoreCase) ? "" : parts[1])}";
        return Uri.TryCreate((text ?? pages).TrimEnd('/') + "/", UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw new ReleaseException(ExitCode.Usage, $"--url: '{text}' is no address", null, "write https://HOST/PATH/");
    }
}
