using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Planning;

namespace Drayage.Cli.Checking;

/// <summary>Everything that people download carries its terms: each ecosystem's client packs only what stands in the package's own directory.</summary>
internal sealed class LicencesCheck(Composition composition) : ICheck
{
    private static readonly ImmutableHashSet<string> Packages =
        [ArtifactKind.Crate, ArtifactKind.NpmTarball, ArtifactKind.Wheel, ArtifactKind.SourceDistribution, ArtifactKind.NuGetPackage];

    public string Name => "licences";

    public async Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        var project = subject.Project;
        var plan = await new ProjectLoader(composition).PlanAsync(project, PlanChoices.All, cancellationToken);
        var own = LicenceFiles.In(project.Tree, "").Select(SourceTree.FileName).FirstOrDefault();
        var packages = plan.Components.Where(component => plan.Artifacts.Any(artifact => artifact.Component == component.Id && Packages.Contains(artifact.Kind))).ToArray();
        var without = packages.Where(component => !IsLicensed(project, component)).ToArray();
        if (without is [var first, ..])
        {
            var isAtRoot = first.Path.Length == 0;
            return new CheckOutcome.Bad(
                $"no licence file goes into {string.Join(", ", without.Select(component => component.Package))}: {(isAtRoot ? "the root" : first.Path)} has none{(own is null ? "" : $", and {own} of the root is not packed")}",
                own is null || isAtRoot ? "add a file LICENSE with the terms" : $"put a copy there: cp {own} {first.Path}/");
        }

        if (packages.Length > 0)
            return new CheckOutcome.Good($"a licence goes into {Counted.Of(packages.Length, "package")}");
        return own is null
            ? new CheckOutcome.Bad("the repository has no licence file", "add a file LICENSE with the terms")
            : new CheckOutcome.Good($"{own} goes into the archives");
    }

    private static bool IsLicensed(OpenedProject project, PlannedComponent component)
    {
        if (LicenceFiles.In(project.Tree, component.Path).Any())
            return true;
        var package = project.Catalog.Packages.FirstOrDefault(package => package.Ecosystem == component.Ecosystem && package.Directory == component.Path && package.Name == component.Package);
        // A manifest may name a file elsewhere (license-file); and NuGet shows the text of an expression itself.
        return package?.About.Licence is { } stated
            && (component.Ecosystem == EcosystemName.DotNet || (SourceTree.Join(component.Path, stated) is { } path && project.Tree.Contains(path)));
    }
}
