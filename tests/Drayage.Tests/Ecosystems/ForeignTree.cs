using System.Collections;
using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems;

/// <summary>A repository of somebody else, written for one test. Usable with a collection initialiser of path and content.</summary>
internal sealed class ForeignTree : IDisposable, IEnumerable<string>
{
    private readonly TemporaryDirectory directory = new();
    private readonly List<string> files = [];

    public string Root => directory.Path;

    public SourceTree Tree => new(directory.Path, files);

    public void Add(string path, string content)
    {
        if (!files.Contains(path))
            files.Add(path);
        directory.Write(path, content);
    }

    public DetectedPackages Detect(IDetector detector) => detector.Detect(Tree, CancellationToken.None);

    /// <summary>The lock files of one ecosystem, with what its detector finds.</summary>
    public ImmutableArray<ComparedLock> CompareLocks(IEcosystem ecosystem) =>
        ecosystem.LockFiles!.Compare(Tree, new Catalog { Packages = Detect(ecosystem.Detector!).Packages, Warnings = [] }, CancellationToken.None);

    /// <summary>The differences of its only lock file, as told.</summary>
    public string[] LockDifferences(IEcosystem ecosystem) => [.. Assert.Single(CompareLocks(ecosystem)).Differences.Select(difference => difference.ToString())];

    /// <summary>Replaces a text, which must be there, in a file.</summary>
    public ForeignTree With(string path, string old, string changed)
    {
        var text = Tree.ReadText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        Add(path, text.Replace(old, changed, StringComparison.Ordinal));
        return this;
    }

    public void Dispose() => directory.Dispose();

    public IEnumerator<string> GetEnumerator() => files.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
