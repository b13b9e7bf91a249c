using System.Text.Json.Nodes;
using Drayage.Ecosystems.Cargo.Publishing.Packaged;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Registries.Crates;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Publishing;

/// <summary>What a registry is told of a crate: the very thing that cargo tells it.</summary>
public sealed class CrateMetadataTests : IDisposable
{
    private readonly TemporaryDirectory work = new();

    /// <summary>cargo publishes a crate with everything that a manifest can say; Drayage publishes the file that cargo made.</summary>
    [Fact]
    public async Task The_metadata_is_what_cargo_sends()
    {
        var frames = new PublishedFrames();
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [frames] });
        using var delivery = new CrateDelivery(registry);
        foreach (var dependency in new[] { "plain", "other-name", "for-tests", "for-building", "on-unix" })
            await PublishDependencyAsync(registry, dependency);
        Write(registry);
        (await Cargo(registry).RunAsync("publish", "--registry", "main", "--allow-dirty", "--no-verify", "--quiet")).Succeeded();
        var crate = new SampleCrate("everything", "1.2.3-rc.1+build.5", frames.Crates.Last());
        var consignment = delivery.Prepare(crate, delivery.Real());

        // The registry has it already, and takes the same bytes for that.
        await delivery.Publisher.SendAsync(consignment, consignment.Effects[0], delivery.Scene.Content, CancellationToken.None);

        var told = frames.Metadata.TakeLast(2).ToArray();
        Assert.Equal(Ordered(told[0]).ToJsonString(), Ordered(told[1]).ToJsonString());
        Assert.Equal(crate.Bytes, frames.Crates.Last());
    }

    [Theory]
    [InlineData("1.2", "^1.2")]
    [InlineData("^1.2", "^1.2")]
    [InlineData(">= 1.2, <2", ">=1.2, <2")]
    [InlineData("=1.2.3-rc.1", "=1.2.3-rc.1")]
    [InlineData("~ 1", "~1")]
    [InlineData("1.*", "1.*")]
    [InlineData("1.x.X", "1.*")]
    [InlineData("1.2.*", "1.2.*")]
    [InlineData("1.0.0-alpha.x", "^1.0.0-alpha.x")]
    [InlineData("*", "*")]
    public void Requirements_are_spelt_as_cargo_spells_them(string manifest, string told) => Assert.Equal(told, RequirementSpelling.Of(manifest));

    [Theory]
    [InlineData("broken-1.0.0/Cargo.toml", "[package\n", "expected")]
    [InlineData("broken-1.0.0/Cargo.toml", "[workspace]\n", "no [package]")]
    [InlineData("broken-1.0.0/Cargo.toml", "[package]\nname = \"broken\"\n", "no package.version")]
    [InlineData("broken-1.0.0/Cargo.toml", "[package]\nname = \"broken\"\nversion = 1\n", "expected a string")]
    [InlineData("broken-1.0.0/src/lib.rs", "", "no Cargo.toml")]
    public async Task What_cargo_did_not_make_is_refused(string path, string content, string because)
    {
        var crate = SampleCrate.Holding("broken", "1.0.0", (path, content));

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => new PackagedCrate(crate.FileName, () => new MemoryStream(crate.Bytes)).DescribeAsync("sparse+https://x.example/", CancellationToken.None));

        Assert.Equal("broken-1.0.0.crate is no crate that a registry takes", refused.Message);
        Assert.Contains(because, refused.Because, StringComparison.Ordinal);
    }

    public void Dispose() => work.Dispose();

    private static async Task PublishDependencyAsync(RegistryFixture registry, string name)
    {
        using var client = new CratesClient(registry);
        await client.RequirePublishedAsync(SampleCrate.Of(name, more: "\n[features]\nfast = []\n"), metadata => metadata["features"] = new JsonObject { ["fast"] = new JsonArray() });
    }

    private void Write(RegistryFixture registry)
    {
        work.Write("README.md", "# Everything\n\n\"Quoted\", käse\n");
        work.Write("LICENCE", "MIT\n");
        work.Write("src/lib.rs", "");
        work.Write("build.rs", "fn main() {}\n");
        work.Write("Cargo.toml", """
            [package]
            name = "everything"
            version = "1.2.3-rc.1+build.5"
            edition = "2021"
            rust-version = "1.70"
            authors = ["A <a@example.org>", "B"]
            description = "All <that> a + manifest can say"
            license-file = "LICENCE"
            homepage = "https://example.org/"
            documentation = "https://docs.example.org/"
            repository = "https://git.example.org/x"
            keywords = ["one", "two"]
            categories = ["science"]
            links = "everything"
            readme = "README.md"

            [features]
            default = ["quick"]
            quick = ["renamed?/fast", "dep:plain"]

            [dependencies]
            plain = { version = "1", optional = true, registry = "main" }
            renamed = { package = "other-name", version = ">= 1.0, < 2", default-features = false, features = ["fast"], optional = true, registry = "main" }

            [dev-dependencies]
            for-tests = { version = "~1.0", registry = "main" }

            [build-dependencies]
            for-building = { version = "=1.0.0", registry = "main" }

            [target.'cfg(unix)'.dependencies]
            on-unix = { version = "1.*", registry = "main" }

            [badges]
            maintenance = { status = "actively-developed" }

            [workspace]
            """);
    }

    private Peer Cargo(RegistryFixture registry) => Peer.Require("cargo").In(work.Path)
        .With("CARGO_HOME", work["home"])
        .With("CARGO_TARGET_DIR", work["target"])
        .With("CARGO_REGISTRIES_MAIN_INDEX", $"sparse+{registry.Address}crates/main/index/")
        .With("CARGO_REGISTRIES_MAIN_TOKEN", RegistryFixture.Token);

    /// <summary>The order of keys and of dependencies means nothing.</summary>
    private static JsonNode Ordered(JsonNode node) => node switch
    {
        JsonObject table => new JsonObject(table.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, entry.Value is null ? null : (JsonNode?)(entry.Key == "deps" ? Sorted(entry.Value.AsArray()) : Ordered(entry.Value))))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Ordered(item))]),
        _ => node.DeepClone(),
    };

    private static JsonArray Sorted(JsonArray dependencies) => new([.. dependencies.Select(item => Ordered(item!)).OrderBy(item => item["name"]!.GetValue<string>(), StringComparer.Ordinal)]);
}
