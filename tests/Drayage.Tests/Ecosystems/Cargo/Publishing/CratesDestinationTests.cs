using Drayage.Ecosystems.Cargo.Publishing;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Detection;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Registries.Crates;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Publishing;

public sealed class CratesDestinationTests : IDisposable
{
    private readonly CratesDestination kind = new();
    private readonly TemporaryDirectory work = new();

    [Fact]
    public async Task Crates_io_needs_no_settings()
    {
        var settings = await CompleteAsync();

        Assert.Equal("https://index.crates.io/", settings.Index!.AbsoluteUri);
        Assert.Equal("crates-io", settings.Registry);
        Assert.Null(settings.Token);
    }

    [Theory]
    [InlineData("index=https://example.org/", "is no sparse index: its address begins with sparse+https://")]
    [InlineData("index=sparse+ftp://example.org/", "is no address")]
    [InlineData("index=sparse+https://me:secret@example.org/", "holds a user or a password")]
    [InlineData("registry=a b", "is no name of a registry")]
    [InlineData("token=env:T;trusted-publishing=true", "has both 'token' and 'trusted-publishing'")]
    [InlineData("token=cio123", "never written down itself")]
    public void Mistakes_are_told(string keys, string message)
    {
        var entries = keys.Split(';').Select(pair => (pair[..pair.IndexOf('=')], pair[(pair.IndexOf('=') + 1)..])).ToArray();

        var (_, problems) = DeliveryContexts.Read(kind, "x", entries);

        Assert.Contains(message, Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_another_registry_comes_from_the_nearest_configuration_of_cargo()
    {
        work.Write("home/config.toml", "[registries.team]\nindex = \"sparse+https://home.example/\"\n[registries.other]\nindex = \"sparse+https://other.example\"\n");
        work.Write("project/.cargo/config.toml", "[registries]\nteam = { index = \"sparse+https://project.example/index/\" }\n");

        Assert.Equal("https://project.example/index/", (await CompleteAsync(("registry", "team"))).Index!.AbsoluteUri);
        Assert.Equal("https://other.example/", (await CompleteAsync(("registry", "other"))).Index!.AbsoluteUri);
        Assert.Equal("https://variable.example/", (await CompleteAsync([("CARGO_REGISTRIES_TEAM_INDEX", "sparse+https://variable.example/")], ("registry", "team"))).Index!.AbsoluteUri);
    }

    [Fact]
    public async Task A_registry_that_nobody_knows_is_told_with_the_places_where_it_was_looked_for()
    {
        var refused = await Assert.ThrowsAsync<ReleaseException>(() => CompleteAsync(("registry", "my-team")));

        Assert.Equal("destination main: nobody says where registry my-team is", refused.Message);
        Assert.Contains("CARGO_REGISTRIES_MY_TEAM_INDEX is not set", refused.Because, StringComparison.Ordinal);
        work.Write("project/.cargo/config.toml", "[registries.my-team]\nindex = \"https://git.example/index\"\n");
        refused = await Assert.ThrowsAsync<ReleaseException>(() => CompleteAsync(("registry", "my-team")));
        Assert.Contains("is no sparse index", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_crate_needs_those_of_its_destination_that_it_depends_on()
    {
        var context = DeliveryContexts.Of(
            CrateDelivery.Component(SampleCrate.Of("top"), "middle", "elsewhere"), CrateDelivery.Component(SampleCrate.Of("middle"), "bottom"), CrateDelivery.Component(SampleCrate.Of("bottom")));

        var planned = kind.Plan(await CompleteAsync(), context);

        Assert.Equal(["main/top", "main/middle", "main/bottom"], planned.Select(consignment => consignment.Id));
        Assert.Equal(["main/middle"], planned[0].Needs);
        Assert.Equal(["main/bottom"], planned[1].Needs);
        Assert.Empty(planned[2].Needs);
        Assert.Equal("sparse+https://index.crates.io/", planned[0].Address);
        Assert.Equal("top", planned[0].Options["crate"]);
        Assert.Equal("crates-io", planned[0].Options["registry"]);
    }

    [Fact]
    public async Task What_the_manifest_forbids_is_refused_where_it_says_so()
    {
        var at = new SourceLocation("tide/Cargo.toml", 7, 1);

        var never = await RefusedAsync(new Publishability(false, "publish = false", at));
        Assert.Equal(("component tide: crate tide cannot go to main", "tide/Cargo.toml:7:1: publish = false", at), (never.Message, never.Because, never.At));
        var elsewhere = await RefusedAsync(new Publishability(true, "publish = [\"team\"]", at) { Registries = ["team"] });
        Assert.Equal("tide/Cargo.toml:7:1: publish = [\"team\"], and registry of main is crates-io", elsewhere.Because);
        Assert.Contains("registry: team", elsewhere.Hint, StringComparison.Ordinal);
        Assert.Single(kind.Plan(
            await CompleteAsync(("registry", "team"), ("index", "sparse+https://team.example/")),
            DeliveryContexts.Of(Allowed(new Publishability(true, "publish = [\"team\"]", at) { Registries = ["team"] }))));
    }

    [Fact]
    public async Task A_package_that_makes_no_crate_is_told_and_what_is_none_is_passed_over()
    {
        var program = DeliveryContexts.Component("tide", "1.0.0", "tide", [], (ArtifactKind.Archive, "tide.tar.gz"));
        var settings = await CompleteAsync();

        Assert.Empty(kind.Plan(settings, DeliveryContexts.Of(program)));
        var refused = Assert.Throws<ReleaseException>(() => kind.Plan(
            settings, DeliveryContexts.Of(program with { Package = CrateDelivery.Manifest("tide", new Publishability(true, "default")) })));
        Assert.Contains("crate: true", refused.Hint, StringComparison.Ordinal);
    }

    public void Dispose() => work.Dispose();

    private static ComponentDelivery Allowed(Publishability publishability) =>
        CrateDelivery.Component(SampleCrate.Of("tide")) with { Package = CrateDelivery.Manifest("tide", publishability) };

    private async Task<ReleaseException> RefusedAsync(Publishability publishability)
    {
        var settings = await CompleteAsync();
        return Assert.Throws<ReleaseException>(() => kind.Plan(settings, DeliveryContexts.Of(Allowed(publishability))));
    }

    private Task<CratesSettings> CompleteAsync(params (string Key, string Value)[] entries) => CompleteAsync([], entries);

    private async Task<CratesSettings> CompleteAsync((string Name, string Value)[] variables, params (string Key, string Value)[] entries)
    {
        var (settings, problems) = DeliveryContexts.Read(kind, "main", entries);
        Assert.Empty(problems);
        using var delivery = new RehearsalDelivery(new RegistryFixture());
        var client = delivery.Context(RehearsalDelivery.Environment([("CARGO_HOME", work["home"]), .. variables])).Client with { Directory = work["project"] };
        return (CratesSettings)await kind.CompleteAsync(settings, client, CancellationToken.None);
    }
}
