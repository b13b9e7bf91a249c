namespace Drayage.Testing;

/// <summary>A copy of samples/polyglot, committed as a git repository of its own.</summary>
public sealed class SampleFixture : IDisposable
{
    private SampleFixture(GitFixture git) => Git = git;

    public GitFixture Git { get; }

    public string Root => Git.Directory.Path;

    public static async Task<SampleFixture> StartAsync()
    {
        var git = await GitFixture.StartAsync();
        try
        {
            var origin = FindSample();
            var listing = await Peer.Require("git").In(origin).RunAsync("ls-files", "-z");
            foreach (var path in listing.Succeeded().Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
                git.Directory.Write(path, await File.ReadAllBytesAsync(Path.Combine(origin, path)));
            await git.CommitAsync("Tidewater 0.4.0");
            return new SampleFixture(git);
        }
        catch
        {
            git.Dispose();
            throw;
        }
    }

    public void Dispose() => Git.Dispose();

    private static string FindSample()
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            var sample = Path.Combine(at, "samples", "polyglot");
            if (Directory.Exists(sample))
                return sample;
        }
        throw new DirectoryNotFoundException("no samples/polyglot above the tests");
    }
}
