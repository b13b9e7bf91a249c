using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Ecosystems.Containers.Publishing;
using Drayage.Ecosystems.GitHub.Packages;
using Drayage.Model;
using Drayage.Oci.References;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Retention;
using Drayage.Platform.Secrets;

namespace Drayage.Cli.Runs.Pruning;

/// <summary>Finds the stores that are pruned: those that are named, or all to which the project delivers images.</summary>
/// <param name="composition">Connections and logins.</param>
/// <param name="token">For GitHub Packages.</param>
/// <param name="recorded">What stays because it was released.</param>
internal sealed class PruneTargets(Composition composition, SecretReference token, RecordedReleases recorded)
{
    private const string GitHubRegistry = "ghcr.io";

    private readonly PublisherContext context = composition.PublisherContext(RehearsalSites.Served(composition.Environment));

    public ImmutableArray<PruneTarget> Named(IEnumerable<string> texts) => [.. texts.Select(Named)];

    /// <exception cref="ReleaseException">The project delivers nothing that could be pruned.</exception>
    public async Task<ImmutableArray<PruneTarget>> OfProjectAsync(string directory, CancellationToken cancellationToken)
    {
        var loader = new ProjectLoader(composition);
        var project = await loader.OpenAsync(directory, cancellationToken);
        var plan = await loader.PlanAsync(project, PlanChoices.All, cancellationToken);
        var destinations = project.Settings.Destinations.ToDictionary(destination => destination.Id, StringComparer.Ordinal);
        var stores = plan.Consignments
            .Where(consignment => composition.Destinations[consignment.Kind] is IRetainingKind)
            .GroupBy(consignment => (consignment.Kind, consignment.Address))
            .Select(place => new PruneTarget(
                Open((IRetainingKind)composition.Destinations[place.Key.Kind], destinations[place.First().Destination], place.Key.Address),
                [.. place.SelectMany(consignment => consignment.Points.Where(point => point != consignment.Version))],
                recorded.Manifests))
            .ToImmutableArray();
        return stores.IsEmpty
            ? throw new ReleaseException(ExitCode.Usage, "there is nothing to prune", "the project delivers to no registry that keeps versions until somebody removes them", "name what is to be pruned: drayage prune REGISTRY/REPOSITORY")
            : stores;
    }

    private PruneTarget Named(string text)
    {
        try
        {
            if (text.StartsWith(PackageAddress.Prefix, StringComparison.Ordinal))
            {
                var address = PackageAddress.Parse(text);
                return address.IsContainer
                    ? Image($"{GitHubRegistry}/{address.Owner.ToLowerInvariant()}/{address.Package}")
                    : new PruneTarget(Package(address), [], recorded.VersionsOf(address.Package));
            }

            return Image(text);
        }
        catch (FormatException wrong)
        {
            throw new ReleaseException(ExitCode.Usage, "it is not clear what is to be pruned", wrong.Message, $"write REGISTRY/REPOSITORY, or {PackageAddress.Prefix}TYPE/OWNER/PACKAGE");
        }
    }

    private PruneTarget Image(string text)
    {
        var reference = ImageReference.Parse(text);
        return reference is { Tag: null, Digest: null }
            ? new PruneTarget(Open(new OciDestination(), destination: null, reference.Name), [], recorded.Manifests)
            : throw new FormatException($"'{text}' names one image of a repository; a whole repository is pruned");
    }

    private IVersionStore Open(IRetainingKind kind, DestinationSettings? destination, string address)
    {
        var image = ImageReference.Parse(address);
        // GHCR answers 405 to deletions, and lists what no tag names in the other interface alone.
        var packages = image.Registry == GitHubRegistry ? Package(PackageAddress.OfImage(image.Repository.Value)) : null;
        return kind.OpenStore(destination, address, context, packages, NotesOf(address));
    }

    private GitHubPackage Package(PackageAddress address) =>
        new(context.Http, context.SecretOf(token), api: null, context.Rehearsal?.Address, address);

    private PruneNotes NotesOf(string address) => composition.Environment.CacheHome is { } cache
        ? new PruneNotes(Path.Combine(cache, "drayage", "prune", $"{(context.Rehearsal is { } site ? $"{site.Address.Authority}/" : "")}{address}".Replace(':', '_').Replace('/', '~')))
        : PruneNotes.None;
}
