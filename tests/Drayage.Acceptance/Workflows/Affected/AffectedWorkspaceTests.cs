using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Workflows.Affected;

/// <summary>Changes in workspaces affect what depends on the changed package, in each language's own way of saying so.</summary>
public sealed class AffectedWorkspaceTests : IAsyncLifetime
{
    private const string Project = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>";

    private GitFixture git = null!;

    public async ValueTask InitializeAsync()
    {
        git = await GitFixture.StartAsync();
        foreach (var (path, text) in Files())
            git.Directory.Write(path, text);
        await git.CommitAsync("Begin");
    }

    public ValueTask DisposeAsync()
    {
        git.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Dependants_are_affected_directly_or_not()
    {
        git.Directory.Write("crates/core/src/main.rs", "fn main() { loop {} }\n");
        Assert.Equal("server", await AffectedAsync());
        git.Directory.Write("js/packages/base/more.js", "\n");
        git.Directory.Write("go/lib/lib.go", "package lib\n\nvar One = 1\n");
        git.Directory.Write("net/Lib/More.cs", "class More;\n");
        Assert.Equal("server app-js app-go app-net", await AffectedAsync());
    }

    [Fact]
    public async Task A_file_that_is_gone_affects_what_was_built_beside_it()
    {
        await git.RunAsync("rm", "--quiet", "js/package-lock.json");
        Assert.Equal("app-js", await AffectedAsync());
        await git.RunAsync("rm", "--quiet", ".cargo/config.toml");
        Assert.Equal("server tools app-js app-go app-net", await AffectedAsync());
    }

    [Fact]
    public async Task A_file_that_moved_affects_both_places()
    {
        await git.RunAsync("mv", "crates/tools/src/main.rs", "go/lib/main.txt");
        await git.CommitAsync("Move");

        Assert.Equal("tools app-go", await AffectedAsync("HEAD~1"));
    }

    private async Task<string> AffectedAsync(string since = "HEAD")
    {
        var affected = (await new BuiltDrayage(git.Directory.Path).RunAsync("affected", "--base", since, "--json")).Ended(0).Json();
        Assert.Empty(affected.GetProperty("uncovered").EnumerateArray());
        return string.Join(' ', affected.GetProperty("components").EnumerateArray().Select(id => id.GetString()));
    }

    private static IEnumerable<(string Path, string Text)> Files() =>
    [
        ("drayage.yaml", """
            schema: 1
            project: bay
            repository: bay/bay
            version: VERSION~([0-9.]+)
            destinations:
              github: { kind: github }
            components:
              server: { ecosystem: cargo, path: crates/server, to: [github] }
              tools: { ecosystem: cargo, path: crates/tools, to: [github] }
              app-js: { ecosystem: npm, path: js/packages/app, to: [github] }
              app-go: { ecosystem: go, path: go/app, to: [github] }
              app-net: { ecosystem: dotnet, path: net/App, mode: publish, platforms: [linux/amd64], to: [github] }

            """),
        ("VERSION", "0.1.0\n"),
        ("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\nresolver = \"2\"\n"),
        (".cargo/config.toml", "[build]\n"),
        .. Crate("core", ""), .. Crate("wire", "core"), .. Crate("server", "wire"), .. Crate("tools", ""),
        ("js/package.json", "{ \"name\": \"root\", \"private\": true, \"workspaces\": [\"packages/*\"] }\n"),
        ("js/package-lock.json", "{ \"name\": \"root\", \"lockfileVersion\": 3, \"packages\": {} }\n"),
        ("js/packages/base/package.json", "{ \"name\": \"@bay/base\", \"version\": \"0.1.0\" }\n"),
        ("js/packages/app/package.json", "{ \"name\": \"@bay/app\", \"version\": \"0.1.0\", \"dependencies\": { \"@bay/base\": \"^0.1.0\" } }\n"),
        ("go/lib/go.mod", "module example.org/lib\n\ngo 1.19\n"),
        ("go/lib/lib.go", "package lib\n"),
        ("go/app/go.mod", "module example.org/app\n\ngo 1.19\n\nrequire example.org/lib v0.0.0\n\nreplace example.org/lib => ../lib\n"),
        ("go/app/main.go", "package main\n\nimport _ \"example.org/lib\"\n\nfunc main() {}\n"),
        ("net/Lib/Lib.csproj", Project + "</Project>\n"),
        ("net/App/App.csproj", Project + "<ItemGroup><ProjectReference Include=\"../Lib/Lib.csproj\" /></ItemGroup></Project>\n"),
    ];

    private static IEnumerable<(string Path, string Text)> Crate(string name, string needs) =>
    [
        ($"crates/{name}/Cargo.toml",
            $"[package]\nname = \"bay-{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n" + (needs.Length == 0 ? "" : $"\n[dependencies]\nbay-{needs} = {{ path = \"../{needs}\" }}\n")),
        ($"crates/{name}/src/main.rs", "fn main() {}\n"),
    ];
}
