using Drayage.Platform.Archives;

namespace Drayage.Ecosystems.Python.Building;

/// <summary>
/// Makes source distributions the same on every machine: several backends write the times, owners and order of the
/// checkout into them. Names and contents stay as the backend wrote them.
/// </summary>
internal static class SourceDistributions
{
    /// <param name="directory">Holds the distributions.</param>
    /// <param name="epoch">Time for every entry, seconds since 1970.</param>
    /// <param name="cancellationToken">Leaves the distribution as it was.</param>
    public static async Task RepackAsync(string directory, long epoch, CancellationToken cancellationToken)
    {
        foreach (var path in Directory.GetFiles(directory, "*.tar.gz"))
        {
            var unpacked = Directory.CreateDirectory(Path.Combine(directory, ".repack")).FullName;
            await using (var archive = File.OpenRead(path))
                await ArchiveExtractor.ExtractAsync(archive, ArchiveFormat.TarGz, Path.GetFileName(path), unpacked, ExtractionLimits.Default, cancellationToken);
            await ArchiveWriter.WriteFileAsync(ArchiveFormat.TarGz, ArchiveTree.Read(unpacked, ""), DateTimeOffset.FromUnixTimeSeconds(epoch), path, cancellationToken);
            Directory.Delete(unpacked, recursive: true);
        }
    }
}
