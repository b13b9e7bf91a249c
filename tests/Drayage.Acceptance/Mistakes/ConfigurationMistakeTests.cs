using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Mistakes;

/// <summary>What is wrong with files of the repository is told with its place, and nothing is written.</summary>
public sealed class ConfigurationMistakeTests
{
    private const int Usage = 2;

    [Fact]
    public Task Malformed_yaml() => RefusesAsync(
        repository => repository.Directory.Write("drayage.yaml", "schema: 1\nproject: [tide\n"),
        "drayage.yaml is no valid YAML", "drayage.yaml:3:1", "drayage check config");

    [Fact]
    public Task An_unknown_key() => RefusesAsync(
        repository => repository.Replace("drayage.yaml", "path: server", "pth: server"),
        "unknown key 'pth'", "drayage.yaml:13:5", "did you mean 'path'?");

    [Theory]
    [InlineData("python-index serve", "Option '--from' is required.", "run: drayage python-index serve --help")]
    [InlineData("python-index serv", "there is no command drayage python-index serv", "did you mean 'drayage python-index serve'?")]
    [InlineData("verifi", "there is no command drayage verifi", "did you mean 'drayage verify'?")]
    [InlineData("plan --only tied", "--only: 'tied' is no component of the project", "did you mean 'tide'?")]
    [InlineData("build --only tied", "--only: 'tied' is no component of the project", "did you mean 'tide'?")]
    [InlineData("docs install --only tied", "--only: 'tied' is no component of the project", "did you mean 'tide'?")]
    public async Task A_command_that_cannot_be_meant(string command, string error, string hint)
    {
        using var repository = await MiniRepository.CreateAsync();

        var outcome = (await repository.Drayage.RunAsync(command.Split(' '))).Ended(Usage);

        Assert.Contains($"error: {error}\n", outcome.Error, StringComparison.Ordinal);
        Assert.Contains($"hint: {hint}\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public Task Malformed_toml() => RefusesAsync(
        repository =>
        {
            repository.Directory.Write("crate/Cargo.toml", "[package\nname = \"tide\"\n");
            repository.Replace("drayage.yaml", "components:\n", "components:\n  crate: { ecosystem: cargo, path: crate, to: [github] }\n");
        },
        "component crate: no cargo package in 'crate'", "crate/Cargo.toml:1:9: crate/Cargo.toml cannot be read", "close the table header");

    [Fact]
    public Task A_path_that_does_not_exist() => RefusesAsync(
        repository => repository.Replace("drayage.yaml", "path: server", "path: sever"),
        "component tide: path 'sever' does not exist", "drayage.yaml:11:3", "did you mean 'server'?");

    [Fact]
    public Task Components_that_need_each_other() => RefusesAsync(
        repository => repository.Replace("drayage.yaml", "path: server\n", "path: server\n    needs: [tide-image]\n"),
        "components need each other in a circle: tide → tide-image → tide", "drayage.yaml:11:3", "remove one of these");

    [Fact]
    public Task Two_components_that_write_one_artifact() => RefusesAsync(
        repository => repository.Replace("drayage.yaml", "  tide-image:\n", """
              tide-again:
                ecosystem: go
                path: server
                platforms: [linux/amd64]
                archive: { name: "tide-{{ version }}-{{ os }}-{{ arch }}" }
                to: [github]
              tide-image:

            """.ReplaceLineEndings("\n")),
        "two steps would write the same artifact tide-1.4.0-linux-amd64.tar.gz", "tide-again/archive/linux-amd64", "archive.name");

    [Fact]
    public async Task No_configuration()
    {
        using var repository = await MiniRepository.CreateAsync();
        File.Delete(repository.Directory["drayage.yaml"]);
        await RequireRefusalAsync(repository, Usage, "there is no drayage.yaml", repository.Root, "drayage init");
    }

    [Fact]
    public async Task No_commit()
    {
        using var git = await GitFixture.StartAsync();
        git.Directory.Write("drayage.yaml", MiniSources.Configuration);
        (await new BuiltDrayage(git.Directory.Path).RunAsync("build"))
            .Refused(1, "the repository has no commit", git.Directory.Path, "commit the sources first");
        Assert.Equal(["drayage.yaml"], FilesOf(git.Directory.Path));
    }

    [Fact]
    public async Task No_repository()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("drayage.yaml", MiniSources.Configuration);
        (await new BuiltDrayage(directory.Path).With("GIT_CEILING_DIRECTORIES", Path.GetDirectoryName(directory.Path)).RunAsync("build"))
            .Refused(Usage, $"{directory.Path} is in no git repository", "not a git repository", "--directory");
        Assert.Equal(["drayage.yaml"], FilesOf(directory.Path));
    }

    [Fact]
    public async Task Crates_that_depend_on_each_other_are_a_warning()
    {
        using var repository = await MiniRepository.CreateAsync(directory =>
        {
            directory.Write("Cargo.toml", "[workspace]\nmembers = [\"ebb\", \"flow\"]\n");
            foreach (var (crate, other) in new[] { ("ebb", "flow"), ("flow", "ebb") })
            {
                directory.Write($"{crate}/Cargo.toml", $"[package]\nname = \"{crate}\"\nversion = \"1.0.0\"\npublish = false\n[dependencies]\n{other} = {{ path = \"../{other}\" }}\n");
                directory.Write($"{crate}/src/lib.rs", "");
            }
        });
        var detected = (await repository.Drayage.RunAsync("detect", "--json")).Ended(0).Json();
        var warning = Assert.Single(detected.GetProperty("warnings").EnumerateArray(), w => w.GetProperty("code").GetString() == "dependency-cycle");
        Assert.Contains("ebb → flow → ebb", warning.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task RefusesAsync(Action<MiniRepository> mistake, string error, string because, string hint)
    {
        using var repository = await MiniRepository.CreateAsync();
        mistake(repository);
        await repository.CommitAsync("Make a mistake");
        await RequireRefusalAsync(repository, Usage, error, because, hint);
    }

    private static async Task RequireRefusalAsync(MiniRepository repository, int exitCode, string error, string because, string hint)
    {
        var before = FilesOf(repository.Root);
        var outcome = await repository.Drayage.RunAsync("build");
        outcome.Ended(exitCode);
        Assert.Equal("", outcome.Output);
        outcome.Refused(exitCode, error, because, hint);
        Assert.Equal(before, FilesOf(repository.Root));
    }

    private static string[] FilesOf(string root) =>
    [
        .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path))
            .Where(path => !path.StartsWith(".git" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];
}
