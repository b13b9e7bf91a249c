using Drayage.Acceptance.Repositories;
using Drayage.Testing;

namespace Drayage.Acceptance.Crates;

/// <summary>
/// A workspace of three crates that depend on each other, named in drayage.yaml from the last to the first, for a registry that only
/// cargo's own configuration knows.
/// </summary>
internal sealed class CrateWorkspace : IDisposable
{
    public const string Version = "0.3.0-rc.1";

    private readonly SealingKey key = new();
    private readonly TemporaryDirectory home = new();
    private readonly GitFixture git;
    private readonly RegistryFixture registry;

    private CrateWorkspace(GitFixture git, RegistryFixture registry) => (this.git, this.registry) = (git, registry);

    public string Root => git.Directory.Path;

    public TemporaryDirectory Directory => git.Directory;

    /// <summary>Publishes that the registry answered with success.</summary>
    public int Published => registry.Served.Count(request => request is { Method: "PUT", Status: 200 } && request.Path.EndsWith("/crates/new", StringComparison.Ordinal));

    public static async Task<CrateWorkspace> CreateAsync(RegistryFixture registry)
    {
        Peer.Require("cargo");
        var workspace = new CrateWorkspace(await GitFixture.StartAsync(), registry);
        var files = workspace.Directory;
        files.Write(".gitignore", "/target/\n/dist/\nCargo.lock\n");
        files.Write("LICENSE", "MIT License\n");
        files.Write(".cargo/config.toml", $"[registries.main]\nindex = \"sparse+{registry.Address}crates/main/index/\"\n");
        files.Write("Cargo.toml", $"[workspace]\nresolver = \"2\"\nmembers = [\"core\", \"tables\", \"cli\"]\n\n[workspace.package]\nversion = \"{Version}\"\nlicense = \"MIT\"\ndescription = \"Tides\"\npublish = [\"main\"]\nedition = \"2021\"\n");
        files.Write("core/Cargo.toml", Manifest("tide-core", ""));
        files.Write("core/src/lib.rs", "pub fn height() -> u32 { 42 }\n");
        files.Write("tables/Cargo.toml", Manifest("tide-tables", Dependency("tide-core", "core")));
        files.Write("tables/src/lib.rs", "pub fn table() -> String { format!(\"height {}\", tide_core::height()) }\n");
        files.Write("cli/Cargo.toml", Manifest("tide-cli", Dependency("tide-tables", "tables")));
        files.Write("cli/src/main.rs", "fn main() { println!(\"{}\", tide_tables::table()); }\n");
        files.Write("drayage.yaml", """
            schema: 1
            project: tide
            repository: example/tide
            description: Tides
            licence: MIT
            version: Cargo.toml#workspace.package.version
            destinations:
              crates: { kind: crates, registry: main }
            components:
              tide-cli: { ecosystem: cargo, path: cli, crate: true, to: [crates] }
              tide-tables: { ecosystem: cargo, path: tables, to: [crates] }
              tide-core: { ecosystem: cargo, path: core, to: [crates] }

            """);
        await workspace.CommitAsync("Tell the tide");
        return workspace;
    }

    public Task CommitAsync(string message) => git.CommitAsync(message);

    /// <summary>The tool, with a home of cargo's own and these variables besides.</summary>
    public BuiltDrayage Drayage(params (string Name, string Value)[] variables)
    {
        var drayage = new BuiltDrayage(Root).With("CARGO_HOME", home.Path);
        foreach (var name in new[] { "CARGO_REGISTRY_TOKEN", "CARGO_REGISTRIES_MAIN_TOKEN", "CARGO_REGISTRIES_MAIN_INDEX", "CRATES_IO_ID_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL" })
            drayage.With(name, null);
        foreach (var (name, value) in variables)
            drayage.With(name, value);
        return drayage;
    }

    /// <summary>The tool, with the token where cargo looks for it.</summary>
    public BuiltDrayage WithToken() => Drayage(("CARGO_REGISTRIES_MAIN_TOKEN", RegistryFixture.Token));

    public async Task<CommandOutcome> ReleaseAsync(BuiltDrayage drayage, params string[] arguments) => await drayage.RunAsync(["release", .. await key.ArgumentsAsync(drayage), .. arguments]);

    public Task<CommandOutcome> VerifyAsync() => Drayage().RunAsync("verify", "--key", key.PublicPath);

    /// <summary>cargo, in a directory and with a home of its own.</summary>
    public Peer Cargo(TemporaryDirectory directory) => Peer.Require("cargo").In(directory.Path)
        .With("CARGO_HOME", directory["home"])
        .With("CARGO_TARGET_DIR", directory["target"])
        .With("CARGO_REGISTRIES_MAIN_INDEX", $"sparse+{registry.Address}crates/main/index/")
        .With("CARGO_REGISTRIES_MAIN_TOKEN", RegistryFixture.Token);

    public void Dispose()
    {
        git.Dispose();
        key.Dispose();
        home.Dispose();
    }

    private static string Manifest(string name, string dependencies) =>
        $"[package]\nname = \"{name}\"\nversion.workspace = true\nlicense.workspace = true\ndescription.workspace = true\npublish.workspace = true\nedition.workspace = true\n\n[dependencies]\n{dependencies}";

    private static string Dependency(string name, string path) => $"{name} = {{ path = \"../{path}\", version = \"{Version}\", registry = \"main\" }}\n";
}
