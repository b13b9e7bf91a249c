using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Testing;

namespace Drayage.Tests.Ecosystems;

/// <summary>Plans and builds one component of a foreign repository with the real toolchain, without cache, packs and delivery.</summary>
internal sealed class BuildBench : IDisposable
{
    private readonly TemporaryDirectory output = new();
    private readonly IEcosystem ecosystem;
    private readonly ForeignTree tree;
    private readonly ComponentContext context;

    /// <param name="keys">The component's keys in YAML, in one line each.</param>
    public BuildBench(IEcosystem ecosystem, ForeignTree tree, string version, params string[] keys)
    {
        this.ecosystem = ecosystem;
        this.tree = tree;
        var text = $"schema: 1\nproject: tide\nrepository: acme/tide\ncomponents:\n  tide:\n    ecosystem: {ecosystem.Name}\n{string.Concat(keys.Select(key => $"    {key}\n"))}";
        var settings = new ConfigurationFile([ecosystem], []).Read(text, "drayage.yaml");
        var component = settings.Components.Single();
        var packages = ecosystem.Detector!.Detect(tree.Tree, CancellationToken.None).Packages;
        var release = ReleaseVersion.Recognise(version)!;
        context = new ComponentContext
        {
            Project = settings,
            Settings = component,
            Package = packages.Single(package => package.Directory == component.Path && (component.Package is null || package.Name == component.Package)),
            Catalog = new Catalog { Packages = packages, Warnings = [] },
            Version = release,
            NativeVersion = VersionMap.To(ecosystem.Spelling, release).TextOrThrow("tide"),
            Source = new SourceRevision("0123456789abcdef0123456789abcdef01234567", 1_700_000_000, IsDirty: false),
            Tree = tree.Tree,
            Planned = ImmutableDictionary<ComponentId, ComponentSteps>.Empty,
        };
    }

    public ComponentSteps Plan() => ecosystem.Builder!.Plan(context);

    /// <summary>Runs every step; the paths of the outputs by <c>step: name</c> without the component.</summary>
    public async Task<SortedDictionary<string, string>> BuildAsync()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in Plan().Builds)
        {
            var run = new BenchRun(step, tree.Root, output.MakeDirectory(step.Id.Replace('/', '.')), context.Source.CommitTime);
            await ecosystem.Builder!.BuildAsync(step, run, CancellationToken.None);
            foreach (var planned in step.Outputs)
            {
                var pattern = run.Expand(planned.Path);
                var file = Directory.GetFiles(Path.GetDirectoryName(pattern)!, Path.GetFileName(pattern)).Single();
                found.Add($"{step.Id["tide/".Length..]}: {planned.Name}", file);
            }
        }

        return found;
    }

    public void Dispose() => output.Dispose();
}
