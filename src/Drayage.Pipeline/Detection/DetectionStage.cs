using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Detection;

/// <summary>Runs all detectors side by side and puts their findings in one order.</summary>
public sealed class DetectionStage(ImmutableArray<IDetector> detectors)
{
    /// <param name="tree">Where to look.</param>
    /// <param name="settings">Null where the repository has no configuration yet.</param>
    /// <param name="exclude">Globs to leave out beside those of the settings.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Catalog Run(SourceTree tree, ProjectSettings? settings, ImmutableArray<string> exclude, CancellationToken cancellationToken)
    {
        ImmutableArray<string> left = [.. settings?.Exclude ?? [], .. exclude];
        var shown = left.Length > 0 ? Without(tree, new PathGlob(left)) : tree;
        var found = Detect(shown, cancellationToken);
        var packages = found.SelectMany(f => f.Packages)
            .OrderBy(p => p.Directory, StringComparer.Ordinal)
            .ThenBy(p => p.Ecosystem, StringComparer.Ordinal)
            .ThenBy(p => p.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        var warnings = found.SelectMany(f => f.Warnings).Concat(settings is null ? [] : UnshippedPackages.Find(packages, settings));
        return new Catalog { Packages = packages, Warnings = [.. warnings] };
    }

    private DetectedPackages[] Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        // One task each: PLINQ would deal them out in halves beforehand, and their costs differ a hundredfold.
        var running = detectors.Select(d => Task.Run(() => d.Detect(tree, cancellationToken), cancellationToken));
        return Task.WhenAll(running).GetAwaiter().GetResult();
    }

    private static SourceTree Without(SourceTree tree, PathGlob excluded) => new(tree.Root, tree.Files.Where(path => !excluded.IsMatch(path)));
}
