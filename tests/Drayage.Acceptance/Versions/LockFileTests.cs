using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Versions;

/// <summary>Lock files of tools that tests cannot run: what is edited in them, and which command is named where an edit would be wrong.</summary>
public sealed class LockFileTests
{
    private const string UvLock = """
        version = 1
        requires-python = ">=3.9"

        [manifest]
        members = ["tide-core", "tide-web"]

        [[package]]
        name = "other"
        version = "1.4.0"
        source = { registry = "https://pypi.example/simple" }

        [[package]]
        name = "tide-core"
        version = "1.4.0"
        source = { editable = "core" }

        [[package]]
        name = "tide-web"
        version = "1.4.0"
        source = { virtual = "web" }
        dependencies = [{ name = "tide-core" }, { name = "other" }]

        [package.metadata]
        requires-dist = [
            { name = "other", specifier = "==1.4.0" },
            { name = "Tide.Core", specifier = "==1.4.0" },
        ]

        """;

    private const string PoetryLock = """
        [[package]]
        name = "tide-core"
        version = "1.4.0"
        optional = false
        files = []

        [package.source]
        type = "directory"
        url = "../core"

        [[package]]
        name = "other"
        version = "1.4.0"

        [metadata]
        content-hash = "0123"

        """;

    private const string Settings = """
        project: tide
        components:
          core: { ecosystem: python, path: core }
          web: { ecosystem: python, path: web }
          lib: { ecosystem: npm, path: js/lib }
          app: { ecosystem: npm, path: js/app }
          chart: { ecosystem: helm, path: chart }
          part: { ecosystem: helm, path: part }
        """;

    [Fact]
    public async Task Own_entries_are_edited_and_the_rest_is_left_to_the_tools_by_name()
    {
        using var git = await CreateAsync();

        var bump = (await new BuiltDrayage(git.Directory.Path).RunAsync("version", "bump", "minor")).Ended(0);

        string Text(params string[] path) => File.ReadAllText(git.Directory[path]);
        Assert.Equal(
            UvLock.Replace("name = \"tide-core\"\nversion = \"1.4.0\"", "name = \"tide-core\"\nversion = \"1.5.0\"", StringComparison.Ordinal)
                .Replace("name = \"tide-web\"\nversion = \"1.4.0\"", "name = \"tide-web\"\nversion = \"1.5.0\"", StringComparison.Ordinal)
                .Replace("\"Tide.Core\", specifier = \"==1.4.0\"", "\"Tide.Core\", specifier = \"==1.5.0\"", StringComparison.Ordinal),
            Text("uv.lock"));
        Assert.Equal(PoetryLock.Replace("\"tide-core\"\nversion = \"1.4.0\"", "\"tide-core\"\nversion = \"1.5.0\"", StringComparison.Ordinal), Text("web", "poetry.lock"));
        Assert.Contains("\"tide-core==1.5.0\", \"other==1.4.0\"", Text("web", "pyproject.toml"), StringComparison.Ordinal);
        Assert.Contains("\"lib\": \"workspace:1.5.0\"", Text("js", "app", "package.json"), StringComparison.Ordinal);
        Assert.Contains("renew it: poetry lock --project web", bump.Error, StringComparison.Ordinal);
        Assert.Contains("renew it: pnpm install --lockfile-only --dir js", bump.Error, StringComparison.Ordinal);
        Assert.Contains("renew it: helm dependency update chart", bump.Error, StringComparison.Ordinal);
        Assert.Equal(3, bump.Error.Split("renew it:").Length - 1);
        (await new BuiltDrayage(git.Directory.Path).RunAsync("version", "check")).Ended(0);
    }

    [Fact]
    public async Task A_lock_that_was_left_behind_is_a_disagreement()
    {
        using var git = await CreateAsync();
        git.Directory.Write("uv.lock", UvLock.Replace("name = \"tide-web\"\nversion = \"1.4.0\"", "name = \"tide-web\"\nversion = \"1.3.0\"", StringComparison.Ordinal));

        (await new BuiltDrayage(git.Directory.Path).RunAsync("version", "check"))
            .Refused(1, "uv.lock:19:11 says 1.3.0 for tide-web", "says 1.4.0", "drayage version set 1.4.0");
    }

    private static async Task<GitFixture> CreateAsync()
    {
        var git = await GitFixture.StartAsync();
        git.Directory.Write("drayage.yaml", Settings);
        git.Directory.Write("uv.lock", UvLock);
        git.Directory.Write("core/pyproject.toml", Project("tide-core", "[]"));
        git.Directory.Write("web/pyproject.toml", Project("tide-web", "[\"tide-core==1.4.0\", \"other==1.4.0\"]"));
        git.Directory.Write("web/poetry.lock", PoetryLock);
        git.Directory.Write("js/package.json", "{ \"name\": \"js\", \"private\": true, \"workspaces\": [\"*\"] }\n");
        git.Directory.Write("js/pnpm-lock.yaml", "lockfileVersion: '9.0'\n");
        git.Directory.Write("js/lib/package.json", "{ \"name\": \"lib\", \"version\": \"1.4.0\" }\n");
        git.Directory.Write("js/app/package.json", "{ \"name\": \"app\", \"version\": \"1.4.0\", \"dependencies\": { \"lib\": \"workspace:1.4.0\" } }\n");
        git.Directory.Write("part/Chart.yaml", "apiVersion: v2\nname: part\nversion: 1.4.0\n");
        git.Directory.Write("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.4.0\ndependencies:\n  - name: part\n    version: 1.4.0\n    repository: file://../part\n");
        git.Directory.Write("chart/Chart.lock", "digest: sha256:0\n");
        await git.CommitAsync("Begin");
        return git;
    }

    private static string Project(string name, string dependencies) =>
        $"[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n\n[project]\nname = \"{name}\"\nversion = \"1.4.0\"\ndependencies = {dependencies}\n";
}
