using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>
/// Writes a first <c>drayage.yaml</c> from what detection found: valid, with a component for everything that can be released,
/// and with comments for what people must decide.
/// </summary>
public sealed class ConfigurationDraft(ImmutableArray<IEcosystem> ecosystems, ImmutableArray<IDestinationKind> kinds)
{
    private readonly ImmutableDictionary<string, IEcosystem> buildable = ecosystems.Where(e => e.Section is not null).ToImmutableDictionary(e => e.Name);

    /// <returns>The file's text, ending with a line break.</returns>
    public string Write(Catalog catalog, DraftFacts facts)
    {
        var selection = DraftSelection.Of(catalog, buildable.ContainsKey);
        var versions = new DraftVersions(selection.Released, ecosystem => buildable[ecosystem].Spelling);
        var destinations = new DraftDestinations(facts, [.. kinds.Select(k => k.Kind)]);
        var components = Components(catalog, facts, selection, versions, destinations);
        var text = new DraftText();
        DraftHead.Write(text, facts, versions, components);
        destinations.Write(text, components);
        DraftBody.Write(text, components);
        DraftImages.Write(text, catalog, components, destinations);
        DraftRemainder.Write(text, selection);
        return text.ToString();
    }

    private ImmutableArray<DraftComponent> Components(
        Catalog catalog, DraftFacts facts, DraftSelection selection, DraftVersions versions, DraftDestinations destinations)
    {
        ImmutableArray<(ComponentId Id, Package Package)> named = [.. DraftIds.Of(selection.Released).Zip(selection.Released)];
        var tags = new DraftOwnTags(facts, [.. named.Where(component => versions.OwnOf(component.Package) is not null)]);
        return [.. named.Select(component =>
        {
            var (id, package) = component;
            var place = DraftPlace.Of(package, catalog.Packages);
            return new DraftComponent
            {
                Id = id,
                Package = package,
                Section = buildable[package.Ecosystem].Section!,
                Path = place.Path,
                PackageName = place.Package,
                OwnVersion = versions.OwnOf(package),
                Tag = versions.TagOf(package) ?? tags.Of(id),
                To = destinations.Of(package),
            };
        })];
    }
}
