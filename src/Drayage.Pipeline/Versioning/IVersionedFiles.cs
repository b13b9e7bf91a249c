using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Versioning;

/// <summary>The files beside the manifests in which an ecosystem repeats versions of the repository's own packages.</summary>
public interface IVersionedFiles
{
    /// <summary>Reads them. A file that cannot be read is passed over: its own tool will say why.</summary>
    VersionedFiles Read(SourceTree tree, Catalog catalog);
}

/// <summary>What an ecosystem repeats, and where.</summary>
/// <param name="Places">With the package whose version each repeats.</param>
/// <param name="Locks">Lock files that an edit of a requirement leaves behind.</param>
public sealed record VersionedFiles(ImmutableArray<(Package Of, VersionPlace Place)> Places, ImmutableArray<LockFile> Locks)
{
    public static VersionedFiles None { get; } = new([], []);
}

/// <summary>A lock file that only its own tool can renew.</summary>
/// <param name="Path">Repository-relative.</param>
/// <param name="Command">What to run, from the repository's root.</param>
/// <param name="Manifests">The manifests whose requirements it follows.</param>
/// <param name="IsOfVersions">Whether it must be renewed for each new version and not only for other requirements.</param>
public sealed record LockFile(string Path, string Command, ImmutableArray<string> Manifests, bool IsOfVersions = false);
