using Drayage.Ecosystems.Python.Publishing;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Registries.Python;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing;

/// <summary>Wheels and source distributions on their way to the embedded index <c>main</c>.</summary>
internal sealed class PythonScene(RegistryFixture registry) : IDisposable
{
    public static PythonIndexDestination Kind { get; } = new();

    public TemporaryDirectory Work { get; } = new();

    public RehearsalDelivery Delivery { get; } = new(registry);

    public IPublisher Publisher => Delivery.Scene.Publishers["main"];

    /// <summary>A context as for a real release, whose client keeps its files in <see cref="Work"/>.</summary>
    public PublisherContext Real(params (string Name, string Value)[] variables)
    {
        var context = Delivery.Context(RehearsalDelivery.Environment(variables));
        return context with { Client = context.Client with { Directory = Work.Path } };
    }

    /// <summary>Settings without credential, and so with trusted publishing.</summary>
    public PythonIndexSettings Settings(params (string Key, string Value)[] more)
    {
        var (settings, problems) = DeliveryContexts.Read(
            Kind, "main", [("upload", $"{registry.Address}python/main/legacy/"), ("index", $"{registry.Address}python/main/simple/"), .. more]);
        Assert.Empty(problems);
        return (PythonIndexSettings)settings;
    }

    public PythonIndexSettings WithToken(params (string Key, string Value)[] more) => Settings([("token", "env:UPLOAD_TOKEN"), .. more]);

    /// <summary>A wheel and a source distribution of version 1.0.0, planned and sealed.</summary>
    /// <param name="body">What the wheel's module says.</param>
    public Consignment Prepare(string package, PublisherContext context, PythonIndexSettings settings, string body = "answer = 42\n")
    {
        var files = new[] { SampleDistribution.Wheel(Work, package, "1.0.0", body), SampleDistribution.Source(Work, package, "1.0.0") };
        foreach (var file in files)
            Delivery.Scene.Content[Path.GetFileName(file)] = File.ReadAllBytes(file);
        var planned = Assert.Single(Kind.Plan(settings, DeliveryContexts.Of(DeliveryContexts.Component(
            "client", "1.0.0", package, [], (ArtifactKind.Wheel, Path.GetFileName(files[0])), (ArtifactKind.SourceDistribution, Path.GetFileName(files[1]))))));
        Delivery.Scene.Publishers["main"] = Kind.CreatePublisher(settings, context);
        return Delivery.Scene.Add(Delivery.Seal(planned));
    }

    public void Dispose()
    {
        Delivery.Dispose();
        Work.Dispose();
    }
}
