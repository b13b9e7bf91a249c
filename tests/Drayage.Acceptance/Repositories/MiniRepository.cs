using Drayage.Testing;

namespace Drayage.Acceptance.Repositories;

/// <summary>
/// A small repository that still goes everywhere: a Go program for two platforms, released as archives, and an image of both
/// platforms. Builds in about a second once the Go cache is warm.
/// </summary>
internal sealed class MiniRepository : IDisposable
{
    private readonly SealingKey key = new();
    private readonly GitFixture git;

    private MiniRepository(GitFixture git) => this.git = git;

    public TemporaryDirectory Directory => git.Directory;

    public string Root => git.Directory.Path;

    public string Dist => git.Directory["dist"];

    public string WaybillPath => git.Directory["dist", "waybill.dsse.json"];

    public string PublicKeyPath => key.PublicPath;

    public string KeyPath => key.Path;

    /// <summary>The tool, at work in this repository.</summary>
    public BuiltDrayage Drayage => new(Root);

    /// <summary>A committed repository.</summary>
    /// <param name="change">Changes the files before they are committed.</param>
    public static async Task<MiniRepository> CreateAsync(Action<TemporaryDirectory>? change = null)
    {
        Peer.Require("go");
        var repository = new MiniRepository(await GitFixture.StartAsync());
        foreach (var (path, content) in MiniSources.Files)
            repository.Directory.Write(path, content);
        change?.Invoke(repository.Directory);
        await repository.CommitAsync("Show the tide");
        return repository;
    }

    public Task<string> CommitAsync(string message) => git.CommitAsync(message);

    public Task<string> GitAsync(params string[] arguments) => git.RunAsync(arguments);

    /// <summary>Makes the key that seals, once.</summary>
    /// <returns>The arguments that name it.</returns>
    public Task<string[]> KeyAsync() => key.ArgumentsAsync(Drayage);

    /// <summary>Releases into embedded registries.</summary>
    public async Task<CommandOutcome> ReleaseAsync(RegistryFixture registry, params string[] arguments) =>
        await Drayage.Against(registry).RunAsync(["release", .. await KeyAsync(), .. arguments]);

    /// <summary>The file's content with one text for another, which must be there.</summary>
    public void Replace(string path, string old, string with)
    {
        var text = File.ReadAllText(Directory[path]);
        if (!text.Contains(old, StringComparison.Ordinal))
            throw new ArgumentException($"{path} does not hold '{old}'", nameof(old));
        File.WriteAllText(Directory[path], text.Replace(old, with, StringComparison.Ordinal));
    }

    public Task<SealedCopy> CopySealedAsync() => SealedCopy.OfAsync(Root);

    public void Dispose()
    {
        git.Dispose();
        key.Dispose();
    }
}
