using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Planning;
using Drayage.Pipeline.Planning.Locators;

namespace Drayage.Pipeline.Versioning;

/// <summary>Finds every place that states the version of a line.</summary>
internal sealed class PlaceFinder
{
    private readonly PlanRequest request;
    private readonly IReadOnlyDictionary<string, IEcosystem> ecosystems;
    private readonly ImmutableArray<(Package Of, VersionPlace Place)> repeated;

    public PlaceFinder(PlanRequest request, IReadOnlyDictionary<string, IEcosystem> ecosystems)
    {
        this.request = request;
        this.ecosystems = ecosystems;
        var files = ecosystems.Values.Select(ecosystem => ecosystem.VersionedFiles?.Read(request.Tree, request.Catalog)).OfType<VersionedFiles>().ToArray();
        repeated = [.. files.SelectMany(file => file.Places)];
        Locks = [.. files.SelectMany(file => file.Locks).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    public ImmutableArray<LockFile> Locks { get; }

    /// <summary>What matched nothing.</summary>
    public List<VersionProblem> Unreadable { get; } = [];

    public ImmutableArray<VersionPlace> Of(ReleaseVersion version, VersionSource source, ResolvedComponent[] members)
    {
        VersionPlace[] stated = [.. members.SelectMany(ManifestOf), .. members.SelectMany(member => CarriedBy(member, version)), .. SourceOf(source, members)];
        var moved = Moved(stated);
        VersionPlace[] followers = [.. moved.SelectMany(Requirements), .. moved.SelectMany(Repeated).Where(place => !place.Follows || place.Agrees(version, request.Source))];
        return [.. stated.Concat(followers).Concat(FilesOf(members)).DistinctBy(place => place.At)];
    }

    private IEnumerable<VersionPlace> ManifestOf(ResolvedComponent member) =>
        member.Package is not { } package || StatementOf(package) is not { } place ? []
        : member.Settings.Spelling is { } spelling ? [place with { Template = spelling }]
        : SplitPlaces.Of(place, package);

    /// <summary>A crate behind a wheel moves with it while both say the same; one with a version of its own stays.</summary>
    private IEnumerable<VersionPlace> CarriedBy(ResolvedComponent member, ReleaseVersion version) =>
        (member.Package?.Carries ?? [])
            .SelectMany(manifest => request.Catalog.Packages.Where(package => package.Manifest == manifest))
            .Select(StatementOf).OfType<VersionPlace>()
            .Where(place => place.Agrees(version, request.Source));

    private VersionPlace? StatementOf(Package package) => package.Version is PackageVersion.Static stated
        ? new VersionPlace
        {
            At = stated.At,
            Text = stated.Spelling,
            Role = VersionRole.Manifest,
            Subject = package.Name,
            Spelling = ecosystems[package.Ecosystem].Spelling,
        }
        : null;

    private IEnumerable<VersionPlace> SourceOf(VersionSource source, ResolvedComponent[] members)
    {
        if (source is not VersionSource.File file)
            return [];
        var (text, at) = VersionLocators.Read(request.Tree, file);
        return [new VersionPlace { At = at, Text = text, Role = VersionRole.Source, Subject = members.Length == 1 ? members[0].Id : request.Settings.Project }];
    }

    /// <summary>The packages whose version stands at one of the places, components or not: a workspace's helper crates inherit it too.</summary>
    private Package[] Moved(VersionPlace[] stated)
    {
        var places = stated.Select(place => place.At).ToHashSet();
        return [.. request.Catalog.Packages.Where(package => package.Version is PackageVersion.Static stated && places.Contains(stated.At))];
    }

    private IEnumerable<VersionPlace> Requirements(Package moved) =>
        from package in request.Catalog.Packages
        where package.Ecosystem == moved.Ecosystem && package.Role is not (PackageRole.Vendored or PackageRole.Fixture)
        from dependency in package.Dependencies
        where dependency.Name == moved.Name && dependency.Requirement is not null
        select new VersionPlace
        {
            At = dependency.At,
            Text = dependency.Requirement!,
            Role = VersionRole.Requirement,
            Subject = $"{moved.Name} in {package.Name}",
            Spelling = ecosystems[moved.Ecosystem].Spelling,
        };

    private IEnumerable<VersionPlace> Repeated(Package moved) =>
        repeated.Where(entry => entry.Of.Ecosystem == moved.Ecosystem && entry.Of.Manifest == moved.Manifest && entry.Of.Name == moved.Name).Select(entry => entry.Place);

    private List<VersionPlace> FilesOf(ResolvedComponent[] members)
    {
        var places = new List<VersionPlace>();
        var files = members[0].Settings.OwnVersion is null ? request.Settings.VersionFiles : members[0].Settings.VersionFiles;
        foreach (var file in files)
        {
            try
            {
                places.AddRange(VersionLocators.ReadAll(request.Tree, file.Place).Select(found => new VersionPlace
                {
                    At = found.At,
                    Text = found.Text,
                    Role = VersionRole.File,
                    Subject = $"{file.Place.At.Path}:{file.Place.At.Line}",
                    Template = file.Template,
                }));
            }
            catch (ReleaseException unreadable)
            {
                Unreadable.Add(VersionProblem.Of(unreadable));
            }
        }

        return places;
    }
}
