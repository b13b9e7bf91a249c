using Drayage.Ecosystems.DotNet.Publishing;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Components;
using Drayage.Model.Detection;
using Drayage.Pipeline.Installing;
using Xunit;

namespace Drayage.Tests.Ecosystems.DotNet.Publishing;

public sealed class NuGetDestinationTests
{
    private const string Feed = "https://feed.example.org/v3/index.json";
    private readonly NuGetDestination kind = new();

    [Fact]
    public void Packages_go_before_their_symbols_and_after_what_they_depend_on()
    {
        var core = DeliveryContexts.Component("core", "1.0.0", "Tide.Core", [], (ArtifactKind.NuGetPackage, "Tide.Core.1.0.0.snupkg"), (ArtifactKind.NuGetPackage, "Tide.Core.1.0.0.nupkg"));
        var app = DeliveryContexts.Component("app", "1.0.0", "Tide.App", [], (ArtifactKind.NuGetPackage, "Tide.App.1.0.0.nupkg")) with { Follows = [ComponentId.Parse("core")] };
        var other = DeliveryContexts.Component("other", "1.0.0", "other", [], (ArtifactKind.Archive, "other.tar.gz"));

        var planned = kind.Plan(Settings(("source", Feed)), DeliveryContexts.Of(core, app, other));

        Assert.Equal(
            [("nuget/Tide.Core", "Tide.Core.1.0.0.nupkg", ""), ("nuget/Tide.Core/symbols", "Tide.Core.1.0.0.snupkg", "nuget/Tide.Core"), ("nuget/Tide.App", "Tide.App.1.0.0.nupkg", "nuget/Tide.Core")],
            planned.Select(consignment => (consignment.Id, consignment.Artifacts.Single(), string.Join(' ', consignment.Needs))));
        Assert.Equal((Feed, "Tide.App"), (planned[2].Address, planned[2].Options["package"]));
    }

    [Fact]
    public void Symbols_are_left_out_where_the_feed_takes_none()
    {
        var core = DeliveryContexts.Component("core", "1.0.0", "Tide.Core", [], (ArtifactKind.NuGetPackage, "Tide.Core.1.0.0.nupkg"), (ArtifactKind.NuGetPackage, "Tide.Core.1.0.0.snupkg"));

        var planned = kind.Plan(Settings(("source", Feed), ("symbols", "false")), DeliveryContexts.Of(core));

        Assert.Equal(["Tide.Core.1.0.0.nupkg"], planned.Single().Artifacts);
    }

    [Theory]
    [InlineData(false, ProductKind.Library, ".NET package from NuGet", "dotnet add package Tide --version 1.0.0")]
    [InlineData(false, ProductKind.DotNetTool, ".NET tool from NuGet", "dotnet tool install --global Tide --version 1.0.0")]
    [InlineData(true, ProductKind.Library, ".NET package from nuget", $"dotnet add package Tide --version 1.0.0 --source {Feed}")]
    [InlineData(true, ProductKind.DotNetTool, ".NET tool from nuget", $"dotnet tool install --global Tide --version 1.0.0 --add-source {Feed}")]
    public void Packages_are_added_and_tools_installed_from_a_source_that_is_named_where_drayage_yaml_names_it(bool isNamed, string product, string heading, string command)
    {
        var tide = DeliveryContexts.Component("tide", "1.0.0", "Tide", [], (ArtifactKind.NuGetPackage, "Tide.1.0.0.nupkg"), (ArtifactKind.NuGetPackage, "Tide.1.0.0.snupkg")) with
        {
            Package = Manifest("Tide") with { Products = [new Product(product, "Tide")] },
        };
        var planned = kind.Plan(Settings(("source", Feed)) with { IsNamed = isNamed }, DeliveryContexts.Of(tide));

        var steps = InstallableConsignment.Of(planned, [tide.Component], [], publicKey: null).SelectMany(consignment => kind.Install(consignment));

        var step = Assert.Single(steps);
        Assert.Equal((heading, command), (step.Heading, step.Commands.Single()));
    }

    [Theory]
    [InlineData("source", "https://user:secret@feed.example.org/v3/index.json", "the address holds a user or a password")]
    [InlineData("source", "https://feed.example.org/api/v2", "is no address of a service index")]
    [InlineData("api-key", "oy2secret", "a secret is named by env:NAME or file:PATH")]
    [InlineData("username", "tide", "has only one of 'username' and 'password'")]
    public void Mistakes_are_told(string key, string value, string problem)
    {
        var (_, problems) = DeliveryContexts.Read(kind, "nuget", (key, value));

        Assert.Contains(problem, Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_and_a_trusted_publisher_exclude_each_other()
    {
        var (_, problems) = DeliveryContexts.Read(kind, "nuget", ("api-key", "env:KEY"), ("trusted-publisher", "tide"));

        Assert.Equal("destination 'nuget' has both 'api-key' and 'trusted-publisher'", Assert.Single(problems).Message);
    }

    private static Package Manifest(string name) => new()
    {
        Ecosystem = EcosystemName.DotNet,
        Name = name,
        Directory = name,
        Manifest = $"{name}/{name}.csproj",
        Version = new PackageVersion.Static("1.0.0", new SourceLocation($"{name}/{name}.csproj", 3, 1)),
        Publishability = new Publishability(true, "IsPackable is true by default"),
    };

    private NuGetSettings Settings(params (string Key, string Value)[] entries)
    {
        var (settings, problems) = DeliveryContexts.Read(kind, "nuget", entries);
        Assert.Empty(problems);
        return (NuGetSettings)settings;
    }
}
