using Drayage.Pipeline.Layout;
using Drayage.Platform.Archives;

namespace Drayage.Ecosystems.Python.Building;

/// <summary>
/// Makes source distributions the same on every machine: several backends write the times, owners and order of the
/// checkout into them, and those that read only the project's own .gitignore pack what Drayage keeps beside the sources. Names and
/// contents of everything else stay as the backend wrote them.
/// </summary>
internal static class SourceDistributions
{
    /// <param name="directory">Holds the distributions.</param>
    /// <param name="epoch">Time for every entry, seconds since 1970.</param>
    /// <param name="log">Told of what is left out.</param>
    /// <param name="cancellationToken">Leaves the distribution as it was.</param>
    public static async Task RepackAsync(string directory, long epoch, Action<string> log, CancellationToken cancellationToken)
    {
        foreach (var path in Directory.GetFiles(directory, "*.tar.gz"))
        {
            var unpacked = Directory.CreateDirectory(Path.Combine(directory, ".repack")).FullName;
            await using (var archive = File.OpenRead(path))
                await ArchiveExtractor.ExtractAsync(archive, ArchiveFormat.TarGz, Path.GetFileName(path), unpacked, ExtractionLimits.Default, cancellationToken);
            if (RemoveOwn(unpacked))
                log($"{WorkLayout.CacheName}/ is left out of {Path.GetFileName(path)}: the build backend packed it, as the .gitignore beside pyproject.toml does not name it");
            await ArchiveWriter.WriteFileAsync(ArchiveFormat.TarGz, ArchiveTree.Read(unpacked, ""), DateTimeOffset.FromUnixTimeSeconds(epoch), path, cancellationToken);
            Directory.Delete(unpacked, recursive: true);
        }
    }

    /// <summary>Another release's files are no sources, and differ from machine to machine.</summary>
    private static bool RemoveOwn(string unpacked)
    {
        var own = Directory.GetDirectories(unpacked).Select(top => Path.Combine(top, WorkLayout.CacheName)).Where(Directory.Exists).ToArray();
        foreach (var directory in own)
            Directory.Delete(directory, recursive: true);
        return own.Length > 0;
    }
}
