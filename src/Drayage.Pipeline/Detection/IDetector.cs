using System.Collections.Immutable;
using Drayage.Model.Detection;

namespace Drayage.Pipeline.Detection;

/// <summary>Finds the packages of one ecosystem. Reads files only: it starts no process and uses no network.</summary>
public interface IDetector
{
    /// <summary>One of <see cref="EcosystemName"/>.</summary>
    string Ecosystem { get; }

    /// <summary>
    /// Lists every package of this ecosystem in the tree. A manifest that cannot be read becomes a
    /// <c>unreadable-manifest</c> warning with its place; it does not stop the others.
    /// </summary>
    DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken);
}

/// <summary>What one detector found.</summary>
public sealed record DetectedPackages(ImmutableArray<Package> Packages, ImmutableArray<CatalogWarning> Warnings)
{
    public static DetectedPackages Nothing { get; } = new([], []);
}
