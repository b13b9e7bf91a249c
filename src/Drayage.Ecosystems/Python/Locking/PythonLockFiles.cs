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
    private static readonly ImmutableArray<LockFileKind> Kinds =
    [
        new("uv.lock", LockPlaces.Command("uv lock", "--project"), (tree, path) => Differences(tree, path, (project, locked) => UvLock.Compare(tree, project, locked))),
        new("poetry.lock", LockPlaces.Command("poetry lock", "--project"), (tree, path) => Differences(tree, path, PoetryLock.Compare)),
        new("pdm.lock", LockPlaces.Command("pdm lock", "--project"), (tree, path) => Differences(tree, path, PdmLock.Compare)),
    ];

    public ImmutableArray<ComparedLock> Compare(SourceTree tree, Catalog catalog, CancellationToken cancellationToken) =>
        [.. Kinds.SelectMany(kind => kind.Compare(tree, catalog, EcosystemName.Python, cancellationToken))];

    private static LockDifference[]? Differences(SourceTree tree, string path, Func<PyProject, TomlTable, IEnumerable<LockDifference>?> compare)
    {
        var manifest = SourceTree.Join(SourceTree.DirectoryOf(path), PyProject.FileName)!;
        if (!tree.Contains(manifest))
            return null;
        try
        {
            return compare(PyProject.Read(tree, manifest), TomlDocument.Parse(tree.ReadText(path), path).Root)?.ToArray();
        }
        catch (ReleaseException)
        {
            // Not what its tool writes or reads: the tool itself says why.
            return null;
        }
    }
}
