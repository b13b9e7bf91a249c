using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Planning;

/// <summary>Finds the package behind each component.</summary>
internal sealed class ComponentResolution(PlanRequest request, IReadOnlyDictionary<string, IEcosystem> ecosystems)
{
    public ImmutableArray<ResolvedComponent> Resolve() => [.. request.Settings.Components.Select(Resolve)];

    private ResolvedComponent Resolve(ComponentSettings component)
    {
        var ecosystem = ecosystems[component.Ecosystem];
        RefuseMissingPath(component);
        return new ResolvedComponent(component, ecosystem, ecosystem.Detector is null ? null : FindPackage(component));
    }

    private void RefuseMissingPath(ComponentSettings component)
    {
        if (component.Path.Length == 0 || request.Tree.Contains(component.Path) || request.Tree.Below(component.Path).Any())
            return;
        var directories = request.Catalog.Packages.Where(p => p.Ecosystem == component.Ecosystem).Select(p => p.Directory).Distinct();
        var near = NearestName.Find(component.Path, directories);
        throw new ReleaseException(
            ExitCode.Usage,
            $"component {component.Id}: path '{component.Path}' does not exist",
            $"{component.At} names a directory in which git knows no file",
            near is null ? "correct the path, or run: drayage detect" : $"did you mean '{near}'?");
    }

    private Package? FindPackage(ComponentSettings component)
    {
        var here = request.Catalog.Packages
            .Where(p => p.Ecosystem == component.Ecosystem && (p.Directory == component.Path || p.Manifest == component.Path))
            .ToArray();
        var named = component.Package is null ? here : [.. here.Where(p => p.Name == component.Package)];
        return named.Length switch
        {
            1 => named[0],
            0 when component.Ecosystem == EcosystemName.Container => null,
            0 => throw NoPackage(component, here),
            _ => throw SeveralPackages(component, named),
        };
    }

    private ReleaseException NoPackage(ComponentSettings component, Package[] here)
    {
        var place = component.Path.Length == 0 ? "the repository's root" : $"'{component.Path}'";
        if (here.Length > 0)
        {
            var near = NearestName.Find(component.Package!, here.Select(p => p.Name));
            return new ReleaseException(
                ExitCode.Usage,
                $"component {component.Id}: no {component.Ecosystem} package '{component.Package}' in {place}",
                $"{component.At}; found there: {string.Join(", ", here.Select(p => p.Name))}",
                near is null ? null : $"did you mean '{near}'?");
        }

        var unreadable = request.Catalog.Warnings.FirstOrDefault(w => w.Code == "unreadable-manifest" && w.At is not null && SourceTree(w.At) == component.Path);
        var elsewhere = request.Catalog.Packages.Where(p => p.Ecosystem == component.Ecosystem).Select(p => p.Directory.Length == 0 ? "." : p.Directory).Distinct().Take(8);
        return new ReleaseException(
            ExitCode.Usage,
            $"component {component.Id}: no {component.Ecosystem} package in {place}",
            unreadable is null ? $"{component.At}; {component.Ecosystem} packages stand in: {string.Join(", ", elsewhere.DefaultIfEmpty("none"))}" : $"{unreadable.At}: {unreadable.Message}",
            unreadable?.Hint ?? "correct the path or the ecosystem, or run: drayage detect");
    }

    private static string SourceTree(SourceLocation at) => Detection.SourceTree.DirectoryOf(at.Path);

    private static ReleaseException SeveralPackages(ComponentSettings component, Package[] found) => new(
        ExitCode.Usage,
        $"component {component.Id}: '{(component.Path.Length == 0 ? "." : component.Path)}' holds {found.Length} {component.Ecosystem} packages",
        $"{component.At}; found: {string.Join(", ", found.Select(p => $"{p.Name} ({p.Manifest})"))}",
        $"add 'package: {found[0].Name}', or name the manifest as the path");
}
