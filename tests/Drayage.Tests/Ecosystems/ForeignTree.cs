using System.Collections;
using Drayage.Pipeline.Detection;
using Drayage.Testing;

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

    public void Dispose() => directory.Dispose();

    public IEnumerator<string> GetEnumerator() => files.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
