using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;

namespace Drayage.Tests.Ecosystems;

/// <summary>Plans and builds components of a foreign tree by one ecosystem.</summary>
internal static class Builds
{
    public static ComponentContext Context(
        ForeignTree tree, IEcosystem ecosystem, EcosystemSettings own, string path, string version, IReadOnlyDictionary<ComponentId, ComponentSteps>? planned = null)
    {
        var found = ecosystem.Detector!.Detect(tree.Tree, CancellationToken.None);
        return new ComponentContext
        {
            Project = new ProjectSettings { Project = "harbour", Repository = "example/harbour", Licence = "MIT", At = new SourceLocation("drayage.yaml", 1, 1) },
            Settings = new ComponentSettings
            {
                Id = ComponentId.Parse("it"),
                Ecosystem = ecosystem.Name,
                Path = path,
                Tag = "v{{ version }}",
                Own = own,
                At = new SourceLocation("drayage.yaml", 7, 3),
            },
            Package = found.Packages.FirstOrDefault(package => package.Directory == path),
            Catalog = new Catalog { Packages = found.Packages, Warnings = found.Warnings },
            Version = ReleaseVersion.Parse(version, VersionScheme.Semantic),
            NativeVersion = version,
            Source = new SourceRevision(new string('a', 40), 1_700_000_000, IsDirty: false),
            Tree = tree.Tree,
            Planned = planned ?? ImmutableDictionary<ComponentId, ComponentSteps>.Empty,
        };
    }

    /// <summary>Plans the component's only step and runs it; returns the planned outputs' paths.</summary>
    public static async Task<string[]> RunAsync(ForeignTree tree, IEcosystem ecosystem, EcosystemSettings own, string path, string version, string output)
    {
        var step = ecosystem.Builder!.Plan(Context(tree, ecosystem, own, path, version)).Builds.Single();
        var run = new LocalStepRun(step, tree.Root, output);
        await ecosystem.Builder.BuildAsync(step, run, CancellationToken.None);
        return [.. step.Outputs.Select(planned => planned.Path.Replace(PlannedCommand.Out, run.Out))];
    }
}
