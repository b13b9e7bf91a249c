using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Crates;

/// <summary>cargo publishes to the embedded registry, and builds with what it finds there.</summary>
public sealed class CargoPeerTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly TemporaryDirectory work = new();

    [Fact]
    public async Task Cargo_publishes_a_crate_and_another_that_depends_on_it_and_a_stranger_builds_both()
    {
        Write("first", "");
        Write("second", "first = { version = \"1.0.0\", registry = \"main\", path = \"../first\" }\n");

        (await Cargo("first").RunAsync("publish", "--allow-dirty", "--registry", "main", "--quiet")).Succeeded();
        (await Cargo("second").RunAsync("publish", "--allow-dirty", "--registry", "main", "--quiet")).Succeeded();

        work.Write("user/Cargo.toml", "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2021\"\n");
        work.Write("user/src/lib.rs", "pub fn answer() -> u32 { second::answer() }\n");
        (await Cargo("user").RunAsync("add", "second", "--registry", "main", "--quiet")).Succeeded();
        (await Cargo("user").RunAsync("build", "--quiet")).Succeeded();
        (await Cargo("user").RunAsync("fetch", "--locked", "--quiet")).Succeeded();
        Assert.Contains("name = \"first\"", await File.ReadAllTextAsync(work["user", "Cargo.lock"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cargo_understands_every_answer_and_every_refusal()
    {
        Write("known", "");
        (await Cargo("known").RunAsync("publish", "--allow-dirty", "--no-verify", "--registry", "main", "--quiet")).Succeeded();

        var again = (await Cargo("known").RunAsync("publish", "--allow-dirty", "--no-verify", "--registry", "main")).Failed();
        Assert.Contains("already exists", again.Error, StringComparison.Ordinal);
        Write("foreign", "");
        var stranger = (await Cargo("foreign").With("CARGO_REGISTRIES_MAIN_TOKEN", "wrong").RunAsync("publish", "--allow-dirty", "--no-verify", "--registry", "main")).Failed();
        Assert.Contains("status 403 Forbidden): authentication failed", stranger.Error, StringComparison.Ordinal);
        (await Cargo("known").RunAsync("yank", "--registry", "main", "--version", "1.0.0", "known")).Succeeded();
        (await Cargo("known").RunAsync("yank", "--undo", "--registry", "main", "--version", "1.0.0", "known")).Succeeded();
        Assert.Contains("somebody is now an owner", (await Cargo("known").RunAsync("owner", "--registry", "main", "--add", "somebody", "known")).Succeeded().Error, StringComparison.Ordinal);
        Assert.Contains("somebody", (await Cargo("known").RunAsync("owner", "--registry", "main", "--list", "known")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("known = \"1.0.0\"", (await Cargo("known").RunAsync("search", "--registry", "main", "kno")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cargo_uses_the_token_where_reading_needs_one()
    {
        await using var closed = await RegistryFixture.StartAsync(options => options with { Tokens = options.Tokens with { ReadsNeedToken = true } });
        Write("hidden", "");
        var cargo = Cargo("hidden").With("CARGO_REGISTRIES_MAIN_INDEX", $"sparse+{closed.Address}crates/main/index/").With("CARGO_REGISTRIES_MAIN_CREDENTIAL_PROVIDER", "cargo:token");

        (await cargo.RunAsync("publish", "--allow-dirty", "--no-verify", "--registry", "main", "--quiet")).Succeeded();
        (await cargo.RunAsync("info", "hidden", "--registry", "main")).Succeeded();
    }

    public void Dispose() => work.Dispose();

    private void Write(string name, string dependencies)
    {
        work.Write($"{name}/Cargo.toml", $"[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2021\"\nlicense = \"MIT\"\ndescription = \"A sample\"\n\n[dependencies]\n{dependencies}");
        work.Write($"{name}/src/lib.rs", dependencies.Length == 0 ? "pub fn answer() -> u32 { 42 }\n" : "pub fn answer() -> u32 { first::answer() }\n");
    }

    private Peer Cargo(string package) => Peer.Require("cargo").In(work[package])
        .With("CARGO_HOME", work["home"])
        .With("CARGO_TARGET_DIR", work["target"])
        .With("CARGO_REGISTRIES_MAIN_INDEX", $"sparse+{registry.Address}crates/main/index/")
        .With("CARGO_REGISTRIES_MAIN_TOKEN", RegistryFixture.Token);
}
