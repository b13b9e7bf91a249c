using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Detection;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Locking;

namespace Drayage.Ecosystems.Python.Locking;

/// <summary>The lock files of uv, Poetry and PDM against the <c>pyproject.toml</c> beside them.</summary>
internal sealed class PythonLockFiles : ILockFiles
{
    private delegate IEnumerable<LockDifference>? Comparison(SourceTree tree, PyProject project, TomlTable locked, string path);

    private static readonly (string FileName, string Command, string Option, Comparison Compare)[] Kinds =
    [
        ("uv.lock", "uv lock", "--project", UvLock.Compare),
        ("poetry.lock", "poetry lock", "--project", PoetryLock.Compare),
        ("pdm.lock", "pdm lock", "--project", PdmLock.Compare),
    ];

    public ImmutableArray<ComparedLock> Compare(SourceTree tree, Catalog catalog, CancellationToken cancellationToken) =>
    [
        .. from kind in Kinds
           from path in LockPlaces.Of(tree, catalog, EcosystemName.Python, kind.FileName)
           let differences = Differences(tree, path, kind.Compare)
           where differences is not null
           select new ComparedLock(path, LockPlaces.Command(kind.Command, kind.Option, path), [.. differences]),
    ];

    private static ImmutableArray<LockDifference>? Differences(SourceTree tree, string path, Comparison compare)
    {
        var manifest = SourceTree.Join(SourceTree.DirectoryOf(path), PyProject.FileName)!;
        if (!tree.Contains(manifest))
            return null;
        try
        {
            return compare(tree, PyProject.Read(tree, manifest), TomlDocument.Parse(tree.ReadText(path), path).Root, path)?.ToImmutableArray();
        }
        catch (ReleaseException)
        {
            // Not what its tool writes or reads: the tool itself says why.
            return null;
        }
    }
}
