using Drayage.Testing;

namespace Drayage.Acceptance.Repositories;

/// <summary>A sealed release, ready to be delivered: the repository, waybill, artifacts and images, and nothing sent yet.</summary>
internal sealed class SealedCopy : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private SealedCopy()
    {
    }

    public string Root => directory["repository"];

    public string Journal => Path.Combine(Root, "dist", "journal.jsonl");

    public BuiltDrayage Drayage => new(Root);

    /// <summary>A further work directory of the same commit, with the results so far but no journal.</summary>
    /// <param name="repository">The work directory in which the release was sealed.</param>
    public static async Task<SealedCopy> OfAsync(string repository)
    {
        var copy = new SealedCopy();
        (await Peer.Require("git").RunAsync("clone", "--quiet", repository, copy.Root)).Succeeded();
        DirectoryCopy.Copy(Path.Combine(repository, "dist"), Path.Combine(copy.Root, "dist"), except: IsJournal);
        return copy;
    }

    public void Dispose() => directory.Dispose();

    private static bool IsJournal(string path) => Path.GetFileName(path).StartsWith("journal.jsonl", StringComparison.Ordinal);
}
