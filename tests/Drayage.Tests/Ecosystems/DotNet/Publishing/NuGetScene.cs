using Drayage.Ecosystems.DotNet.Publishing;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Registries.NuGet;
using Xunit;

namespace Drayage.Tests.Ecosystems.DotNet.Publishing;

/// <summary>Deliveries of one small package to the feed <c>main</c>.</summary>
internal static class NuGetScene
{
    public const string Version = "1.0.0-rc.1";

    public static NuGetDestination Kind { get; } = new();

    /// <param name="settings">Null for what a rehearsal needs.</param>
    /// <param name="symbols">Whether its symbols are delivered too.</param>
    /// <param name="package">Null for a sample.</param>
    /// <returns>The consignment of the package.</returns>
    public static Consignment Prepare(
        this RehearsalDelivery into, string id, PublisherContext context, NuGetSettings? settings = null, bool symbols = false, byte[]? package = null)
    {
        settings ??= Read(("source", "https://feed.example.org/v3/index.json"));
        var names = new List<string> { $"{id}.{Version}.nupkg" };
        into.Scene.Content[names[0]] = package ?? SamplePackage.Package(id, Version);
        if (symbols)
        {
            names.Add($"{id}.{Version}.snupkg");
            into.Scene.Content[names[1]] = SamplePackage.Symbols(id, Version);
        }

        var planned = Kind.Plan(settings, DeliveryContexts.Of(DeliveryContexts.Component("client", Version, id, [], [.. names.Select(name => (ArtifactKind.NuGetPackage, name))])));
        into.Scene.Publishers["main"] = Kind.CreatePublisher(settings, context);
        return planned.Select(consignment => into.Scene.Add(into.Seal(consignment))).ToArray()[0];
    }

    public static NuGetSettings Settings(RegistryFixture feed, params (string Key, string Value)[] entries) =>
        Read([("source", $"{feed.Address}nuget/main/v3/index.json"), .. entries]);

    public static NuGetSettings Read(params (string Key, string Value)[] entries)
    {
        var (settings, problems) = DeliveryContexts.Read(Kind, "main", entries);
        Assert.Empty(problems);
        return (NuGetSettings)settings;
    }
}
