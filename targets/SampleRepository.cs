namespace Drayage.Targets;

/// <summary>A copy of samples/polyglot that is a git repository of its own, until disposed.</summary>
internal sealed class SampleRepository : IDisposable
{
    private SampleRepository(string root) => Root = root;

    public string Root { get; }

    public static async Task<SampleRepository> CreateAsync(Checkout checkout, CancellationToken cancellation)
    {
        var sample = new SampleRepository(Directory.CreateTempSubdirectory("tidewater-").FullName);
        try
        {
            await sample.FillAsync(checkout, cancellation);
            return sample;
        }
        catch
        {
            sample.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private async Task FillAsync(Checkout checkout, CancellationToken cancellation)
    {
        // What git knows or would add: no build outputs of the working tree.
        var (_, listing) = await new Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        {
            Directory = checkout.Sample,
        }.CaptureAsync(cancellation);
        foreach (string path in listing.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            string target = Path.Combine(Root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(checkout.Sample, path), target);
        }

        await GitAsync(cancellation, "init", "--quiet", "--initial-branch=main");
        await GitAsync(cancellation, "add", "--all");
        await GitAsync(cancellation, "-c", "user.name=Tidewater", "-c", "user.email=tides@example.org", "-c", "commit.gpgsign=false",
            "commit", "--quiet", "--message=Tidewater 0.4.0");
    }

    private Task GitAsync(CancellationToken cancellation, params string[] arguments) =>
        new Command("git", [.. arguments]) { Directory = Root }.RunAsync(cancellation);
}
