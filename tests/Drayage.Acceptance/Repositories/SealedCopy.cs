using Drayage.Testing;

namespace Drayage.Acceptance.Repositories;

/// <summary>A sealed release, ready to be delivered: the repository, waybill, artifacts and images, and nothing sent yet.</summary>
internal sealed class SealedCopy(TemporaryDirectory directory) : IDisposable
{
    public string Root => directory["repository"];

    public string Journal => Path.Combine(Root, "dist", "journal.jsonl");

    public BuiltDrayage Drayage => new(Root);

    public void Dispose() => directory.Dispose();
}
