using Drayage.Ecosystems.Containers.Publishing;
using Drayage.Ecosystems.GitHub;
using Drayage.Ecosystems.GitHub.Charts;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Oci.Documents;
using Drayage.Platform.Archives;
using Drayage.Testing;
using Drayage.Tests.Ecosystems.Cargo.Publishing;
using Drayage.Tests.Ecosystems.DotNet.Publishing;
using Drayage.Tests.Ecosystems.GitHub;
using Drayage.Tests.Ecosystems.Npm.Publishing;
using Drayage.Tests.Ecosystems.Python.Publishing;
using Drayage.Tests.Oci;
using Drayage.Tests.Registries.Crates;
using Drayage.Tests.Registries.Npm;
using Drayage.Tests.Registries.NuGet;
using Xunit;

namespace Drayage.Tests.Ecosystems.Channels;

/// <summary>Every channel that packages are published to, each before the embedded registry of its protocol.</summary>
internal static class AllChannels
{
    public static TheoryData<string> Names => ["python", "crates", "npm", "nuget", "oci", "helm oci", "helm index", "github"];

    public static Channel Open(string name, RegistryFixture registry) => name switch
    {
        "python" => Python(new PythonScene(registry)),
        "crates" => Crates(new CrateDelivery(registry)),
        "npm" => Npm(new NpmScene(registry)),
        "nuget" => NuGet(new RehearsalDelivery(registry)),
        "oci" => Image(new RehearsalDelivery(registry), new TemporaryDirectory()),
        "helm oci" => Chart(new RehearsalDelivery(registry), new TemporaryDirectory()),
        "github" => GitHub(new RehearsalDelivery(registry), new GitHubScene(registry)),
        "helm index" => HelmIndex(new RehearsalDelivery(registry), new GitHubScene(registry)),
        _ => throw new ArgumentException($"there is no channel '{name}'", nameof(name)),
    };

    private static Channel Python(PythonScene scene) => new(
        scene.Delivery, (context, content) => Task.FromResult(scene.Prepare("tide", context, scene.WithToken(), $"answer = '{content}'\n")), scene)
    {
        Changes = "/legacy/",
        Reads = "/simple/",
    };

    private static Channel Crates(CrateDelivery scene) => new(
        scene.Delivery, (context, content) => Task.FromResult(scene.Prepare(SampleCrate.Of("tide", source: $"// {content}\n"), context)), scene)
    {
        Changes = "/crates/new$",
        Reads = "/index/ti/de/",
    };

    private static Channel Npm(NpmScene scene) => new(
        scene.Delivery,
        (context, content) => Task.FromResult(scene.Prepare("tide", "1.0.0", scene.Settings(("token", "env:NPM_TOKEN")), context, SampleTarball.Make("tide", "1.0.0", $"// {content}\n"))),
        scene)
    {
        Changes = "/npm/main/tide$",
        Reads = "/npm/main/tide$",
    };

    private static Channel NuGet(RehearsalDelivery delivery) => new(
        delivery, (context, content) => Task.FromResult(delivery.Prepare("Tide", context, package: SamplePackage.Package("Tide", NuGetScene.Version, content))))
    {
        Changes = "/nuget/main/",
        Reads = "/nuget/main/.*/tide/",
    };

    private static Channel GitHub(RehearsalDelivery delivery, GitHubScene scene) => new(
        delivery, (context, content) => Task.FromResult(scene.Prepare(delivery, "owner/tide", context, archive: content)))
    {
        Changes = "/releases$",
        Reads = "/releases",
    };

    private static Channel Image(RehearsalDelivery delivery, TemporaryDirectory directory) => Oci(delivery, directory, async content =>
    {
        var recipe = SampleImages.Recipe("linux/amd64");
        var platform = recipe.Platforms[0] with { Layers = [recipe.Platforms[0].Layers[0] with { Entries = [ArchiveEntry.Text("usr/bin/tool", content)] }] };
        return (await SampleImages.AssembleAsync(directory[content], recipe with { Platforms = [platform] })).Image.Root;
    });

    private static Channel Chart(RehearsalDelivery delivery, TemporaryDirectory directory) =>
        Oci(delivery, directory, content => SampleChart.LayOutAsync(directory[content], content));

    /// <param name="layOut">Makes the layout of what is delivered, in the directory of its content's name.</param>
    private static Channel Oci(RehearsalDelivery delivery, TemporaryDirectory directory, Func<string, Task<Descriptor>> layOut) => new(
        delivery,
        async (context, content) =>
        {
            var root = await layOut(content);
            delivery.Scene.Content.Images = directory[content];
            var kind = new OciDestination();
            var (settings, problems) = DeliveryContexts.Read(kind, "ghcr", ("registry", "ghcr.io/owner"), ("username", "env:GITHUB_ACTOR"), ("password", "env:GITHUB_TOKEN"));
            Assert.Empty(problems);
            delivery.Scene.Publishers["ghcr"] = kind.CreatePublisher(settings, context);
            return delivery.Scene.Add(new Consignment
            {
                Id = "ghcr/tide",
                Destination = "ghcr",
                Kind = "oci",
                Address = "ghcr.io/owner/tide",
                Version = "1.0.0",
                Effects = [new Effect.Put("tide", root.Digest, root.Size), new Effect.Point("1.0.0", root.Digest)],
                Needs = [],
            });
        },
        directory)
    {
        Changes = "/manifests/",
        Reads = "/manifests/",
    };

    /// <summary>The chart itself is a file of a GitHub release that comes before.</summary>
    private static Channel HelmIndex(RehearsalDelivery delivery, GitHubScene github) => new(
        delivery,
        async (context, content) =>
        {
            var chart = SampleChart.Pack(content);
            await github.ReleaseAsync("owner/charts", "v1.0.0", SampleChart.FileName, chart);
            delivery.Scene.Content[SampleChart.FileName] = chart;
            var kind = new ChartIndexDestination();
            var (settings, problems) = DeliveryContexts.Read(kind, "charts", ("repository", "owner/charts"), ("releases", "github"));
            Assert.Empty(problems);
            var component = DeliveryContexts.Component("chart", "1.0.0", "tide", [], (ArtifactKind.Chart, SampleChart.FileName));
            var planning = DeliveryContexts.Of(component with { Settings = component.Settings with { To = ["github", "charts"] } });
            var release = DeliveryContexts.Read(new GitHubDestination(), "github", ("repository", "owner/charts")).Settings;
            var planned = Assert.Single(kind.Plan(settings, planning with { Project = planning.Project with { Destinations = [release] } }));
            delivery.Scene.Publishers["charts"] = kind.CreatePublisher(settings, context);
            return delivery.Scene.Add(delivery.Seal(planned) with { Needs = [] });
        })
    {
        Changes = "/git/refs$",
        Reads = "/contents/",
    };
}
