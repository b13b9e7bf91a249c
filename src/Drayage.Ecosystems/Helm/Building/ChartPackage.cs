using System.Collections.Immutable;
using Drayage.Ecosystems.Helm.Detection;
using Drayage.Model;
using Drayage.Pipeline.Detection;
using Drayage.Platform.Archives;

namespace Drayage.Ecosystems.Helm.Building;

/// <summary>Writes one chart's archive.</summary>
internal sealed class ChartPackage(string root, SourceTree tree, ChartRequest request)
{
    /// <returns>The text of the packed Chart.yaml.</returns>
    public async Task<string> WriteAsync(string output, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var contents = ChartContents.Of(tree, request.Directory);
        var stamped = contents.OwnCharts.ToImmutableDictionary(prefix => prefix + Chart.FileName, prefix => Stamp(prefix, contents));
        var entries = contents.Files
            .Select(file => stamped.TryGetValue(file.Key, out var text)
                ? ArchiveEntry.Text($"{request.Name}/{file.Key}", text)
                : ArchiveEntry.File($"{request.Name}/{file.Key}", Path.Combine(root, file.Value)))
            .Concat(contents.Fetched.Select(Archive));
        await ArchiveWriter.WriteFileAsync(ArchiveFormat.TarGz, entries, time, Path.Combine(output, request.FileName), cancellationToken);
        return stamped[Chart.FileName];
    }

    private string Stamp(string prefix, ChartContents contents)
    {
        var path = contents.Files[prefix + Chart.FileName];
        var text = tree.ReadText(path);
        if (prefix.Length > 0 && !request.Lockstep)
            return text;
        var pinned = request.Lockstep
            ? Chart.Read(tree, path).Dependencies.Where(dependency => dependency.LocalPath is not null).Select(dependency => dependency.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        return new ChartStamp(request.Version, request.AppVersion, pinned).Apply(text);
    }

    private ArchiveEntry Archive(FetchedChart fetched)
    {
        var directory = Path.Combine(root, fetched.Directory, "charts");
        var found = Directory.Exists(directory) ? Directory.GetFiles(directory, fetched.Name + "-*.tgz") : [];
        return found.Length == 1
            ? ArchiveEntry.File($"{request.Name}/{fetched.Prefix}charts/{Path.GetFileName(found[0])}", found[0])
            : throw new ReleaseException(
                ExitCode.Refused,
                $"chart {request.Name} cannot be packed: its dependency {fetched.Name} is not in {fetched.Directory}/charts",
                found.Length == 0 ? "neither the repository nor the working copy holds it" : $"{found.Length} archives fit: {string.Join(", ", found.Select(Path.GetFileName))}",
                $"helm dependency build {fetched.Directory}");
    }
}
