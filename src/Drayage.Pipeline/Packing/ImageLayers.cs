using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Oci.Assembly;
using Drayage.Platform.Archives;
using ImageSettings = Drayage.Model.Planning.ImageSettings;

namespace Drayage.Pipeline.Packing;

/// <summary>
/// The layers of an image, bottom first: what changes seldom stands below what changes with every release, so that a new
/// version shares the lower ones with the last.
/// </summary>
internal static class ImageLayers
{
    /// <summary>Not 1970 itself: some tools take 0 for no time at all.</summary>
    public static DateTimeOffset FixedTime { get; } = DateTimeOffset.UnixEpoch.AddSeconds(1);

    public static ImmutableArray<LayerSource> Of(PlatformImage platform, ImageSettings settings, PackSources sources)
    {
        var byChange = platform.Files.ToLookup(file => file.Source is PackSource.StepOutput);
        var files = Layer("files", byChange[false], sources);
        files = files with
        {
            Entries = [.. settings.Directories.Select(Directory), .. files.Entries],
            Whiteouts = [.. settings.Removed.Select(path => path.TrimStart('/'))],
        };
        return [.. new[] { files, Layer("binaries", byChange[true], sources) }.Where(layer => !layer.Entries.IsEmpty || !layer.Whiteouts.IsEmpty)];
    }

    private static LayerSource Layer(string what, IEnumerable<PackedFile> files, PackSources sources)
    {
        var packed = files.Select(file => (Entry: Entry(file, sources), Digest: sources.DigestOf(file.Source))).ToImmutableArray();
        return new LayerSource
        {
            CreatedBy = $"drayage: {what}",
            Entries = [.. packed.Select(file => file.Entry)],
            Contents = packed.ToImmutableDictionary(file => file.Entry.Path, file => file.Digest, StringComparer.Ordinal),
        };
    }

    private static ArchiveEntry Entry(PackedFile file, PackSources sources) =>
        ArchiveEntry.File(file.Path.TrimStart('/'), sources.PathOf(file.Source), (UnixFileMode)file.Mode) with { Owner = new ArchiveOwner(file.UserId, file.GroupId) };

    private static ArchiveEntry Directory(PackedDirectory directory) =>
        ArchiveEntry.Directory(directory.Path.TrimStart('/'), (UnixFileMode)directory.Mode) with { Owner = new ArchiveOwner(directory.UserId, directory.GroupId) };
}
