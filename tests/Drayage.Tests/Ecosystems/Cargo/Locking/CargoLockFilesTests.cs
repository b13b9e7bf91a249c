using Drayage.Ecosystems.Cargo;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Locking;

/// <summary><c>Cargo.lock</c> against manifests: what registries gave by text, the rest with cargo as the judge.</summary>
public sealed class CargoLockFilesTests
{
    private const string Lock = """
        version = 4

        [[package]]
        name = "bitflags"
        version = "1.3.2"
        source = "registry+https://index.example/"

        [[package]]
        name = "bitflags"
        version = "2.6.0"
        source = "registry+https://index.example/"

        [[package]]
        name = "harbour"
        version = "0.4.0"
        dependencies = [
         "bitflags 1.3.2",
         "bitflags 2.6.0",
         "serde",
         "tide",
        ]

        [[package]]
        name = "serde"
        version = "1.0.150"
        source = "registry+https://index.example/"

        [[package]]
        name = "tide"
        version = "0.4.0"
        source = "git+https://git.example/tide#0123"

        """;

    private static ForeignTree Registry() => new()
    {
        {
            "Cargo.toml",
            """
            [workspace]
            members = ["harbour"]

            [workspace.package]
            version = "0.4.0"

            [workspace.dependencies]
            serde = { version = "1.0.100", features = ["derive"] }
            """
        },
        {
            "harbour/Cargo.toml",
            """
            [package]
            name = "harbour"
            version.workspace = true

            [dependencies]
            serde.workspace = true
            old = { package = "bitflags", version = "~1.3" }
            tide = { git = "https://git.example/tide", version = "9" }

            [target.'cfg(windows)'.build-dependencies]
            bitflags = ">=2.5, <3"
            """
        },
        { "harbour/src/lib.rs", "" },
        { "Cargo.lock", Lock },
    };

    [Fact]
    public void Requirements_that_the_locked_versions_meet_are_fresh()
    {
        using var tree = Registry();
        var compared = Assert.Single(tree.CompareLocks(new CargoEcosystem()));
        Assert.Empty(compared.Differences);
        Assert.Equal("cargo update --workspace", compared.Command);
    }

    [Theory]
    [InlineData("Cargo.toml", "1.0.100", "1.0.200", "Cargo.toml:8 requires serde 1.0.200, Cargo.lock has 1.0.150")]
    [InlineData("Cargo.toml", "\"0.4.0\"", "\"0.5.0\"", "Cargo.toml:5 gives harbour the version 0.5.0, Cargo.lock has 0.4.0")]
    [InlineData("harbour/Cargo.toml", "~1.3", "=1.3.1", "harbour/Cargo.toml:7 requires bitflags =1.3.1, Cargo.lock has 1.3.2 and 2.6.0")]
    [InlineData("harbour/Cargo.toml", ">=2.5, <3", "3.*", "harbour/Cargo.toml:11 requires bitflags 3.*, Cargo.lock has 1.3.2 and 2.6.0")]
    [InlineData("harbour/Cargo.toml", "\nserde.workspace", "\nlog = \"0.4\"\nserde.workspace", "harbour/Cargo.toml:6 requires log 0.4, which Cargo.lock does not have for harbour")]
    [InlineData("harbour/Cargo.toml", "serde.workspace = true\n", "", "Cargo.lock:19 has serde for harbour, whose manifest does not require it")]
    [InlineData("harbour/Cargo.toml", "\"harbour\"", "\"quay\"", "Cargo.toml:5 is quay, which Cargo.lock does not have")]
    public void Each_difference_is_told_with_its_place(string path, string old, string changed, string told)
    {
        using var tree = Registry();
        Assert.Equal([told], tree.With(path, old, changed).LockDifferences(new CargoEcosystem()));
    }

    [Fact]
    public void A_lock_file_that_cargo_does_not_read_is_passed_over()
    {
        using var tree = Registry();
        tree.Add("harbour/Cargo.lock", "version = 4\n");
        Assert.Equal("Cargo.lock", Assert.Single(tree.CompareLocks(new CargoEcosystem())).Path);
    }

    [Theory]
    [InlineData("Cargo.toml", "[workspace]", "[workspace]")]
    [InlineData("a/Cargo.toml", "version = \"0.1.0\"", "version = \"0.2.0\"")]
    [InlineData("a/Cargo.toml", "path = \"../b\"", "path = \"../b\", optional = true")]
    [InlineData("a/Cargo.toml", "b = { path = \"../b\" }", "renamed = { package = \"b\", path = \"../b\" }")]
    [InlineData("a/Cargo.toml", "b = { path = \"../b\" }", "")]
    [InlineData("a/Cargo.toml", "[dependencies]", "[dev-dependencies]\nc = { path = \"../c\" }\n[dependencies]")]
    [InlineData("a/Cargo.toml", "[dependencies]", "[dev-dependencies]\na = { path = \".\" }\n[dependencies]")]
    [InlineData("b/Cargo.toml", "name = \"b\"", "name = \"b\"\ndescription = \"says nothing of others\"")]
    [InlineData("Cargo.toml", "\"b\"", "\"b\", \"d\"")]
    [InlineData("Cargo.toml", ", \"c\"", "")]
    public async Task Cargo_finds_the_same(string path, string old, string changed)
    {
        using var tree = new ForeignTree
        {
            { "Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"a\", \"b\", \"c\"]\n" },
            { "a/Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nb = { path = \"../b\" }\n" },
            { "b/Cargo.toml", "[package]\nname = \"b\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[target.'cfg(windows)'.dependencies]\nc = { path = \"../c\" }\n" },
            { "c/Cargo.toml", "[package]\nname = \"c\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" },
            { "d/Cargo.toml", "[package]\nname = \"d\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" },
            { "a/src/lib.rs", "" },
            { "b/src/lib.rs", "" },
            { "c/src/lib.rs", "" },
            { "d/src/lib.rs", "" },
        };
        var cargo = Peer.Require("cargo").In(tree.Root);
        Assert.Equal(0, (await cargo.RunAsync("generate-lockfile", "--offline")).ExitCode);
        tree.Add("Cargo.lock", await File.ReadAllTextAsync(Path.Combine(tree.Root, "Cargo.lock"), TestContext.Current.CancellationToken));

        tree.With(path, old, changed);

        var judged = await cargo.RunAsync("metadata", "--locked", "--offline", "--format-version", "1");
        Assert.Equal(judged.ExitCode == 0, Assert.Single(tree.CompareLocks(new CargoEcosystem())).IsFresh);
    }
}
