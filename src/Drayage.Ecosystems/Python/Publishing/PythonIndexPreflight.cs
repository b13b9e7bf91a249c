using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>What a Python index tells before the first upload.</summary>
internal static class PythonIndexPreflight
{
    /// <param name="files">What the index has of the project; null when it has no such project.</param>
    public static IEnumerable<PreflightFinding> Version(Consignment consignment, ImmutableArray<IndexFile>? files)
    {
        var package = PythonIndexSite.PackageOf(consignment);
        if (files is not { } held)
            return [PreflightFinding.Doubtful(PreflightSubject.Permission, $"there is no project {package} yet: the first upload makes it, which a token limited to one project cannot")];
        var planned = consignment.Effects.OfType<Effect.Put>().Select(put => put.Name.Split('*')).ToArray();
        var present = held.Count(file => planned.Any(parts => file.Name.StartsWith(parts[0], StringComparison.Ordinal) && file.Name.EndsWith(parts[^1], StringComparison.Ordinal)));
        return present == 0
            ? [PreflightFinding.Good(PreflightSubject.Version, $"{package} {consignment.Version} is free, as far as the index lists files; names of deleted files are used up and not listed")]
            : [PreflightFinding.Unknown(PreflightSubject.Version, $"{Counted.Of(present, "file")} of {package} {consignment.Version} stand there already; whether the same ones shows when they are built")];
    }

    /// <summary>An empty form was refused for its content, and not for its sender.</summary>
    public static IEnumerable<PreflightFinding> Accepted(PythonIndexSite site) =>
    [
        PreflightFinding.Good(PreflightSubject.Credential, $"{site.Upload.Authority} accepts the credential (an empty form was refused for its content only)"),
        PreflightFinding.Unknown(PreflightSubject.Permission, "whether the credential may upload to this very project shows only with the first file"),
    ];
}
